package org.bootarchive.archive.convert;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bootarchive.archive.build.ArchiveSource;
import org.bootarchive.archive.build.SourceDate;
import org.bootarchive.archive.convert.CpioScan.Entry;
import org.bootarchive.archive.image.FileContent;
import org.bootarchive.archive.source.Attributes;
import org.bootarchive.archive.source.DeviceNumbers;
import org.bootarchive.archive.source.NewestTime;
import org.bootarchive.archive.source.SourceNode;
import org.bootarchive.archive.source.SourceTree;
import org.bootarchive.archive.source.TreeAssembly;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.InodeTime;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.finding.ImagePlace;
import org.bootarchive.ufs.text.FileName;

/**
 * The files of a cpio archive: of a name that is there twice, the first one, as the kernel takes
 * them; names of one file whose data are equal, or are at one of them alone, are hard links.
 */
final class CpioFiles implements ArchiveSource {
  private static final int COMPARED_BYTES = 1 << 16;

  private final Path file;
  private final CpioScan scan;

  /**
   * Takes an archive that was scanned.
   *
   * @param file it, plain; it has to stay while the files are read
   */
  CpioFiles(Path file, CpioScan scan) {
    this.file = file;
    this.scan = scan;
  }

  @Override
  public ImmutableList<Path> inputs() {
    return ImmutableList.of(file);
  }

  @Override
  public SourceTree read(SourceDate date) throws IOException {
    NewestTime newest = new NewestTime();
    TreeAssembly assembly = new TreeAssembly(true);
    boolean isRootTold = false;
    try (BlockDevice device = FileBlockDevice.open(file)) {
      Map<List<Long>, Entry> linked = linkedData();
      Map<Entry, SourceNode> made = new HashMap<>();
      for (Entry entry : scan.entries()) {
        try {
          List<FileName> path = TreeAssembly.names(entry.name().toBytes());
          isRootTold |= path.isEmpty();
          SourceNode before = assembly.get(path);
          if (before == null || before.isDirectory()) {
            SourceNode node = node(device, entry, linked, made, newest, date);
            SourceNode unused = assembly.put(path, node);
          }
        } catch (CorruptImageException e) {
          throw e;
        } catch (IOException e) {
          throw new NoFileException(entry, entry.name().shown() + ": " + e.getMessage(), e);
        }
      }
    }
    SourceTree tree = assembly.finish(newest.get(), () -> {});
    if (!isRootTold) {
      // Not the newest time: with that, another file would change the root too.
      tree.root().describe(Attributes.impliedDirectory(InodeTime.EPOCH));
    }
    return tree;
  }

  /** Signals an entry that can be no file in a directory. */
  private static final class NoFileException extends CorruptImageException {
    private static final long serialVersionUID = 1L;

    private final String what;

    NoFileException(Entry entry, String what, IOException cause) {
      super("cpio entry", entry.at(), what + "; " + CpioFindingKind.CPIO_NO_FILE.remedy());
      this.what = what;
      initCause(cause);
    }
  }

  /**
   * Returns what is wrong with an archive: what the scan found, and which entry can be no file.
   *
   * @param plain the archive's file
   */
  static ImmutableList<Finding> check(Path plain, CpioScan scan) throws IOException {
    if (!scan.isWhole()
        || scan.findings().stream().anyMatch(CpioFindingKind.CPIO_NAME_LEADS_OUT::is)) {
      return scan.findings();
    }
    try {
      new CpioFiles(plain, scan).read(SourceDate.UNLIMITED).close();
      return scan.findings();
    } catch (NoFileException e) {
      return ImmutableList.<Finding>builder()
          .addAll(scan.findings())
          .add(CpioFindingKind.CPIO_NO_FILE.at(ImagePlace.ofOffset(e.byteOffset()), e.what))
          .build();
    }
  }

  /** Returns whether an entry describes the root directory. */
  static boolean isRoot(Entry entry) {
    try {
      return TreeAssembly.names(entry.name().toBytes()).isEmpty();
    } catch (IOException e) {
      // Whoever reads the files says so.
      return false;
    }
  }

  private static boolean isRegular(Entry entry) {
    return FileType.ofMode(entry.header().mode()) == FileType.REGULAR;
  }

  private static List<Long> key(Entry entry) {
    return List.of(entry.header().device(), entry.header().inode());
  }

  /** Returns the first entry with data of each file with several names. */
  private Map<List<Long>, Entry> linkedData() {
    Map<List<Long>, Entry> linked = new HashMap<>();
    for (Entry entry : scan.entries()) {
      if (isRegular(entry) && entry.header().links() > 1) {
        linked.merge(key(entry), entry, (old, fresh) -> old.header().size() > 0 ? old : fresh);
      }
    }
    return linked;
  }

  private SourceNode node(
      BlockDevice device,
      Entry entry,
      Map<List<Long>, Entry> linked,
      Map<Entry, SourceNode> made,
      NewestTime newest,
      SourceDate date)
      throws IOException {
    Entry data = isRegular(entry) ? linked.get(key(entry)) : null;
    if (data != null && hasDataOf(device, entry, data)) {
      SourceNode node = made.get(data);
      if (node == null) {
        node = node(data, newest, date);
        made.put(data, node);
      }
      return node;
    }
    return node(entry, newest, date);
  }

  private static boolean hasDataOf(BlockDevice device, Entry entry, Entry data) throws IOException {
    if (entry.header().size() == 0 || entry.at() == data.at()) {
      return true;
    }
    if (entry.header().size() != data.header().size()) {
      return false;
    }
    ByteBuffer one = ByteBuffer.allocate(COMPARED_BYTES);
    ByteBuffer other = ByteBuffer.allocate(COMPARED_BYTES);
    for (long at = 0; at < data.header().size(); at += COMPARED_BYTES) {
      int bytes = (int) Math.min(COMPARED_BYTES, data.header().size() - at);
      device.read(entry.data() + at, one.clear().limit(bytes));
      device.read(data.data() + at, other.clear().limit(bytes));
      if (!one.flip().equals(other.flip())) {
        return false;
      }
    }
    return true;
  }

  private SourceNode node(Entry entry, NewestTime newest, SourceDate date) throws IOException {
    CpioHeader header = entry.header();
    Attributes attributes =
        Attributes.of(
            header.mode() & 07777,
            header.uid(),
            header.gid(),
            newest.note(date.of(Instant.ofEpochSecond(header.modifyTime()))));
    FileType type = FileType.ofMode(header.mode() & CpioHeader.TYPE_BITS);
    if (type == null) {
      throw new IOException(
          "mode " + Integer.toOctalString(header.mode()) + " is of no known type");
    }
    return switch (type) {
      case DIRECTORY -> SourceNode.directory(attributes);
      case REGULAR ->
          SourceNode.regular(attributes, FileContent.ofPart(file, entry.data(), header.size()));
      case SYMBOLIC_LINK -> SourceNode.symbolicLink(attributes, target(entry));
      case CHARACTER_DEVICE, BLOCK_DEVICE ->
          SourceNode.device(
              type, attributes, DeviceNumbers.of("it", header.deviceMajor(), header.deviceMinor()));
      case FIFO, SOCKET -> SourceNode.special(type, attributes);
      case SHADOW, ATTRIBUTE_DIRECTORY -> throw new IOException("a file of type " + type);
    };
  }

  private byte[] target(Entry entry) throws IOException {
    long size = entry.header().size();
    if (size > 1024) {
      throw new IOException("a link to a path of " + size + " bytes");
    }
    ByteBuffer text = ByteBuffer.allocate((int) size);
    try (BlockDevice device = FileBlockDevice.open(file)) {
      device.read(entry.data(), text);
    }
    return text.array();
  }
}
