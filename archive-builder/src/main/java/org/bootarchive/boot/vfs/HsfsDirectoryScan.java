package org.bootarchive.boot.vfs;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One pass through a directory of an ISO 9660 file system ({@code readdir} of hsfs.c).
 *
 * <p>As in a UFS a sector is read only when a record starts at its start.
 */
final class HsfsDirectoryScan {
  /** The most records of a scan; a directory of more records is made up. */
  private static final int MAX_RECORDS = 1 << 22;

  private final HsfsNode directory;
  private final Ramdisk ramdisk;
  private final RamdiskView view;
  private int place;
  private long sector;
  private int mode;
  private int records;

  HsfsDirectoryScan(HsfsNode directory, Ramdisk ramdisk, RamdiskView view) {
    this.directory = directory;
    this.ramdisk = ramdisk;
    this.view = view;
  }

  /**
   * Returns the next record, or null at the end of the directory.
   *
   * @throws KernelStopException if the kernel would never get there
   */
  @Nullable HsfsRecord next() throws IOException {
    while (Long.compareUnsigned(place, directory.size()) < 0) {
      if (++records > MAX_RECORDS) {
        throw KernelStopException.hang(
            "more than "
                + MAX_RECORDS
                + " records in the directory at sector "
                + directory.extent());
      }
      int offset = place % HsfsNode.SECTOR_BYTES;
      if (offset == 0) {
        sector = ramdisk.address(directory.sector(place), HsfsNode.SECTOR_BYTES);
        if (sector == Ramdisk.UNREADABLE) {
          return null;
        }
      }
      HsfsRecord found = HsfsRecord.read(sector + offset, mode, ramdisk, view);
      if (found.length() != 0) {
        mode = found.node().mode();
        place += found.length();
        return found;
      }
      if (offset == 0) {
        throw KernelStopException.hang(
            "a sector of the directory at sector "
                + directory.extent()
                + " starts with no record: the kernel reads it again and again");
      }
      place += HsfsNode.SECTOR_BYTES - offset;
    }
    return null;
  }
}
