package org.bootarchive.archive.build;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bootarchive.archive.image.FileContent;
import org.bootarchive.archive.source.Attributes;
import org.bootarchive.archive.source.NewestTime;
import org.bootarchive.archive.source.SourceNode;
import org.bootarchive.archive.source.SourceTree;
import org.bootarchive.archive.source.TreeAssembly;
import org.bootarchive.archive.tree.ArchiveTree;
import org.bootarchive.archive.tree.VolumePath;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.InodeTime;
import org.bootarchive.ufs.internal.device.BoundedFile;
import org.bootarchive.ufs.text.EscapedBytes;
import org.bootarchive.ufs.text.FileName;
import org.bootarchive.ufs.volume.FileContentDevice;
import org.bootarchive.ufs.volume.Volume;
import org.jspecify.annotations.Nullable;

/**
 * The files that a manifest lists, as SmartOS's builder reads it: directories, files, symbolic
 * links, hard links, in this order wherever their lines stand. Files come from the first of some
 * proto directories that has them. What a proto directory has no time for gets the newest one.
 *
 * <p>A line that is there twice counts once; two different ones for a path are refused, as is a
 * directory without a line that something lies in.
 */
final class ManifestSource implements ArchiveSource {
  /** The longest manifest or list of accounts: larger than any by far. */
  private static final int MOST_BYTES = 64 << 20;

  private static final ImmutableList<String> ACCOUNTS = ImmutableList.of("etc/passwd", "etc/group");

  private final Path manifest;
  private final ImmutableList<Path> protos;

  private ManifestSource(Path manifest, ImmutableList<Path> protos) {
    this.manifest = manifest;
    this.protos = protos;
  }

  /**
   * Returns the files that a manifest lists.
   *
   * @param protos where they are, the first one first; the first etc/passwd and etc/group there
   *     tell the numbers of users and groups
   */
  public static ManifestSource of(Path manifest, List<Path> protos) {
    return new ManifestSource(manifest, ImmutableList.copyOf(protos));
  }

  @Override
  public ImmutableList<Path> inputs() throws IOException {
    ImmutableList.Builder<Path> inputs = ImmutableList.builder();
    inputs.add(manifest);
    for (String accounts : ACCOUNTS) {
      addIfFound(accounts, inputs);
    }
    for (ManifestLine line : lines()) {
      if (line.type() == 'f') {
        addIfFound(line.path(), inputs);
      }
    }
    return inputs.build();
  }

  private void addIfFound(String path, ImmutableList.Builder<Path> inputs) throws IOException {
    Path file = find(path);
    if (file != null && Files.isRegularFile(file)) {
      inputs.add(file);
    }
  }

  @Override
  public SourceTree read(SourceDate date) throws IOException {
    return new Reading(date, AccountNames.of(bytes("etc/passwd"), bytes("etc/group")), false)
        .read();
  }

  @Override
  public SourceTree readFor(Volume archive, SourceDate date) throws IOException {
    ArchiveTree tree = ArchiveTree.ofRoot(archive);
    AccountNames accounts = AccountNames.of(bytes(tree, "etc/passwd"), bytes(tree, "etc/group"));
    return new Reading(date, accounts, true).read();
  }

  @Override
  public InodeTime newest(SourceDate date) throws IOException {
    try (SourceTree tree = new Reading(date, AccountNames.anybody(), true).read()) {
      return tree.time();
    }
  }

  private byte[] bytes(String name) throws IOException {
    Path file = find(name);
    return file == null ? new byte[0] : BoundedFile.read(file, MOST_BYTES, "a list of accounts");
  }

  /** Returns the bytes of a list of accounts in an archive; none if it is not there. */
  private static byte[] bytes(ArchiveTree tree, String name) throws IOException {
    Optional<VolumePath> place =
        VolumePath.find(tree, name.getBytes(ISO_8859_1), VolumePath.LastLink.FOLLOW);
    if (place.isEmpty() || place.get().vnode().type() != FileType.REGULAR) {
      return new byte[0];
    }
    Volume volume = place.get().vnode().volume();
    FileContentDevice content = FileContentDevice.of(volume.content(place.get().inode()));
    if (content.size() > MOST_BYTES) {
      throw new IOException(
          "the archive's " + name + " has " + content.size() + " bytes, too many for accounts");
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) content.size());
    content.read(0, bytes);
    return bytes.array();
  }

  /** One pass over the manifest. */
  private final class Reading {
    private final SourceDate date;
    private final NewestTime newest = new NewestTime();
    private final TreeAssembly assembly;
    private final List<SourceNode> timeless = new ArrayList<>();
    private final AccountNames accounts;

    Reading(SourceDate date, AccountNames accounts, boolean impliesDirectories) {
      this.assembly = new TreeAssembly(impliesDirectories);
      this.date = date;
      this.accounts = accounts;
    }

    SourceTree read() throws IOException {
      List<ManifestLine> lines = lines();
      // Parents first, wherever their lines stand.
      lines.sort(Comparator.comparingInt(line -> CharMatcher.is('/').countIn(line.path())));
      for (char type : new char[] {'d', 'f', 's', 'h'}) {
        for (ManifestLine line : lines) {
          if (line.type() == type) {
            try {
              add(line);
            } catch (IOException e) {
              throw at(line.number(), e);
            }
          }
        }
      }
      InodeTime time = newest.get();
      for (SourceNode file : timeless) {
        Attributes old = file.attributes();
        file.describe(Attributes.of(old.permissions(), old.uid(), old.gid(), time));
      }
      return assembly.finish(time, () -> {});
    }

    private void add(ManifestLine line) throws IOException {
      List<FileName> path = TreeAssembly.names(line.pathBytes());
      SourceNode unused =
          switch (line.type()) {
            case 'd' -> assembly.put(path, directory(line));
            case 'f' -> assembly.put(path, regular(line));
            case 's' ->
                assembly.put(path, SourceNode.symbolicLink(linkAttributes(line), line.target()));
            default -> assembly.put(path, hardLinked(line));
          };
    }

    private SourceNode directory(ManifestLine line) throws IOException {
      Path proto = find(line.path());
      if (proto != null && Files.isDirectory(proto)) {
        return SourceNode.directory(attributes(line, time(proto)));
      }
      SourceNode directory = SourceNode.directory(attributes(line, null));
      timeless.add(directory);
      return directory;
    }

    private SourceNode regular(ManifestLine line) throws IOException {
      Path file = find(line.path());
      if (file == null) {
        throw new IOException("no proto directory has " + shown(line.path()));
      }
      BasicFileAttributes host = Files.readAttributes(file, BasicFileAttributes.class);
      if (!host.isRegularFile()) {
        throw new IOException(file + " is no regular file");
      }
      return SourceNode.regular(
          attributes(line, date.of(host.lastModifiedTime())),
          FileContent.ofWhole(file, host.size()));
    }

    private Attributes linkAttributes(ManifestLine line) throws IOException {
      Path link = find(line.path());
      // All files have come before, so that the newest time is known but for other links.
      return Attributes.link(
          link != null && Files.isSymbolicLink(link) ? newest.note(time(link)) : newest.get());
    }

    private SourceNode hardLinked(ManifestLine line) throws IOException {
      SourceNode target = assembly.get(TreeAssembly.names(line.target()));
      if (target == null || target.isDirectory()) {
        throw new IOException(
            "the manifest has no file " + shown(line.fields().get(0)) + " to link to");
      }
      return target;
    }

    private Attributes attributes(ManifestLine line, @Nullable InodeTime time) throws IOException {
      return Attributes.of(
          line.permissions(),
          accounts.user(line.user()),
          accounts.group(line.group()),
          time == null ? InodeTime.EPOCH : newest.note(time));
    }

    private InodeTime time(Path file) throws IOException {
      return date.of(Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS));
    }
  }

  private List<ManifestLine> lines() throws IOException {
    List<ManifestLine> lines = new ArrayList<>();
    Map<List<FileName>, ManifestLine> seen = new HashMap<>();
    int number = 0;
    String text = new String(BoundedFile.read(manifest, MOST_BYTES, "a manifest"), ISO_8859_1);
    for (String line : Splitter.on('\n').split(text)) {
      number++;
      if (ManifestLine.isBlank(line)) {
        continue;
      }
      try {
        ManifestLine parsed = ManifestLine.parse(number, line);
        if (isNew(parsed, seen)) {
          lines.add(parsed);
        }
      } catch (IOException e) {
        throw at(number, e);
      }
    }
    return lines;
  }

  private static boolean isNew(ManifestLine line, Map<List<FileName>, ManifestLine> seen)
      throws IOException {
    ManifestLine before = seen.putIfAbsent(TreeAssembly.names(line.pathBytes()), line);
    if (before != null && !before.saysTheSame(line)) {
      throw new IOException("line " + before.number() + " says something else of the same path");
    }
    return before == null;
  }

  private IOException at(int number, IOException e) {
    return new IOException(manifest + ":" + number + ": " + e.getMessage(), e);
  }

  private static String shown(String path) {
    return EscapedBytes.escape(path.getBytes(ISO_8859_1));
  }

  /** Returns where the first proto directory that has a path has it, null if none has. */
  private @Nullable Path find(String bytes) throws IOException {
    String name = new String(bytes.getBytes(ISO_8859_1), hostCharset());
    String relative = CharMatcher.is('/').trimLeadingFrom(name);
    try {
      for (Path proto : protos) {
        Path candidate = proto.resolve(relative);
        if (Files.exists(candidate, LinkOption.NOFOLLOW_LINKS)) {
          return candidate;
        }
      }
    } catch (InvalidPathException e) {
      throw new IOException(shown(bytes) + " cannot be the name of a file here", e);
    }
    return null;
  }

  private Charset hostCharset() {
    boolean isHost = manifest.getFileSystem().equals(FileSystems.getDefault());
    return isHost
        ? Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"))
        : StandardCharsets.UTF_8;
  }
}
