package org.bootarchive.media.disk;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.bootarchive.boot.config.BootLoader;
import org.bootarchive.gzip.Gunzip;
import org.bootarchive.gzip.SparseFile;
import org.bootarchive.media.volume.MediaFile;
import org.bootarchive.media.volume.MediaVolume;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.internal.device.TemporaryFiles;
import org.bootarchive.ufs.internal.device.UnpackLimit;
import org.bootarchive.ufs.internal.file.WrittenFile;
import org.bootarchive.ufs.text.FileName;

/**
 * A disk, a key or an optical medium in a file, to be read. A gzipped one is unpacked to a
 * temporary file, with holes for zeros, that goes with this.
 */
public final class Medium implements Closeable {
  /** No medium that is booted from is longer; what is packed in a file must not fill a disk. */
  private static final long MOST_BYTES = 16L << 30;

  /** As much as has every partition table, and a descriptor of ISO 9660. */
  private static final int HEAD_BYTES = 1 << 20;

  private static final int ISO_SECTOR_BYTES = 2048;
  private static final int FIRST_DESCRIPTOR = 16;
  private static final int MOST_DESCRIPTORS = 32;

  /** What the descriptor of El Torito begins with. */
  private static final byte[] BOOT_RECORD =
      "\0CD001\1EL TORITO SPECIFICATION".getBytes(StandardCharsets.US_ASCII);

  private static final String ROOT_TYPE = "Solaris root";

  private final Path file;
  private final BlockDevice device;
  private final TemporaryFiles temporary;
  private final ImmutableList<Partition> partitions;

  private Medium(
      Path file,
      BlockDevice device,
      TemporaryFiles temporary,
      ImmutableList<Partition> partitions) {
    this.file = file;
    this.device = device;
    this.temporary = temporary;
    this.partitions = partitions;
  }

  /**
   * A part of a medium that has a file system.
   *
   * @param name as people call it: {@code p3}, {@code s0}; empty for the whole medium
   * @param offset where it starts, in bytes
   * @param bytes how long it is
   * @param content the kind of file system
   */
  public record Part(String name, long offset, long bytes, PartContent content) {}

  /**
   * Opens a medium.
   *
   * @param progress is told the bytes that have been unpacked
   * @throws CorruptImageException if the file is gzipped and damaged
   * @throws IOException if it cannot be read
   */
  public static Medium open(Path file, LongConsumer progress) throws IOException {
    TemporaryFiles temporary = new TemporaryFiles();
    BlockDevice device = null;
    Medium medium = null;
    try {
      device = Gunzip.isGzip(file) ? unpack(file, temporary, progress) : FileBlockDevice.open(file);
      PartContent whole = PartContent.of(device);
      // What lies over an ISO 9660 or in the first sector of a file system is for other firmware.
      ImmutableList<Partition> partitions =
          whole == PartContent.OTHER ? PartitionTables.read(device) : ImmutableList.of();
      medium = new Medium(file, device, temporary, partitions);
      return medium;
    } finally {
      if (medium == null) {
        try (temporary) {
          if (device != null) {
            device.close();
          }
        }
      }
    }
  }

  /**
   * Returns how many bytes opening a file has to unpack, as far as its end tells, which has 32 bits
   * of it: at least as many as it has; 0 if it is not gzipped.
   *
   * @throws IOException if it cannot be read
   */
  public static long bytesToUnpack(Path file) throws IOException {
    if (!Gunzip.isGzip(file)) {
      return 0;
    }
    try (BlockDevice device = FileBlockDevice.open(file)) {
      ByteBuffer end = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      if (device.size() >= end.capacity()) {
        device.read(device.size() - end.capacity(), end);
      }
      return Math.max(device.size(), Integer.toUnsignedLong(end.getInt(0)));
    }
  }

  /**
   * Returns whether a file holds a medium, or a disk with partitions: gzipped or not, and not an
   * archive by itself. Of a gzipped one only the start is looked at.
   *
   * @throws CorruptImageException if the file is gzipped and damaged
   * @throws IOException if it cannot be read
   */
  public static boolean isMedium(Path file) throws IOException {
    if (Gunzip.isGzip(file)) {
      return isMedium(MemoryBlockDevice.of(Gunzip.head(file, HEAD_BYTES)));
    }
    try (BlockDevice device = FileBlockDevice.open(file)) {
      return isMedium(device);
    }
  }

  private static boolean isMedium(BlockDevice device) throws IOException {
    return switch (PartContent.of(device)) {
      case UFS -> false;
      case FAT -> true;
      case ISO -> hasBootRecord(device);
      case OTHER ->
          !PartitionTables.read(device).isEmpty()
              || PartitionTables.spoiltLabel(device).isPresent();
    };
  }

  /** Tells an optical medium from an archive that is an ISO 9660: firmware can boot it. */
  private static boolean hasBootRecord(BlockDevice device) throws IOException {
    ByteBuffer start = ByteBuffer.allocate(BOOT_RECORD.length);
    for (int sector = FIRST_DESCRIPTOR; sector < MOST_DESCRIPTORS; sector++) {
      long at = (long) sector * ISO_SECTOR_BYTES;
      if (at + ISO_SECTOR_BYTES > device.size()) {
        return false;
      }
      device.read(at, start.clear());
      if (Arrays.equals(start.array(), BOOT_RECORD)) {
        return true;
      }
    }
    return false;
  }

  private static BlockDevice unpack(Path file, TemporaryFiles temporary, LongConsumer progress)
      throws IOException {
    Path plain = temporary.createFile("medium");
    try (FileChannel channel = WrittenFile.open(plain)) {
      SparseFile written = Gunzip.unpack(file, channel, UnpackLimit.or(MOST_BYTES), progress);
      return written.over(FileBlockDevice.open(plain));
    }
  }

  /** Returns the file that was opened. */
  public Path file() {
    return file;
  }

  /** Returns all bytes, unpacked; they are closed with this. */
  public BlockDevice device() {
    return device;
  }

  /** Returns the partitions and slices; none of a medium that is one file system. */
  public ImmutableList<Partition> partitions() {
    return partitions;
  }

  /**
   * Returns the part that is meant: of anything the one that boots, which is the first with the
   * boot loader's configuration, else that of illumos' root type, else the only file system.
   *
   * @throws CorruptImageException if there is none, or more than one that may be meant; the message
   *     lists them
   * @throws IOException if the medium cannot be read
   */
  public Part part(PartChoice choice) throws IOException {
    if (choice.offset().isPresent()) {
      long offset = choice.offset().getAsLong();
      if (offset >= device.size()) {
        throw refused("it ends before byte " + offset);
      }
      return described("", offset, device.size() - offset);
    }
    if (!choice.isAny()) {
      for (Partition partition : partitions) {
        if (choice.matches(partition)) {
          return part(partition);
        }
      }
      throw refused("it has no " + choice + listed());
    }
    if (partitions.isEmpty()) {
      return described("", 0, device.size());
    }
    return bootPart();
  }

  private Part described(String name, long offset, long bytes) throws IOException {
    return new Part(name, offset, bytes, PartContent.of(new DeviceRange(device, offset, bytes)));
  }

  private Part part(Partition partition) throws IOException {
    long left = device.size() - partition.offset();
    if (left <= 0) {
      throw refused(partition.name() + " starts beyond its end");
    }
    return described(partition.name(), partition.offset(), Math.min(left, partition.bytes()));
  }

  private Part bootPart() throws IOException {
    Part typed = null;
    Part only = null;
    int known = 0;
    for (Partition partition : partitions) {
      if (partition.offset() >= device.size()) {
        continue;
      }
      Part part = part(partition);
      if (part.content() == PartContent.OTHER) {
        continue;
      }
      if (part.content() != PartContent.UFS && hasBootFile(part)) {
        return part;
      }
      typed = typed == null && isRoot(partition) ? part : typed;
      only = part;
      known++;
    }
    if (typed != null) {
      return typed;
    }
    if (known != 1 || only == null) {
      throw refused(
          (known == 0
                  ? (partitions.isEmpty() ? "" : "a disk with a partition table, and ")
                      + "no file system that is known"
                  : "more than one file system; choose one")
              + listed());
    }
    return only;
  }

  private static boolean isRoot(Partition partition) {
    return partition.type().equals(ROOT_TYPE) || partition.type().equals("root");
  }

  private boolean hasBootFile(Part part) throws IOException {
    try (MediaVolume volume = openVolume(part)) {
      for (BootLoader loader : BootLoader.values()) {
        for (String path : loader.volumeFiles()) {
          if (find(volume, path).isPresent()) {
            return true;
          }
        }
      }
    } catch (CorruptImageException e) {
      return false;
    }
    return false;
  }

  private static Optional<MediaFile> find(MediaVolume volume, String path) throws IOException {
    Optional<MediaFile> at = Optional.of(volume.root());
    for (String name : Splitter.on('/').split(path)) {
      if (at.isEmpty() || at.get().type() != FileType.DIRECTORY) {
        return Optional.empty();
      }
      at = volume.find(at.get(), FileName.of(name));
    }
    return at;
  }

  private String listed() throws IOException {
    Optional<String> spoilt = PartitionTables.spoiltLabel(device);
    if (partitions.isEmpty()) {
      return ": " + spoilt.orElse("it has no partition table");
    }
    StringBuilder text = new StringBuilder(": ");
    for (Partition partition : partitions) {
      text.append(text.length() > 2 ? "; " : "").append(partition);
    }
    spoilt.ifPresent(label -> text.append("; ").append(label));
    return text.toString();
  }

  private CorruptImageException refused(String reason) {
    return new CorruptImageException(file.toString(), -1, reason);
  }

  /** Returns what GRUB 2 calls a part if the medium is the first of its kind: {@code hd0,gpt3}. */
  public String grubDevice(Part part) {
    if (part.content() == PartContent.ISO) {
      return "cd";
    }
    for (Partition partition : partitions) {
      if (partition.offset() == part.offset() && !partition.isSlice()) {
        String scheme = partition.scheme() == Scheme.GPT ? "gpt" : "msdos";
        return "hd0," + scheme + partition.number();
      }
    }
    return "hd0";
  }

  /** Returns the bytes of a part; closing them does nothing. */
  public BlockDevice device(Part part) {
    return new DeviceRange(device, part.offset(), part.bytes());
  }

  /**
   * Opens the file system of a part, which must be one of boot media. Closing it leaves the medium
   * open.
   *
   * @throws CorruptImageException if it is none
   * @throws IOException if it cannot be read
   */
  public MediaVolume openVolume(Part part) throws IOException {
    if (part.content() == PartContent.OTHER) {
      String what = part.name().isEmpty() ? "there" : "in " + part.name();
      throw refused("no file system that is known is " + what + listed());
    }
    if (part.content() == PartContent.UFS) {
      throw refused(
          (part.name().isEmpty() ? "" : part.name() + " is ")
              + "a UFS, which is an image and no medium");
    }
    return PartContent.openVolume(device(part));
  }

  @Override
  public void close() throws IOException {
    try (temporary) {
      device.close();
    }
  }
}
