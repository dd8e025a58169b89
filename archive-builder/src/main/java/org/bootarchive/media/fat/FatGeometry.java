package org.bootarchive.media.fat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bootarchive.media.fat.FatLayout.Boot;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.CorruptImageException;

/**
 * What a boot sector says of its file system.
 *
 * @param sectorBytes 512 to 4096
 * @param clusterSectors sectors of a cluster, a power of two
 * @param reservedSectors sectors before the first table
 * @param fatCount tables, at least 1
 * @param rootEntries slots of the root directory; 0 for FAT32
 * @param totalSectors all sectors of the file system
 * @param fatSectors sectors of one table
 * @param rootCluster first cluster of the root directory of a FAT32, else 0
 * @param infoSector sector that counts free clusters, 0 if there is none
 * @param backupSector copy of the boot sector, 0 if there is none
 * @param mediaByte what the first entry of the table must hold too
 * @param clusterCount clusters that have an entry in the table and sectors on the disk
 */
record FatGeometry(
    FatType type,
    int sectorBytes,
    int clusterSectors,
    int reservedSectors,
    int fatCount,
    int rootEntries,
    long totalSectors,
    long fatSectors,
    long rootCluster,
    int infoSector,
    int backupSector,
    int mediaByte,
    long clusterCount) {

  /** The lowest number of a cluster. */
  static final int FIRST_CLUSTER = 2;

  /** Fewer clusters than this are a FAT12. */
  private static final int FAT16_CLUSTERS = 4085;

  /** Fewer clusters than this, with a table length in 16 bits, are a FAT16. */
  private static final int FAT32_CLUSTERS = 65525;

  private static final int MAX_SECTOR_BYTES = 4096;
  private static final int MAX_CLUSTER_BYTES = 1 << 16;
  private static final int MAX_FATS = 7;
  private static final long MAX_CLUSTERS = 0x0ffffff5;

  /** Returns whether a sector looks like the boot sector of a FAT: its jump and its media byte. */
  static boolean isBootSector(ByteBuffer sector) {
    ByteBuffer boot = sector.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int jump = boot.get(Boot.JUMP) & 0xff;
    boolean jumps = jump == 0x69 || jump == 0xe9 || (jump == 0xeb && boot.get(2) == (byte) 0x90);
    int sectorBytes = boot.getShort(Boot.SECTOR_BYTES) & 0xffff;
    return jumps
        && boot.getShort(Boot.SIGNATURE) == (short) 0xaa55
        && (boot.get(Boot.MEDIA) & 0xff) >= 0xf0
        && sectorBytes >= 512
        && sectorBytes <= MAX_SECTOR_BYTES
        && Integer.bitCount(sectorBytes) == 1
        && Integer.bitCount(boot.get(Boot.CLUSTER_SECTORS) & 0xff) == 1
        && boot.get(Boot.FATS) != 0;
  }

  /**
   * Reads the boot sector of a file system.
   *
   * @throws CorruptImageException if it is none, or contradicts itself
   * @throws IOException if the device cannot be read
   */
  static FatGeometry read(BlockDevice device) throws IOException {
    if (device.size() < Boot.BYTES) {
      throw corrupt(0, "no FAT: " + device.size() + " bytes are too few for a boot sector");
    }
    ByteBuffer boot = ByteBuffer.allocate(Boot.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    device.read(0, boot);
    if (!isBootSector(boot)) {
      throw corrupt(0, "no FAT: the jump, sizes, media byte or signature is not that of one");
    }
    return decode(boot);
  }

  private static FatGeometry decode(ByteBuffer boot) throws CorruptImageException {
    int sectorBytes = boot.getShort(Boot.SECTOR_BYTES) & 0xffff;
    int clusterSectors = boot.get(Boot.CLUSTER_SECTORS) & 0xff;
    int reserved = boot.getShort(Boot.RESERVED_SECTORS) & 0xffff;
    int fats = boot.get(Boot.FATS) & 0xff;
    int fatSectors16 = boot.getShort(Boot.FAT_SECTORS_16) & 0xffff;
    boolean is32 = fatSectors16 == 0;
    int rootEntries = boot.getShort(Boot.ROOT_ENTRIES) & 0xffff;
    int sectors16 = boot.getShort(Boot.SECTORS_16) & 0xffff;
    long sectors =
        sectors16 != 0 ? sectors16 : Integer.toUnsignedLong(boot.getInt(Boot.SECTORS_32));
    long fatSectors =
        is32 ? Integer.toUnsignedLong(boot.getInt(Boot.FAT_SECTORS_32)) : fatSectors16;
    require(
        sectorBytes * clusterSectors <= MAX_CLUSTER_BYTES,
        Boot.CLUSTER_SECTORS,
        "a cluster of " + clusterSectors + " sectors of " + sectorBytes + " bytes");
    require(reserved != 0, Boot.RESERVED_SECTORS, "no reserved sector");
    require(fats <= MAX_FATS, Boot.FATS, fats + " tables, at most 7 are supported");
    require(fatSectors != 0, Boot.FAT_SECTORS_32, "a table of no sectors");
    require(
        is32 == (rootEntries == 0),
        Boot.ROOT_ENTRIES,
        rootEntries + " root entries of a FAT" + (is32 ? "32" : "12 or 16"));
    long rootSectors = (rootEntries * (long) FatLayout.Entry.BYTES + sectorBytes - 1) / sectorBytes;
    long dataSectors = sectors - reserved - fats * fatSectors - rootSectors;
    require(
        dataSectors >= clusterSectors,
        Boot.SECTORS_32,
        sectors + " sectors leave no room for a cluster");
    long clusters = dataSectors / clusterSectors;
    FatType type = is32 ? FatType.FAT32 : clusters < FAT16_CLUSTERS ? FatType.FAT12 : FatType.FAT16;
    require(
        type != FatType.FAT16 || clusters < FAT32_CLUSTERS,
        Boot.SECTORS_32,
        clusters + " clusters are too many for a FAT16");
    long listed = fatSectors * sectorBytes * 8 / type.bits() - FIRST_CLUSTER;
    long count = Math.min(MAX_CLUSTERS, Math.min(clusters, listed));
    require(count > 0, Boot.FAT_SECTORS_32, "the table lists no cluster");
    long rootCluster = is32 ? Integer.toUnsignedLong(boot.getInt(Boot.ROOT_CLUSTER)) : 0;
    require(
        !is32 || (rootCluster >= FIRST_CLUSTER && rootCluster < FIRST_CLUSTER + count),
        Boot.ROOT_CLUSTER,
        "the root directory is at cluster " + rootCluster);
    return new FatGeometry(
        type,
        sectorBytes,
        clusterSectors,
        reserved,
        fats,
        rootEntries,
        sectors,
        fatSectors,
        rootCluster,
        is32 ? optionalSector(boot.getShort(Boot.INFO_SECTOR) & 0xffff, reserved) : 0,
        is32 ? optionalSector(boot.getShort(Boot.BACKUP_SECTOR) & 0xffff, reserved) : 0,
        boot.get(Boot.MEDIA) & 0xff,
        count);
  }

  private static int optionalSector(int sector, int reserved) {
    return sector < reserved ? sector : 0;
  }

  private static void require(boolean right, int field, String otherwise)
      throws CorruptImageException {
    if (!right) {
      throw corrupt(field, otherwise);
    }
  }

  private static CorruptImageException corrupt(long at, String reason) {
    return new CorruptImageException("FAT boot sector", at, reason);
  }

  int clusterBytes() {
    return clusterSectors * sectorBytes;
  }

  /** Returns where a table starts in bytes; copies count from 0. */
  long fatOffset(int copy) {
    return (reservedSectors + copy * fatSectors) * sectorBytes;
  }

  /** Returns where the root directory of a FAT12 or FAT16 starts in bytes. */
  long rootOffset() {
    return fatOffset(fatCount);
  }

  /** Returns where cluster 2 starts in bytes. */
  long dataOffset() {
    long rootBytes = (long) rootEntries * FatLayout.Entry.BYTES;
    return rootOffset() + (rootBytes + sectorBytes - 1) / sectorBytes * sectorBytes;
  }

  long clusterOffset(long cluster) {
    return dataOffset() + (cluster - FIRST_CLUSTER) * clusterBytes();
  }

  /** Returns whether a number is that of a cluster of the file system. */
  boolean isCluster(long number) {
    return number >= FIRST_CLUSTER && number < endCluster();
  }

  /** Returns the number behind that of the last cluster. */
  long endCluster() {
    return FIRST_CLUSTER + clusterCount;
  }

  /** Returns how many clusters so many bytes take. */
  long clustersOf(long bytes) {
    return (bytes + clusterBytes() - 1) / clusterBytes();
  }
}
