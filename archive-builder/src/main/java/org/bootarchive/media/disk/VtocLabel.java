package org.bootarchive.media.disk;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bootarchive.ufs.device.BlockDevice;

/** Solaris' label on x86 ({@code struct dk_label} with {@code _SUNOS_VTOC_16}). */
final class VtocLabel {
  private static final int SANITY = 12;
  private static final int COUNT = 30; // 2
  private static final int SLICES = 72;
  private static final int SLICE_BYTES = 12;
  private static final int TAG_IN_SLICE = 0; // 2
  private static final int START_IN_SLICE = 4; // 4
  private static final int SIZE_IN_SLICE = 8; // 4
  private static final int SLICE_COUNT = 16;
  private static final int CYLINDERS = 460;
  private static final int ALTERNATE_CYLINDERS = 464; // 2
  private static final int HEADS = 468;
  private static final int TRACK_SECTORS = 472;

  private VtocLabel() {}

  /**
   * Returns whether a label has no sum, and otherwise what the boot loader asks for, which never
   * looks at sum or geometry: the kernel sees no slices then, the loader boots from one.
   */
  private static boolean isLoadersAlone(ByteBuffer sector) {
    return sector.getShort(SolarisLabel.SUM_OFFSET) == 0
        && sector.getInt(SANITY) == SolarisLabel.SANE
        && sector.getShort(COUNT) == SLICE_COUNT;
  }

  /**
   * Returns whether a label is there that counts for none because of its sum.
   *
   * @param start as {@link #read} takes it
   */
  static boolean isSpoilt(BlockDevice disk, long start) throws IOException {
    ByteBuffer sector = PartitionTables.sector(disk, start + 1, ByteOrder.LITTLE_ENDIAN);
    return !isLoadersAlone(sector) && SolarisLabel.isSpoilt(sector, SANITY);
  }

  /**
   * Returns the slices of a label.
   *
   * @param start the first sector of the Solaris partition, 0 if the label is the disk's own
   */
  static ImmutableList<Partition> read(BlockDevice disk, long start) throws IOException {
    ByteBuffer sector = PartitionTables.sector(disk, start + 1, ByteOrder.LITTLE_ENDIAN);
    long cylinders =
        Integer.toUnsignedLong(sector.getInt(CYLINDERS))
            + (sector.getShort(ALTERNATE_CYLINDERS) & 0xffff);
    boolean sound =
        SolarisLabel.hasRightSum(sector)
            && sector.getInt(HEADS) != 0
            && sector.getInt(TRACK_SECTORS) != 0
            && cylinders > 0;
    boolean isLabel = sector.getShort(SolarisLabel.MAGIC_OFFSET) == SolarisLabel.MAGIC;
    if (!isLabel || !(sound || isLoadersAlone(sector))) {
      return ImmutableList.of();
    }
    ImmutableList.Builder<Partition> slices = ImmutableList.builder();
    for (int slice = 0; slice < SLICE_COUNT; slice++) {
      int at = SLICES + slice * SLICE_BYTES;
      long sectors = Integer.toUnsignedLong(sector.getInt(at + SIZE_IN_SLICE));
      if (sectors > 0) {
        slices.add(
            new Partition(
                Scheme.VTOC,
                slice,
                SolarisLabel.tag(sector.getShort(at + TAG_IN_SLICE) & 0xffff),
                "",
                start + Integer.toUnsignedLong(sector.getInt(at + START_IN_SLICE)),
                sectors));
      }
    }
    return slices.build();
  }
}
