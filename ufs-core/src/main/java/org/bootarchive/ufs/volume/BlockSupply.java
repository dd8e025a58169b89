package org.bootarchive.ufs.volume;

import java.io.IOException;

/** Whole blocks for one file, one after the other, in as few runs as there can be. */
final class BlockSupply implements PointerTree.BlockSource {
  private final BlockAllocator allocator;
  private final int perBlock;
  private long preferred;
  private long expected;
  private long nextInRun;
  private int leftInRun;
  private int taken;

  /**
   * Starts a supply.
   *
   * @param preferred the fragment where the first block is wanted
   * @param expected how many blocks the file needs, indirect ones included
   */
  BlockSupply(BlockAllocator allocator, int perBlock, long preferred, long expected) {
    this.allocator = allocator;
    this.perBlock = perBlock;
    this.preferred = preferred;
    this.expected = expected;
  }

  @Override
  public long next() throws IOException {
    return next(1);
  }

  /**
   * Takes blocks that lie in a row: one, or more of those that come next.
   *
   * @param most how many are wanted
   * @return the first fragment; {@link #taken} tells how many blocks there are
   */
  long next(long most) throws IOException {
    if (leftInRun == 0) {
      BlockAllocator.Taken taken = allocator.takeBlocks(preferred, Math.max(1, expected));
      nextInRun = taken.fragment();
      leftInRun = taken.blocks();
    }
    long fragment = nextInRun;
    taken = (int) Math.min(most, leftInRun);
    nextInRun += (long) taken * perBlock;
    leftInRun -= taken;
    expected -= taken;
    preferred = nextInRun;
    return fragment;
  }

  /** Returns how many blocks the last call gave. */
  int taken() {
    return taken;
  }

  /** Returns the fragment where the file would best go on. */
  long preferred() {
    return preferred;
  }

  /** Gives back what was taken and not asked for. */
  void finish() throws IOException {
    while (leftInRun > 0) {
      allocator.free(nextInRun, perBlock);
      nextInRun += perBlock;
      leftInRun--;
    }
  }
}
