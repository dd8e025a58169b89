package org.bootarchive.ufs.internal.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.disk.SuperblockField;

/**
 * The tables of a superblock that list blocks by their place under the heads. mkfs makes them where
 * a cylinder has several tracks: for each cylinder of a cycle and each position the first block
 * there (fs_postbl, 16 bits each, -1 for none), and for each block the distance to the next one at
 * its position (fs_rotbl, a byte each, 0 for none).
 *
 * @param cycle cylinders that the tables describe, 0 without tables (fs_cpc)
 * @param firstBlocksOffset where fs_postbl starts in the superblock in bytes, 0 for none
 * @param nextBlocksOffset where fs_rotbl starts in the superblock in bytes, 0 for none
 * @param superblockBytes length of the superblock with the tables, whole fragments (fs_sbsize)
 */
record RotationalTables(
    int cycle, int firstBlocksOffset, int nextBlocksOffset, int superblockBytes) {
  /** Length of {@code struct fs}: its last member is a byte, and padding. */
  private static final int STRUCT_BYTES = 1380;

  /** Where the tables' own space starts: fs_space. */
  private static final int SPACE = 1376;

  /** The first table lies within the old fields if it has their shape. */
  private static final int OLD_POSITIONS = 8;

  private static final int OLD_CYCLE = 16;

  static RotationalTables of(Geometry geometry) {
    BlockSizes sizes = geometry.sizes();
    Tracks tracks = geometry.tracks();
    if (tracks.perCylinder() == 1) {
      return new RotationalTables(0, 0, 0, (int) sizes.toFragmentBytes(STRUCT_BYTES));
    }
    int cycle = tracks.cycle(sizes);
    long firstBytes = 2L * tracks.positions() * cycle;
    long nextBytes = cycle * tracks.sectorsPerCylinder() / sizes.sectorsPerBlock();
    long total = STRUCT_BYTES + nextBytes;
    int firstOffset;
    int nextOffset;
    if (tracks.positions() == OLD_POSITIONS && cycle <= OLD_CYCLE) {
      firstOffset = SuperblockField.OPOSTBL.offset(ByteOrder.LITTLE_ENDIAN);
      nextOffset = SPACE;
    } else {
      firstOffset = SPACE;
      nextOffset = SPACE + (int) firstBytes;
      total += firstBytes;
    }
    boolean omitted =
        total > sizes.blockBytes() || tracks.sectors() > 256 * sizes.sectorsPerBlock();
    return new RotationalTables(
        omitted ? 0 : cycle,
        firstOffset,
        nextOffset,
        (int) sizes.toFragmentBytes(omitted ? STRUCT_BYTES : total));
  }

  /** Returns a superblock with the tables filled in. */
  Superblock fill(Superblock superblock, Geometry geometry) {
    if (cycle == 0) {
      return superblock;
    }
    int positions = geometry.rotationalPositions();
    int sectorsPerCylinder = geometry.sectorsPerCylinder();
    int sectorsPerBlock = geometry.sizes().sectorsPerBlock();
    ByteBuffer bytes = ByteBuffer.wrap(superblock.toBytes()).order(superblock.byteOrder());
    for (int i = 0; i < cycle * positions; i++) {
      bytes.putShort(firstBlocksOffset + 2 * i, (short) -1);
    }
    for (int block = cycle * sectorsPerCylinder / sectorsPerBlock - 1; block >= 0; block--) {
      int sector = block * sectorsPerBlock;
      int row = sector / sectorsPerCylinder * positions;
      int position = position(sector % sectorsPerCylinder, geometry.sectorsPerTrack(), positions);
      int at = firstBlocksOffset + 2 * (row + position);
      int next = bytes.getShort(at);
      bytes.put(nextBlocksOffset + block, (byte) (next == -1 ? 0 : next - block));
      bytes.putShort(at, (short) block);
    }
    return Superblock.decode(bytes.rewind(), superblock.byteOrder());
  }

  /** Returns the rotational position of a sector, counted from a cylinder's start: cbtorpos. */
  static int position(int sector, int sectorsPerTrack, int positions) {
    return sector % sectorsPerTrack * positions / sectorsPerTrack;
  }
}
