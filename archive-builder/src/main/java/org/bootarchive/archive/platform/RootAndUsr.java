package org.bootarchive.archive.platform;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.bootarchive.archive.image.BytesContent;
import org.bootarchive.archive.image.Content;
import org.bootarchive.archive.source.Attributes;
import org.bootarchive.archive.source.SourceNode;
import org.bootarchive.archive.source.SourceTree;
import org.bootarchive.archive.tree.UsrImage;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.InodeTime;
import org.bootarchive.ufs.text.FileName;
import org.jspecify.annotations.Nullable;

/**
 * The files of a platform's two file systems, from one tree of all, in the steps of smartos-live's
 * {@code tools/build_live}: version files, files that have to be empty, the manifest and its copy,
 * and what the root has below its own usr.
 */
final class RootAndUsr {
  private static final FileName USR = FileName.of(RegularFiles.USR);

  /** What the build makes, whatever of it a source has: of another build, perhaps. */
  private static final ImmutableSet<String> NOT_FROM_ROOT =
      ImmutableSet.of(RegularFiles.USR, UsrImage.NAME.toString());

  private static final String COPY_IN_USR =
      ManifestCheck.COPY.substring(RegularFiles.USR.length() + 1);

  private final SourceNode root;
  private final SourceNode usr;
  private final InodeTime time;

  private RootAndUsr(SourceNode root, SourceNode usr, InodeTime time) {
    this.root = root;
    this.usr = usr;
    this.time = time;
  }

  /**
   * Splits a tree.
   *
   * @throws IOException if it has no directory usr, or a hard link between it and the rest
   */
  static RootAndUsr split(SourceTree tree) throws IOException {
    SourceNode all = tree.root();
    SourceNode usr = all.entries().get(USR);
    if (usr == null || !usr.isDirectory()) {
      throw new IOException("there is no directory usr; a platform has one");
    }
    TreeCopy rootCopy = new TreeCopy();
    Attributes top = all.attributes();
    SourceNode root =
        rootCopy.directory(
            all,
            new Attributes(top.permissions(), 0, 0, top.access(), top.modify(), top.change()),
            NOT_FROM_ROOT,
            new TreeCopy());
    SourceNode below =
        new TreeCopy().directory(usr, usr.attributes(), ImmutableSet.of(COPY_IN_USR), rootCopy);
    SourceNode unused = root.put(USR, SourceNode.directory(owned(0755, tree.time())));
    return new RootAndUsr(root, below, tree.time());
  }

  private static Attributes owned(int permissions, InodeTime time) {
    return Attributes.of(permissions, 0, 0, time);
  }

  /** Puts a content at a path of the root, with the attributes of what was there. */
  void replace(String path, Content content) throws IOException {
    SourceNode before = NodePaths.find(root, path);
    Attributes attributes =
        before == null || before.isDirectory() ? owned(0644, time) : before.attributes();
    NodePaths.put(root, path, SourceNode.regular(attributes, content), time);
  }

  /** Empties the logs that a system starts without; one that is empty keeps its owner. */
  void emptyLogs() throws IOException {
    for (String path : ManifestCheck.EMPTIED) {
      SourceNode before = NodePaths.find(root, path);
      boolean isEmpty =
          before != null && before.type() == FileType.REGULAR && before.content().size() == 0;
      SourceNode parent = NodePaths.find(root, path.substring(0, path.lastIndexOf('/')));
      if (!isEmpty && parent != null && parent.isDirectory()) {
        Content nothing = BytesContent.of(new byte[0]);
        NodePaths.put(root, path, SourceNode.regular(owned(0644, time), nothing), time);
      }
    }
  }

  /** Computes the manifest of all files as they are now. */
  FileManifest manifest(Progress progress) throws IOException {
    Map<String, SourceNode> files = new HashMap<>();
    collect(root, "", files);
    collect(usr, RegularFiles.USR + "/", files);
    List<SourceNode> distinct = new ArrayList<>();
    Map<SourceNode, String> sums = new HashMap<>();
    long bytes = 0;
    for (SourceNode file : files.values()) {
      if (sums.put(file, "") == null) {
        distinct.add(file);
        bytes += file.content().size();
      }
    }
    List<Md5Sums.Source> sources = new ArrayList<>();
    distinct.forEach(file -> sources.add(new NewFile(file)));
    Md5Sums.compute(
        sources,
        Md5Sums.NO_LIMIT,
        new Md5Sums.Sink() {
          @Override
          public void sum(int source, String digits) {
            sums.put(distinct.get(source), digits);
          }

          @Override
          public void failure(int source, IOException reason) throws IOException {
            throw reason;
          }
        },
        progress.started(bytes));
    Map<String, String> lines = new HashMap<>();
    files.forEach((path, file) -> lines.put(path, sums.getOrDefault(file, "")));
    return FileManifest.of(lines);
  }

  /** A file of the tree that is built. */
  private record NewFile(SourceNode node) implements Md5Sums.Source {
    @Override
    public long size() {
      return node.content().size();
    }

    @Override
    public Content content() {
      return node.content();
    }
  }

  /** Is told how many bytes are to be read, and takes how many are. */
  @FunctionalInterface
  interface Progress {
    LongConsumer started(long bytes);
  }

  private record Level(SourceNode directory, String path) {}

  private static void collect(SourceNode top, String prefix, Map<String, SourceNode> files) {
    Deque<Level> levels = new ArrayDeque<>();
    levels.add(new Level(top, prefix));
    while (!levels.isEmpty()) {
      Level level = levels.removeLast();
      for (Map.Entry<FileName, SourceNode> entry : level.directory().entries().entrySet()) {
        String path = level.path() + new String(entry.getKey().toBytes(), ISO_8859_1);
        SourceNode file = entry.getValue();
        if (file.isDirectory()) {
          levels.add(new Level(file, path + "/"));
        } else if (file.type() == FileType.REGULAR) {
          files.put(path, file);
        }
      }
    }
  }

  /** Puts the copy of the manifest below usr. */
  void putManifest(byte[] manifest) throws IOException {
    SourceNode copy = SourceNode.regular(owned(0644, time), BytesContent.of(manifest));
    NodePaths.put(usr, COPY_IN_USR, copy, time);
  }

  /**
   * Puts what early boot needs below the root's own usr.
   *
   * @return the paths that it needs and /usr does not have
   */
  List<String> putEarlyBootFiles() throws IOException {
    List<String> missing = new ArrayList<>();
    TreeCopy copy = new TreeCopy();
    for (String path : EarlyBootFiles.PATHS) {
      SourceNode file = NodePaths.find(usr, path);
      if (file == null || file.isDirectory()) {
        missing.add(path);
      } else {
        NodePaths.put(root, RegularFiles.USR + "/" + path, copy.of(file), time);
      }
    }
    if (!missing.contains(EarlyBootFiles.SHELL_BINARY)) {
      SourceNode shell =
          SourceNode.symbolicLink(
              owned(0777, time), EarlyBootFiles.SHELL_TARGET.getBytes(ISO_8859_1));
      NodePaths.put(root, RegularFiles.USR + "/" + EarlyBootFiles.SHELL, shell, time);
    }
    return missing;
  }

  /** Puts the compressed /usr into the root. */
  void putUsrImage(Content compressed) throws IOException {
    String name = UsrImage.NAME.toString();
    NodePaths.put(root, name, SourceNode.regular(owned(0644, time), compressed), time);
  }

  /** Returns what is at a path with /usr mounted; null if nothing is. */
  @Nullable SourceNode find(String path) {
    return path.startsWith(RegularFiles.USR + "/")
        ? NodePaths.find(usr, path.substring(RegularFiles.USR.length() + 1))
        : NodePaths.find(root, path);
  }

  /** Returns the time of what has none of its own. */
  InodeTime time() {
    return time;
  }

  SourceTree rootTree() {
    return SourceTree.of(root, time);
  }

  SourceTree usrTree() {
    return SourceTree.of(usr, time);
  }
}
