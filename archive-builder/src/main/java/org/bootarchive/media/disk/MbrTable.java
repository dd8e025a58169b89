package org.bootarchive.media.disk;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.bootarchive.ufs.device.BlockDevice;

/**
 * A master boot record: four partitions, of which one may hold a chain of logical drives.
 *
 * @param isThere whether the sector has the signature
 * @param partitions those with a type and a length
 * @param solarisSector where the Solaris partition starts, -1 if there is none
 */
record MbrTable(boolean isThere, ImmutableList<Partition> partitions, long solarisSector) {
  private static final int TABLE = 446;
  private static final int ENTRY_BYTES = 16;
  private static final int ENTRIES = 4;
  private static final int STATUS = 0;
  private static final int TYPE = 4;
  private static final int FIRST_SECTOR = 8;
  private static final int SECTORS = 12;
  private static final int SIGNATURE = 510;

  private static final int ACTIVE = 0x80;
  private static final int PROTECTIVE = 0xee;
  private static final int SOLARIS = 0xbf;

  /** Solaris before 10, and Linux' swap space. */
  private static final int SOLARIS_OR_SWAP = 0x82;

  /** The first number of a logical drive. */
  private static final int FIRST_LOGICAL = 5;

  private static final int MOST_LOGICAL = 64;

  static MbrTable read(BlockDevice disk) throws IOException {
    ByteBuffer sector = PartitionTables.sector(disk, 0, ByteOrder.LITTLE_ENDIAN);
    if (!isSigned(sector)) {
      return new MbrTable(false, ImmutableList.of(), -1);
    }
    ImmutableList.Builder<Partition> partitions = ImmutableList.builder();
    long solaris = -1;
    long extended = 0;
    for (int i = 0; i < ENTRIES; i++) {
      int at = TABLE + i * ENTRY_BYTES;
      int type = sector.get(at + TYPE) & 0xff;
      Partition partition = partition(sector, at, i + 1, 0);
      boolean sane =
          type != 0
              && partition.sectors() > 0
              && partition.firstSector() < disk.size() / Partition.SECTOR_BYTES
              && (sector.get(at + STATUS) & ~ACTIVE & 0xff) == 0;
      if (!sane) {
        continue;
      }
      partitions.add(partition);
      if (isExtended(type)) {
        extended = extended == 0 ? partition.firstSector() : extended;
      }
      boolean active = (sector.get(at + STATUS) & ACTIVE) != 0;
      if (isSolaris(type) && (solaris < 0 || active)) {
        solaris = partition.firstSector();
      }
    }
    if (extended != 0) {
      partitions.addAll(logical(disk, extended));
    }
    return new MbrTable(true, partitions.build(), solaris);
  }

  private static ImmutableList<Partition> logical(BlockDevice disk, long extended)
      throws IOException {
    ImmutableList.Builder<Partition> drives = ImmutableList.builder();
    Set<Long> seen = new HashSet<>();
    long at = extended;
    for (int number = FIRST_LOGICAL; seen.size() < MOST_LOGICAL && seen.add(at); number++) {
      ByteBuffer sector = PartitionTables.sector(disk, at, ByteOrder.LITTLE_ENDIAN);
      if (!isSigned(sector)) {
        break;
      }
      Partition drive = partition(sector, TABLE, number, at);
      if (sector.get(TABLE + TYPE) != 0 && drive.sectors() > 0) {
        drives.add(drive);
      }
      Partition next = partition(sector, TABLE + ENTRY_BYTES, number, extended);
      if (next.sectors() == 0) {
        break;
      }
      at = next.firstSector();
    }
    return drives.build();
  }

  private static boolean isSigned(ByteBuffer sector) {
    return sector.getShort(SIGNATURE) == (short) 0xaa55;
  }

  private static Partition partition(ByteBuffer sector, int at, int number, long base) {
    return new Partition(
        Scheme.MBR,
        number,
        String.format(Locale.ROOT, "0x%02x", sector.get(at + TYPE)),
        "",
        base + Integer.toUnsignedLong(sector.getInt(at + FIRST_SECTOR)),
        Integer.toUnsignedLong(sector.getInt(at + SECTORS)));
  }

  private static boolean isExtended(int type) {
    return type == 0x05 || type == 0x0f || type == 0x85;
  }

  private static boolean isSolaris(int type) {
    return type == SOLARIS || type == SOLARIS_OR_SWAP;
  }

  /** Returns whether the table is there to keep others from a GPT. */
  boolean isProtective() {
    return partitions.stream()
        .anyMatch(partition -> partition.type().equals("0x" + Integer.toHexString(PROTECTIVE)));
  }
}
