package org.bootarchive.media.disk;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32;
import org.bootarchive.ufs.device.BlockDevice;

/** A GUID partition table, by the rules of the illumos loader (part.c). */
final class GptTable {
  static final int REVISION = 8;
  static final int HEADER_BYTES = 12;
  static final int HEADER_CRC = 16;
  static final int SELF = 24;
  static final int FIRST_USABLE = 40;
  static final int LAST_USABLE = 48;
  static final int DISK_GUID = 56;
  static final int TABLE_SECTOR = 72;
  static final int ENTRIES = 80;
  static final int ENTRY_BYTES = 84;
  static final int TABLE_CRC = 88;

  static final long SIGNATURE = 0x5452415020494645L; // EFI PART
  private static final int LEAST_HEADER_BYTES = 92;
  private static final int LEAST_REVISION = 0x10000;

  /** Where an entry has its type, first and last sector, and name. */
  static final int TYPE = 0;

  static final int PART_GUID = 16;

  static final int FIRST_SECTOR = 32;
  static final int LAST_SECTOR = 40;
  static final int NAME = 56;
  private static final int NAME_UNITS = 36;
  private static final int LEAST_ENTRY_BYTES = 128;
  private static final int MOST_ENTRY_BYTES = 512;
  private static final int MOST_ENTRIES = 1024;

  /** The loader reads so much of the table, and checks its sum only if that is all. */
  private static final int MOST_CHECKED_BYTES = 64 * Partition.SECTOR_BYTES;

  private static final ImmutableMap<String, String> TYPES =
      ImmutableMap.<String, String>builder()
          .put("c12a7328-f81f-11d2-ba4b-00a0c93ec93b", "EFI system")
          .put("21686148-6449-6e6f-744e-656564454649", "BIOS boot")
          .put("ebd0a0a2-b9e5-4433-87c0-68b6b72699c7", "basic data")
          .put("6a82cb45-1dd2-11b2-99a6-080020736631", "Solaris boot")
          .put("6a85cf4d-1dd2-11b2-99a6-080020736631", "Solaris root")
          .put("6a87c46f-1dd2-11b2-99a6-080020736631", "Solaris swap")
          .put("6a898cc3-1dd2-11b2-99a6-080020736631", "Solaris usr")
          .put("6a8b642b-1dd2-11b2-99a6-080020736631", "Solaris backup")
          .put("6a8ef2e9-1dd2-11b2-99a6-080020736631", "Solaris var")
          .put("6a90ba39-1dd2-11b2-99a6-080020736631", "Solaris home")
          .put("6a945a3b-1dd2-11b2-99a6-080020736631", "Solaris reserved")
          .buildOrThrow();

  private GptTable() {}

  /** Returns the partitions, none if there is no table or it is damaged. */
  static ImmutableList<Partition> read(BlockDevice disk) throws IOException {
    long lastSector = disk.size() / Partition.SECTOR_BYTES - 1;
    Optional<ByteBuffer> primary = header(disk, 1);
    // Behind the second table of an image that was made longer there is nothing.
    Optional<ByteBuffer> backup = header(disk, lastSector);
    boolean differs =
        primary.isPresent()
            && backup.isPresent()
            && !(sameAt(primary.get(), backup.get(), DISK_GUID, 16)
                && sameAt(primary.get(), backup.get(), ENTRIES, 12));
    if (backup.isPresent() && (primary.isEmpty() || differs)) {
      ImmutableList<Partition> partitions = partitions(disk, backup.get());
      if (!partitions.isEmpty()) {
        return partitions;
      }
    }
    return primary.isPresent() ? partitions(disk, primary.get()) : ImmutableList.of();
  }

  private static boolean sameAt(ByteBuffer one, ByteBuffer other, int at, int bytes) {
    return one.slice(at, bytes).equals(other.slice(at, bytes));
  }

  private static Optional<ByteBuffer> header(BlockDevice disk, long sector) throws IOException {
    ByteBuffer header = PartitionTables.sector(disk, sector, ByteOrder.LITTLE_ENDIAN);
    int bytes = header.getInt(HEADER_BYTES);
    boolean sound =
        header.getLong(0) == SIGNATURE
            && bytes >= LEAST_HEADER_BYTES
            && bytes <= Partition.SECTOR_BYTES
            && header.getInt(REVISION) >= LEAST_REVISION
            && header.getLong(SELF) == sector
            && header.getInt(HEADER_CRC) == headerCrc(header, bytes);
    return sound ? Optional.of(header) : Optional.empty();
  }

  static int headerCrc(ByteBuffer header, int bytes) {
    byte[] copy = new byte[bytes];
    header.get(0, copy);
    for (int i = 0; i < 4; i++) {
      copy[HEADER_CRC + i] = 0;
    }
    return crc(copy);
  }

  static int crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  private static ImmutableList<Partition> partitions(BlockDevice disk, ByteBuffer header)
      throws IOException {
    int entryBytes = header.getInt(ENTRY_BYTES);
    long entries = Integer.toUnsignedLong(header.getInt(ENTRIES));
    long start = header.getLong(TABLE_SECTOR);
    if (entryBytes < LEAST_ENTRY_BYTES || entryBytes > MOST_ENTRY_BYTES || entries == 0) {
      return ImmutableList.of();
    }
    int count = (int) Math.min(entries, MOST_ENTRIES);
    long sectors = disk.size() / Partition.SECTOR_BYTES;
    long tableBytes = (long) count * entryBytes;
    if (start < 2
        || start >= sectors
        || tableBytes > disk.size() - start * Partition.SECTOR_BYTES) {
      return ImmutableList.of();
    }
    ByteBuffer table = ByteBuffer.allocate((int) tableBytes).order(ByteOrder.LITTLE_ENDIAN);
    disk.read(start * Partition.SECTOR_BYTES, table);
    boolean whole = count == entries && tableBytes <= MOST_CHECKED_BYTES;
    if (whole && crc(table.array()) != header.getInt(TABLE_CRC)) {
      return ImmutableList.of();
    }
    ImmutableList.Builder<Partition> partitions = ImmutableList.builder();
    for (int i = 0; i < count; i++) {
      partition(table, i * entryBytes, i + 1, header).ifPresent(partitions::add);
    }
    return partitions.build();
  }

  private static Optional<Partition> partition(
      ByteBuffer table, int at, int number, ByteBuffer header) {
    UUID type = uuid(table, at + TYPE);
    long first = table.getLong(at + FIRST_SECTOR);
    long last = table.getLong(at + LAST_SECTOR);
    boolean used = type.getMostSignificantBits() != 0 || type.getLeastSignificantBits() != 0;
    if (!used
        || first < header.getLong(FIRST_USABLE)
        || last > header.getLong(LAST_USABLE)
        || last < first
        || first < 0
        || last >= Long.MAX_VALUE / Partition.SECTOR_BYTES) {
      return Optional.empty();
    }
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < NAME_UNITS; i++) {
      char unit = table.getChar(at + NAME + 2 * i);
      if (unit == 0) {
        break;
      }
      name.append(unit >= ' ' && unit < 0x7f ? unit : '?');
    }
    String word = TYPES.getOrDefault(type.toString(), type.toString());
    return Optional.of(
        new Partition(Scheme.GPT, number, word, name.toString(), first, last - first + 1));
  }

  /** Returns a GUID, whose first three parts are little-endian on the disk. */
  private static UUID uuid(ByteBuffer table, int at) {
    long high =
        Integer.toUnsignedLong(table.getInt(at)) << 32
            | (table.getShort(at + 4) & 0xffffL) << 16
            | (table.getShort(at + 6) & 0xffffL);
    return new UUID(high, Long.reverseBytes(table.getLong(at + 8)));
  }
}
