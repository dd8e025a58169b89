package org.bootarchive.ufs.disk;

import java.nio.ByteBuffer;

/**
 * Counts of what a cylinder group, or the whole file system, holds: {@code struct csum}.
 *
 * @param directories directories ({@code cs_ndir})
 * @param freeBlocks blocks that are wholly free ({@code cs_nbfree})
 * @param freeInodes free inodes ({@code cs_nifree})
 * @param freeFragments free fragments in blocks that are not wholly free ({@code cs_nffree})
 */
public record CylinderSummary(int directories, int freeBlocks, int freeInodes, int freeFragments) {
  /** Length on disk in bytes. */
  public static final int BYTES = 16;

  /** A summary of nothing. */
  public static final CylinderSummary ZERO = new CylinderSummary(0, 0, 0, 0);

  /** Reads a summary at a position of a buffer that is set to the image's byte order. */
  public static CylinderSummary decode(ByteBuffer buffer, int position) {
    return new CylinderSummary(
        buffer.getInt(position),
        buffer.getInt(position + 4),
        buffer.getInt(position + 8),
        buffer.getInt(position + 12));
  }

  /** Writes the summary at a position of a buffer that is set to the image's byte order. */
  public void encode(ByteBuffer buffer, int position) {
    buffer.putInt(position, directories);
    buffer.putInt(position + 4, freeBlocks);
    buffer.putInt(position + 8, freeInodes);
    buffer.putInt(position + 12, freeFragments);
  }

  /** Adds to a summary at a position of a buffer that is set to the image's byte order. */
  static void add(
      ByteBuffer buffer,
      int position,
      int directories,
      int freeBlocks,
      int freeInodes,
      int freeFragments) {
    buffer.putInt(position, buffer.getInt(position) + directories);
    buffer.putInt(position + 4, buffer.getInt(position + 4) + freeBlocks);
    buffer.putInt(position + 8, buffer.getInt(position + 8) + freeInodes);
    buffer.putInt(position + 12, buffer.getInt(position + 12) + freeFragments);
  }

  /** Returns the sum of this summary and another, wrapping as the kernel's 32-bit counters do. */
  public CylinderSummary plus(CylinderSummary other) {
    return new CylinderSummary(
        directories + other.directories,
        freeBlocks + other.freeBlocks,
        freeInodes + other.freeInodes,
        freeFragments + other.freeFragments);
  }
}
