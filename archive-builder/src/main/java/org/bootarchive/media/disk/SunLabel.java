package org.bootarchive.media.disk;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bootarchive.ufs.device.BlockDevice;

/** Solaris' label on SPARC ({@code struct dk_label} with {@code _SUNOS_VTOC_8}), big-endian. */
final class SunLabel {
  private static final int TAGS = 142;
  private static final int TAG_BYTES = 4;
  private static final int SANITY = 188;
  private static final int HEADS = 436; // 2
  private static final int TRACK_SECTORS = 438; // 2
  private static final int MAP = 444;
  private static final int MAP_BYTES = 8;
  private static final int SLICE_COUNT = 8;

  private SunLabel() {}

  /** Returns whether a label is there that counts for none because of its sum. */
  static boolean isSpoilt(BlockDevice disk) throws IOException {
    return SolarisLabel.isSpoilt(PartitionTables.sector(disk, 0, ByteOrder.BIG_ENDIAN), SANITY);
  }

  static ImmutableList<Partition> read(BlockDevice disk) throws IOException {
    ByteBuffer sector = PartitionTables.sector(disk, 0, ByteOrder.BIG_ENDIAN);
    int heads = sector.getShort(HEADS) & 0xffff;
    int trackSectors = sector.getShort(TRACK_SECTORS) & 0xffff;
    boolean sound =
        sector.getShort(SolarisLabel.MAGIC_OFFSET) == SolarisLabel.MAGIC
            && SolarisLabel.hasRightSum(sector)
            && heads != 0
            && trackSectors != 0;
    if (!sound) {
      return ImmutableList.of();
    }
    // A label of SunOS 4 has no tags.
    boolean tagged = sector.getInt(SANITY) == SolarisLabel.SANE;
    ImmutableList.Builder<Partition> slices = ImmutableList.builder();
    for (int slice = 0; slice < SLICE_COUNT; slice++) {
      long cylinder = Integer.toUnsignedLong(sector.getInt(MAP + slice * MAP_BYTES));
      long sectors = Integer.toUnsignedLong(sector.getInt(MAP + slice * MAP_BYTES + 4));
      int tag = sector.getShort(TAGS + slice * TAG_BYTES) & 0xffff;
      long start = cylinder * heads * trackSectors;
      if (sectors > 0 && start < disk.size() / Partition.SECTOR_BYTES) {
        slices.add(
            new Partition(
                Scheme.SUN_LABEL,
                slice,
                tagged ? SolarisLabel.tag(tag) : "slice",
                "",
                start,
                sectors));
      }
    }
    return slices.build();
  }
}
