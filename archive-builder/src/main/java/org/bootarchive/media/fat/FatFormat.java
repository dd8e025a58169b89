package org.bootarchive.media.fat;

import static com.google.common.base.Preconditions.checkArgument;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import org.bootarchive.media.fat.FatLayout.Attribute;
import org.bootarchive.media.fat.FatLayout.Boot;
import org.bootarchive.media.fat.FatLayout.Entry;
import org.bootarchive.media.fat.FatLayout.Info;
import org.bootarchive.ufs.device.WritableBlockDevice;

/**
 * Makes an empty FAT32 as illumos' {@code mkfs -F pcfs -o fat=32} does, but for the boot code,
 * which that copies from DOS: the firmware's partition and the root of a key are read by name,
 * nothing runs the sector.
 */
public final class FatFormat {
  private static final int SECTOR_BYTES = 512;
  private static final int RESERVED = 32;
  private static final int FATS = 2;
  private static final int INFO_SECTOR = 1;
  private static final int BACKUP_SECTOR = 6;
  private static final int MEDIA = 0xf8;
  private static final int DRIVE = 0x80;
  private static final int EXTENDED_SIGNATURE = 0x29;
  private static final int MAX_CLUSTER_SECTORS = 64;
  private static final int TRACK_SECTORS = 63;
  private static final int HEADS = 255;

  /** Sectors that a cluster of one sector is enough for ({@code mkfs} doubles both). */
  private static final long SECTORS_FOR_ONE = 4_194_304;

  /** The fewest clusters that make a FAT32. */
  private static final int LEAST_CLUSTERS = 65525 + 12;

  private static final int ROOT_CLUSTER = 2;

  /** The entry of a root directory of one cluster, as mkfs writes it. */
  private static final int END = 0x0ffffff8;

  private FatFormat() {}

  /**
   * Makes a file system on all of a device that is zeros.
   *
   * @param device whole sectors of 512 bytes; what it holds where tables and the root directory go
   *     is overwritten
   * @param label up to 11 characters of ASCII, in upper case; empty for none
   * @param time of the label
   * @throws IllegalArgumentException if the device is too small or too large for a FAT32, or the
   *     label is none
   * @throws IOException if the device cannot be written
   */
  public static void format(WritableBlockDevice device, String label, Instant time)
      throws IOException {
    long sectors = device.size() / SECTOR_BYTES;
    checkArgument(sectors <= 0xffffffffL, "%s sectors are too many for a FAT", sectors);
    checkArgument(
        label.length() <= Boot.LABEL_BYTES
            && label.chars().allMatch(c -> c == ' ' || ShortName.isValid((char) c)),
        "no label of a FAT: %s",
        label);
    int clusterSectors = clusterSectors(sectors);
    long fatSectors = fatSectors(sectors, clusterSectors);
    long clusters = (sectors - RESERVED - FATS * fatSectors) / clusterSectors;
    checkArgument(clusters >= LEAST_CLUSTERS, "%s sectors are too few for a FAT32", sectors);
    ByteBuffer boot = bootSector(sectors, clusterSectors, fatSectors, label);
    ByteBuffer info = info(clusters - 1, ROOT_CLUSTER + 1);
    ByteBuffer infoCopy = info(clusters - 1, Info.UNKNOWN);
    device.write(0, boot.duplicate());
    device.write((long) BACKUP_SECTOR * SECTOR_BYTES, boot);
    device.write((long) INFO_SECTOR * SECTOR_BYTES, info);
    device.write((long) (BACKUP_SECTOR + INFO_SECTOR) * SECTOR_BYTES, infoCopy);
    for (int copy = 0; copy < FATS; copy++) {
      writeTable(device, (RESERVED + copy * fatSectors) * SECTOR_BYTES, fatSectors);
    }
    ByteBuffer root = ByteBuffer.allocate(clusterSectors * SECTOR_BYTES);
    if (!label.isEmpty()) {
      ByteBuffer entry =
          NewEntries.of("", padded(label), Attribute.LABEL | Attribute.ARCHIVE, 0, 0, time);
      root.put(0, entry, 0, Entry.BYTES);
    }
    device.write((RESERVED + FATS * fatSectors) * SECTOR_BYTES, root);
  }

  private static int clusterSectors(long sectors) {
    int clusterSectors = 1;
    while (clusterSectors < MAX_CLUSTER_SECTORS
        && sectors - RESERVED >= clusterSectors * SECTORS_FOR_ONE) {
      clusterSectors *= 2;
    }
    return clusterSectors;
  }

  /** mkfs takes the reserved sectors off twice. */
  private static long fatSectors(long sectors, int clusterSectors) {
    long divisor = (256L * clusterSectors + FATS) / 2;
    return (sectors - 2 * RESERVED + divisor - 1) / divisor;
  }

  private static byte[] padded(String label) {
    byte[] padded = new byte[Boot.LABEL_BYTES];
    Arrays.fill(padded, (byte) ' ');
    byte[] bytes = label.getBytes(US_ASCII);
    System.arraycopy(bytes, 0, padded, 0, bytes.length);
    return padded;
  }

  private static ByteBuffer bootSector(
      long sectors, int clusterSectors, long fatSectors, String label) {
    ByteBuffer boot = ByteBuffer.allocate(Boot.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    boot.put(Boot.JUMP, new byte[] {(byte) 0xeb, 0x3c, (byte) 0x90});
    boot.put(Boot.OEM, "MSDOS4.0".getBytes(US_ASCII));
    boot.putShort(Boot.SECTOR_BYTES, (short) SECTOR_BYTES);
    boot.put(Boot.CLUSTER_SECTORS, (byte) clusterSectors);
    boot.putShort(Boot.RESERVED_SECTORS, (short) RESERVED);
    boot.put(Boot.FATS, (byte) FATS);
    boot.put(Boot.MEDIA, (byte) MEDIA);
    boot.putShort(Boot.TRACK_SECTORS, (short) TRACK_SECTORS);
    boot.putShort(Boot.HEADS, (short) HEADS);
    boot.putInt(Boot.SECTORS_32, (int) sectors);
    boot.putInt(Boot.FAT_SECTORS_32, (int) fatSectors);
    boot.putInt(Boot.ROOT_CLUSTER, ROOT_CLUSTER);
    boot.putShort(Boot.INFO_SECTOR, (short) INFO_SECTOR);
    boot.putShort(Boot.BACKUP_SECTOR, (short) BACKUP_SECTOR);
    boot.put(Boot.EXTENSION_32 + Boot.DRIVE_IN_EXTENSION, (byte) DRIVE);
    boot.put(Boot.EXTENSION_32 + Boot.SIGNATURE_IN_EXTENSION, (byte) EXTENDED_SIGNATURE);
    boot.put(
        Boot.EXTENSION_32 + Boot.LABEL_IN_EXTENSION, padded(label.isEmpty() ? "NO NAME" : label));
    boot.put(Boot.EXTENSION_32 + Boot.TYPE_IN_EXTENSION, "FAT32   ".getBytes(US_ASCII));
    boot.putShort(Boot.SIGNATURE, (short) 0xaa55);
    return boot;
  }

  private static ByteBuffer info(long free, int nextFree) {
    ByteBuffer info = ByteBuffer.allocate(Boot.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    info.putInt(Info.LEAD_SIGNATURE, Info.LEAD);
    info.putInt(Info.STRUCTURE_SIGNATURE, Info.STRUCTURE);
    info.putInt(Info.FREE_CLUSTERS, (int) free);
    info.putInt(Info.NEXT_FREE, nextFree);
    info.putInt(Info.TRAIL_SIGNATURE, Info.TRAIL);
    return info;
  }

  private static void writeTable(WritableBlockDevice device, long at, long fatSectors)
      throws IOException {
    ByteBuffer zeros = ByteBuffer.allocate(1 << 16);
    long bytes = fatSectors * SECTOR_BYTES;
    for (long done = 0; done < bytes; done += zeros.limit()) {
      zeros.clear().limit((int) Math.min(zeros.capacity(), bytes - done));
      device.write(at + done, zeros);
    }
    ByteBuffer first = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    first.putInt(0x0fffff00 | MEDIA).putInt(0x0fffffff).putInt(END);
    device.write(at, first.flip());
  }
}
