package org.bootarchive.ufs.format;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * What a disk says of itself to newfs: {@code struct dk_geom}, and the size of its slice.
 *
 * @param sectors sectors of 512 bytes that the file system may have, at least 0
 * @param sectorsPerTrack dkg_nsect, at least 0
 * @param tracksPerCylinder dkg_nhead, at least 1
 * @param maxTransferSectors the longest transfer of the disk in sectors, at least 0
 *     (dki_maxtransfer); as many blocks are laid out side by side as fit in it (fs_maxcontig)
 */
public record DiskGeometry(
    long sectors, int sectorsPerTrack, int tracksPerCylinder, int maxTransferSectors) {
  /** Length of a sector in bytes ({@code DEV_BSIZE}). */
  public static final int SECTOR_BYTES = 512;

  private static final int LOFI_TRANSFER_SECTORS = 16;
  private static final int FLOPPY_LIMIT = 2 * 1024 * 1024;
  private static final int FLOPPY_CYLINDER = 100 * 1024;
  private static final int CYLINDER = 300 * 1024;

  /** {@code struct dk_geom} keeps its numbers in unsigned 16 bits. */
  private static final int DK_GEOM_MASK = 0xffff;

  /** Checks the ranges. */
  public DiskGeometry {
    checkArgument(sectors >= 0, "sectors: %s", sectors);
    checkArgument(sectorsPerTrack >= 0, "sectorsPerTrack: %s", sectorsPerTrack);
    checkArgument(tracksPerCylinder >= 1, "tracksPerCylinder: %s", tracksPerCylinder);
    checkArgument(maxTransferSectors >= 0, "maxTransferSectors: %s", maxTransferSectors);
  }

  /**
   * Returns the geometry that lofi makes up for a file: cylinders of about 300 KiB (100 KiB in a
   * file below 2 MiB), one track each. The end of the file beyond the last whole cylinder is not
   * part of the disk. From 65,536 cylinders on (18.75 GiB) the numbers wrap, as lofi's do.
   *
   * <p>Source: {@code fake_disk_geometry} and {@code fake_disk_vtoc} in lofi.c.
   *
   * @param fileBytes length of the file, at least 0
   */
  public static DiskGeometry lofi(long fileBytes) {
    checkArgument(fileBytes >= 0, "fileBytes: %s", fileBytes);
    long cylinders =
        fileBytes / (fileBytes < FLOPPY_LIMIT ? FLOPPY_CYLINDER : CYLINDER) & DK_GEOM_MASK;
    if (cylinders == 0) {
      cylinders = 1;
    }
    int sectorsPerTrack = (int) (fileBytes / (cylinders * SECTOR_BYTES) & DK_GEOM_MASK);
    return new DiskGeometry(cylinders * sectorsPerTrack, sectorsPerTrack, 1, LOFI_TRANSFER_SECTORS);
  }

  /**
   * Returns a geometry for all whole sectors of a file, with tracks of one's own choice.
   *
   * @param fileBytes length of the file, at least 0
   */
  public static DiskGeometry ofTracks(long fileBytes, int sectorsPerTrack, int tracksPerCylinder) {
    return new DiskGeometry(
        fileBytes / SECTOR_BYTES, sectorsPerTrack, tracksPerCylinder, LOFI_TRANSFER_SECTORS);
  }
}
