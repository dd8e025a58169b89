package org.bootarchive.ufs.internal.format;

import java.nio.ByteOrder;
import org.bootarchive.ufs.format.DiskGeometry;
import org.bootarchive.ufs.format.FormatOptions;

/**
 * What newfs and the first part of mkfs settle from the disk: tracks and cylinders per group.
 *
 * @param tracks the disk's, or mkfs' own for large disks
 * @param cylindersPerGroup what is asked for; it may yet be lowered
 * @param version fs_version: 2 where the disk's tracks are not used
 */
record NewfsChoice(Tracks tracks, int cylindersPerGroup, int version) {
  /** {@code CHSLIMIT}: disks above so many sectors get tracks of mkfs' own. */
  private static final long CYLINDER_LIMIT = 63L * 256 * 1024;

  /** {@code UFS_EFISTYLE4NONEFI_VERSION_2}. */
  private static final int LARGE_DISK_VERSION = 2;

  private static final Tracks LARGE_DISK_TRACKS = new Tracks(128, 48);
  private static final int DEFAULT_CYLINDERS_PER_GROUP = 16;
  private static final long SECTORS_PER_GIBIBYTE = 2097152;
  private static final int MOST_SECTORS_PER_TRACK = 32768;
  private static final int DEFAULT_SECTORS_PER_TRACK = 32;
  private static final int DEFAULT_TRACKS = 16;

  /** {@code MAXFRAG * NBBY}. */
  private static final int SECTORS_PER_MAP_BYTE = 64;

  private static final int POSITIONS = 8;

  static NewfsChoice of(FormatOptions options, BlockSizes sizes) {
    DiskGeometry disk = options.disk();
    int asked = options.cylindersPerGroup();
    if (asked == 0) {
      asked = bySize(disk, sizes);
    }
    Tracks tracks;
    int version;
    if (disk.sectors() > CYLINDER_LIMIT) {
      tracks = LARGE_DISK_TRACKS;
      version = LARGE_DISK_VERSION;
      asked = DEFAULT_CYLINDERS_PER_GROUP;
    } else {
      tracks = tracksOf(disk, options.byteOrder());
      version = 0;
    }
    long most = mostCylinders(sizes, tracks.sectors(), tracks.positions());
    if (asked > most) {
      asked = (int) Math.min(most, DEFAULT_CYLINDERS_PER_GROUP);
    }
    return new NewfsChoice(tracks, asked, version);
  }

  /** The newfs rule: 32 cylinders a gigabyte, as far as the group block allows, at least 16. */
  private static int bySize(DiskGeometry disk, BlockSizes sizes) {
    long wanted = disk.sectors() / SECTORS_PER_GIBIBYTE * 32;
    long cylinders = Math.min(wanted, mostCylinders(sizes, disk.sectorsPerTrack(), POSITIONS));
    return cylinders <= 0 ? DEFAULT_CYLINDERS_PER_GROUP : (int) cylinders;
  }

  /** The x86 rule that tracks beyond 32 come in sixteens, and mkfs' ranges. */
  private static Tracks tracksOf(DiskGeometry disk, ByteOrder byteOrder) {
    int perCylinder = disk.tracksPerCylinder();
    if (perCylinder > 32 && byteOrder == ByteOrder.LITTLE_ENDIAN) {
      perCylinder -= perCylinder % 16;
    }
    if (perCylinder > disk.sectors()) {
      perCylinder = DEFAULT_TRACKS;
    }
    int sectors = disk.sectorsPerTrack();
    if (sectors < 1 || sectors > MOST_SECTORS_PER_TRACK) {
      sectors = DEFAULT_SECTORS_PER_TRACK;
    }
    return new Tracks(sectors, perCylinder);
  }

  /** The first estimate of how many cylinders' maps fit in a group block. */
  private static long mostCylinders(BlockSizes sizes, int sectorsPerTrack, int positions) {
    long room =
        sizes.blockBytes()
            - GroupBlockSize.STRUCT_BYTES
            - BlockSizes.divideUp(sizes.mostInodesPerGroup(), 8);
    return room / (4 + 2L * positions + sectorsPerTrack / SECTORS_PER_MAP_BYTE);
  }
}
