package org.bootarchive.media.disk;

/**
 * A part of a disk that a table names.
 *
 * @param scheme whose table
 * @param number as people count: partitions from 1, slices from 0
 * @param type what the table says that it is, for people: {@code Solaris root}, {@code 0xbf}
 * @param label its name in the table, empty if it has none
 * @param firstSector counted from the start of the disk, in units of 512 bytes
 * @param sectors its length; the disk may end before
 */
public record Partition(
    Scheme scheme, int number, String type, String label, long firstSector, long sectors) {
  /** The unit of all tables, in bytes. */
  public static final int SECTOR_BYTES = 512;

  /** Returns p and the number of a partition, or s and that of a slice. */
  public String name() {
    return scheme.letter() + Integer.toString(number);
  }

  /** Returns where it starts on the disk in bytes. */
  public long offset() {
    return firstSector * SECTOR_BYTES;
  }

  /** Returns its length in bytes. */
  public long bytes() {
    return sectors * SECTOR_BYTES;
  }

  /** Returns whether the number is that of a slice. */
  boolean isSlice() {
    return scheme == Scheme.VTOC || scheme == Scheme.SUN_LABEL;
  }

  /** Returns name, type and place in one line. */
  @Override
  public String toString() {
    return name()
        + " "
        + scheme.title()
        + " "
        + type
        + (label.isEmpty() ? "" : " " + label)
        + " at sector "
        + firstSector
        + ", "
        + sectors
        + " sectors";
  }
}
