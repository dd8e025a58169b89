package org.bootarchive.archive.convert;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bootarchive.archive.image.Content;
import org.bootarchive.archive.source.SourceNode;
import org.bootarchive.archive.source.SourceTree;
import org.bootarchive.media.iso.IsoFormat;
import org.bootarchive.media.iso.IsoNode;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.text.ByteString;
import org.bootarchive.ufs.text.FileName;
import org.jspecify.annotations.Nullable;

/** Lays out an ISO 9660 with Rock Ridge, as the kernel's hsfs reads it. */
final class IsoPlan {
  private static final String LABEL = "BOOT_ARCHIVE";
  private static final long MOST_FILE_BYTES = 0xffffffffL;

  private final List<Loss> losses = new ArrayList<>();

  private IsoPlan() {}

  /**
   * Lays out the files of a tree.
   *
   * @param form has the bytes of the system area, none for zeros, and the volume identifier
   */
  static PlannedArchive of(SourceTree tree, ArchiveForm form) throws IOException {
    IsoPlan plan = new IsoPlan();
    IsoNode root = plan.node(ByteString.EMPTY, FileName.of(""), tree.root());
    Instant time = Instant.ofEpochSecond(tree.time().seconds());
    String label = form.label().map(ByteString::latin1).orElse(LABEL);
    return new PlannedArchive(
        BootBlock.inFront(form.front(), IsoFormat.layout(root, label, time)),
        List.copyOf(plan.losses));
  }

  private IsoNode node(ByteString path, FileName name, SourceNode node) throws IOException {
    List<IsoNode> entries = new ArrayList<>();
    int directories = 0;
    if (node.isDirectory()) {
      for (Map.Entry<FileName, SourceNode> entry : node.entries().entrySet()) {
        ByteString below = ByteString.of(entry.getKey().toBytes());
        ByteString entryPath = path.isEmpty() ? below : path.concat("/").concat(below);
        if (entryPath.length() > CpioPlan.MOST_PATH_BYTES) {
          throw new IOException(
              entryPath.brief(80) + ": a path of more than " + CpioPlan.MOST_PATH_BYTES + " bytes");
        }
        if (!LostAndFound.is(entryPath, entry.getValue()) && fits(entryPath, entry.getValue())) {
          entries.add(node(entryPath, entry.getKey(), entry.getValue()));
          directories += entry.getValue().isDirectory() ? 1 : 0;
        }
      }
    }
    return new IsoNode(
        name,
        node.type(),
        node.attributes().permissions(),
        node.attributes().uid(),
        node.attributes().gid(),
        node.isDirectory() ? 2 + directories : Math.max(1, node.names()),
        Instant.ofEpochSecond(node.attributes().modify().seconds()),
        content(node),
        node.type() == FileType.SYMBOLIC_LINK ? ByteString.of(node.linkTarget()) : ByteString.EMPTY,
        node.type().isDevice() ? node.device() : null,
        ImmutableList.copyOf(entries));
  }

  private boolean fits(ByteString path, SourceNode node) {
    Content content = content(node);
    if (content != null && content.size() > MOST_FILE_BYTES) {
      losses.add(new Loss(path, content.size() + " bytes do not fit one extent; it is left out"));
      return false;
    }
    return true;
  }

  private static @Nullable Content content(SourceNode node) {
    return node.type() == FileType.REGULAR ? node.content() : null;
  }
}
