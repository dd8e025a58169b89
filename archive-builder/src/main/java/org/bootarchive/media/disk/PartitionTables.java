package org.bootarchive.media.disk;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.bootarchive.ufs.device.BlockDevice;

/** Reads the partition tables of a disk, whichever it has. */
public final class PartitionTables {
  private PartitionTables() {}

  /**
   * Returns all partitions and slices, the tables in the order in which they are looked for: a Sun
   * label, a GPT, an MBR with the label in its Solaris partition, a label in the second sector. A
   * disk without a table has none. A table that contradicts itself counts as none, as to the
   * kernel.
   *
   * @throws IOException if the disk cannot be read
   */
  public static ImmutableList<Partition> read(BlockDevice disk) throws IOException {
    if (disk.size() < 2L * Partition.SECTOR_BYTES) {
      return ImmutableList.of();
    }
    ImmutableList<Partition> slices = SunLabel.read(disk);
    if (!slices.isEmpty()) {
      return slices;
    }
    MbrTable mbr = MbrTable.read(disk);
    if (!mbr.isThere() || mbr.isProtective()) {
      ImmutableList<Partition> partitions = GptTable.read(disk);
      if (!partitions.isEmpty()) {
        return partitions;
      }
    }
    long labelled = mbr.solarisSector();
    return ImmutableList.<Partition>builder()
        .addAll(mbr.partitions())
        .addAll(VtocLabel.read(disk, Math.max(0, labelled)))
        .build();
  }

  /**
   * Says of a disk which label on it counts for none, as its sum is wrong; empty if none does.
   *
   * @throws IOException if the disk cannot be read
   */
  static Optional<String> spoiltLabel(BlockDevice disk) throws IOException {
    if (SunLabel.isSpoilt(disk)) {
      return Optional.of(spoilt("Sun label", 0));
    }
    long start = Math.max(0, MbrTable.read(disk).solarisSector());
    return VtocLabel.isSpoilt(disk, start)
        ? Optional.of(spoilt("Solaris label (VTOC)", start + 1))
        : Optional.empty();
  }

  private static String spoilt(String label, long sector) {
    return "the "
        + label
        + " in sector "
        + sector
        + " has a wrong checksum and counts for none, as to the kernel; write it anew";
  }

  /** Returns a sector of 512 bytes; zeros if the disk ends before. */
  static ByteBuffer sector(BlockDevice disk, long number, ByteOrder order) throws IOException {
    ByteBuffer sector = ByteBuffer.allocate(Partition.SECTOR_BYTES).order(order);
    if (number >= 0 && number < disk.size() / Partition.SECTOR_BYTES) {
      disk.read(number * Partition.SECTOR_BYTES, sector);
    }
    return sector.clear();
  }
}
