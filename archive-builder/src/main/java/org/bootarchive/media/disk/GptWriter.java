package org.bootarchive.media.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.bootarchive.ufs.device.WritableBlockDevice;

/** Writes a GUID partition table of nine entries and its copy, as illumos' libefi does. */
public final class GptWriter {
  private static final int ENTRIES = 9;
  private static final int ENTRY_BYTES = 128;
  private static final int HEADER_BYTES = 92;
  private static final int REVISION = 0x10000;
  private static final int FIRST_USABLE = 34;
  private static final int TABLE_SECTOR = 2;

  /** The sectors behind the last usable one: a table of 128 entries and the header. */
  private static final int SECTORS_BEHIND = 33;

  /** Where an MBR has its first entry, and what stands in a protective one. */
  private static final int MBR_ENTRY = 446;

  private static final int MBR_ENTRY_BYTES = 16;
  private static final int MBR_ENTRIES = 4;
  private static final byte PROTECTIVE = (byte) 0xee;

  private final WritableBlockDevice disk;
  private final UUID id;
  private final ByteBuffer table =
      ByteBuffer.allocate(ENTRIES * ENTRY_BYTES).order(ByteOrder.LITTLE_ENDIAN);

  /** Starts a table for all of a disk. */
  public GptWriter(WritableBlockDevice disk, UUID id) {
    this.disk = disk;
    this.id = id;
  }

  /** Returns the last sector that a partition may have on a disk. */
  public static long lastUsable(long sectors) {
    return sectors - 1 - SECTORS_BEHIND;
  }

  /** Makes the only partition of an MBR the one that stands for all that the GPT describes. */
  public static void protect(ByteBuffer mbr, long sectors) {
    ByteBuffer little = mbr.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    little.put(MBR_ENTRY, new byte[MBR_ENTRIES * MBR_ENTRY_BYTES]);
    // From head 0, sector 2 of cylinder 0 to a place that no cylinder has.
    little.put(MBR_ENTRY + 2, (byte) 2);
    little.put(MBR_ENTRY + 4, PROTECTIVE);
    little.put(MBR_ENTRY + 5, new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff});
    little.putInt(MBR_ENTRY + 8, 1);
    little.putInt(MBR_ENTRY + 12, (int) Math.min(sectors - 1, 0xffffffffL));
  }

  /**
   * Sets an entry.
   *
   * @param entry its number from 0
   * @param name of ASCII
   */
  public GptWriter put(
      int entry, String type, UUID part, long firstSector, long sectors, String name) {
    int at = entry * ENTRY_BYTES;
    put(table, at + GptTable.TYPE, UUID.fromString(type));
    put(table, at + GptTable.PART_GUID, part);
    table.putLong(at + GptTable.FIRST_SECTOR, firstSector);
    table.putLong(at + GptTable.LAST_SECTOR, firstSector + sectors - 1);
    table.put(at + GptTable.NAME, name.getBytes(StandardCharsets.UTF_16LE));
    return this;
  }

  private static void put(ByteBuffer target, int at, UUID uuid) {
    long high = uuid.getMostSignificantBits();
    target.putInt(at, (int) (high >>> 32));
    target.putShort(at + 4, (short) (high >>> 16));
    target.putShort(at + 6, (short) high);
    target.putLong(at + 8, Long.reverseBytes(uuid.getLeastSignificantBits()));
  }

  /** Writes both copies. */
  public void write() throws IOException {
    long sectors = disk.size() / Partition.SECTOR_BYTES;
    long copy = sectors - SECTORS_BEHIND;
    disk.write((long) TABLE_SECTOR * Partition.SECTOR_BYTES, table.duplicate());
    disk.write(copy * Partition.SECTOR_BYTES, table.duplicate());
    write(1, sectors - 1, TABLE_SECTOR);
    write(sectors - 1, 1, copy);
  }

  private void write(long self, long other, long tableSector) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(Partition.SECTOR_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    header.putLong(0, GptTable.SIGNATURE);
    header.putInt(GptTable.REVISION, REVISION);
    header.putInt(GptTable.HEADER_BYTES, HEADER_BYTES);
    header.putLong(GptTable.SELF, self);
    header.putLong(GptTable.SELF + 8, other);
    header.putLong(GptTable.FIRST_USABLE, FIRST_USABLE);
    header.putLong(GptTable.LAST_USABLE, lastUsable(disk.size() / Partition.SECTOR_BYTES));
    put(header, GptTable.DISK_GUID, id);
    header.putLong(GptTable.TABLE_SECTOR, tableSector);
    header.putInt(GptTable.ENTRIES, ENTRIES);
    header.putInt(GptTable.ENTRY_BYTES, ENTRY_BYTES);
    header.putInt(GptTable.TABLE_CRC, GptTable.crc(table.array()));
    header.putInt(GptTable.HEADER_CRC, GptTable.headerCrc(header, HEADER_BYTES));
    disk.write(self * Partition.SECTOR_BYTES, header);
  }
}
