package org.bootarchive.ufs.volume;

import java.io.IOException;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.disk.CylinderGroup;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.disk.SuperblockField;

/**
 * Takes and frees blocks and fragments of the whole volume.
 *
 * <p>Fragments of less than a block go where the kernel puts them ({@code alloccg}): into the
 * shortest run that is long enough, in the group of the preferred place, then in the others in the
 * order of {@link GroupOrder}. Whole blocks go where the file goes on, or else into a run that is
 * long enough for what is still to come, so that files lie in fewer parts than the kernel would
 * leave them in.
 */
final class BlockAllocator {
  private final CylinderGroups groups;
  private final Superblock geometry;
  private final MetadataBuffer buffer;
  private final int perBlock;
  private final int longestRun;

  BlockAllocator(CylinderGroups groups, MetadataBuffer buffer) {
    this.groups = groups;
    this.geometry = groups.geometry();
    this.buffer = buffer;
    this.perBlock = geometry.fragmentsPerBlock();
    this.longestRun =
        Math.max(
            1, (geometry.fragmentsPerGroup() - geometry.get(SuperblockField.DBLKNO)) / perBlock);
  }

  /** Returns where a file's first block is wanted: at the start of its inode's group. */
  long preferenceFor(long inode) {
    return geometry.groupBase(geometry.groupOfInode(inode)) + perBlock;
  }

  /** Returns the free space in fragments, whole blocks or not. */
  long freeFragments() {
    Summaries summaries = groups.summaries();
    return (long) summaries.freeBlocks() * perBlock + summaries.freeFragments();
  }

  /** Returns the number of free blocks. */
  long freeBlocks() {
    return groups.summaries().freeBlocks();
  }

  /**
   * Takes whole blocks that lie in a row: at least one.
   *
   * @param preferred the fragment where the first one is wanted
   * @param wanted how many blocks the file still needs
   * @return the first fragment; the number of blocks taken is {@code wanted} at most
   */
  Taken takeBlocks(long preferred, long wanted) throws IOException {
    long from = preferred < geometry.sizeInFragments() ? preferred : 0;
    int first = geometry.groupOfFragment(from);
    int within = (int) (from - geometry.groupBase(first)) / perBlock * perBlock;
    int most = (int) Math.min(wanted, Integer.MAX_VALUE);
    if (groups.summaries().freeBlocks(first) > 0) {
      int here = blocks(first).freeBlocksFrom(within, most);
      if (here > 0) {
        return take(first, within, here);
      }
    }
    int aim = Math.min(most, longestRun);
    int bestGroup = -1;
    GroupBlocks.Run best = GroupBlocks.Run.NONE;
    for (int i = 0; i < groups.summaries().groupCount() && best.blocks() < aim; i++) {
      int group = (first + i) % groups.summaries().groupCount();
      if (groups.summaries().freeBlocks(group) > best.blocks()) {
        GroupBlocks.Run run = blocks(group).findRun(i == 0 ? within : 0, aim);
        if (run.blocks() > best.blocks()) {
          best = run;
          bestGroup = group;
        }
      }
    }
    if (best.blocks() == 0) {
      throw new OutOfSpaceException(
          wanted * geometry.blockBytes(), freeFragments() * geometry.fragmentBytes());
    }
    groups.group(bestGroup).blockRotor(best.start());
    return take(bestGroup, best.start(), Math.min(best.blocks(), most));
  }

  /** Blocks that were taken in a row. */
  record Taken(long fragment, int blocks) {}

  private Taken take(int group, int start, int count) throws IOException {
    blocks(group).takeBlocks(start, count);
    return new Taken(geometry.groupBase(group) + start, count);
  }

  /**
   * Takes fragments of one block.
   *
   * @param preferred the fragment near which they are wanted
   * @param count fewer than a block has
   */
  long takeFragments(long preferred, int count) throws IOException {
    long from = preferred < geometry.sizeInFragments() ? preferred : 0;
    int first = geometry.groupOfFragment(from);
    int groupCount = groups.summaries().groupCount();
    for (int i = 0; i < GroupOrder.length(groupCount); i++) {
      int group = GroupOrder.get(first, i, groupCount);
      int within = i == 0 ? (int) (from - geometry.groupBase(group)) : -1;
      long taken = takeFragmentsIn(group, within, count);
      if (taken >= 0) {
        return taken;
      }
    }
    throw new OutOfSpaceException(
        (long) count * geometry.fragmentBytes(), freeFragments() * geometry.fragmentBytes());
  }

  private long takeFragmentsIn(int group, int preferred, int count) throws IOException {
    Summaries summaries = groups.summaries();
    if (summaries.freeBlocks(group) <= 0 && summaries.freeFragments(group) < count) {
      return -1;
    }
    CylinderGroup header = groups.group(group);
    GroupBlocks blocks = blocks(group);
    for (int length = count; length < perBlock; length++) {
      int found =
          blocks.findFragments(length, preferred >= 0 ? preferred : rotor(header.fragmentRotor()));
      if (found >= 0) {
        blocks.take(found, count);
        return geometry.groupBase(group) + found;
      }
    }
    GroupBlocks.Run run =
        blocks.findRun(preferred >= 0 ? preferred : rotor(header.blockRotor()), 1);
    if (run.blocks() == 0) {
      return -1;
    }
    header.blockRotor(run.start());
    blocks.take(run.start(), count);
    return geometry.groupBase(group) + run.start();
  }

  private int rotor(int fragment) {
    return fragment >= 0 && fragment < geometry.fragmentsPerGroup() ? fragment : 0;
  }

  /** Extends fragments in place if those behind them in the block are free; tells whether. */
  boolean extend(long fragment, int oldCount, int newCount) throws IOException {
    requireInBlock(fragment, oldCount);
    if (fragment % perBlock + newCount > perBlock) {
      return false;
    }
    int group = geometry.groupOfFragment(fragment);
    int within = (int) (fragment - geometry.groupBase(group));
    GroupBlocks blocks = blocks(group);
    if (within + newCount > geometry.fragmentsInGroup(group)
        || !blocks.areFree(within + oldCount, newCount - oldCount)) {
      return false;
    }
    blocks.take(within + oldCount, newCount - oldCount);
    return true;
  }

  /**
   * Frees fragments of one block.
   *
   * @throws CorruptImageException if they cannot be, are free, or hold the tables of a group
   */
  void free(long fragment, int count) throws IOException {
    requireInBlock(fragment, count);
    int group = geometry.groupOfFragment(fragment);
    if (holdsTables(group, fragment, count)) {
      throw CylinderGroups.corrupt(
          group, "fragment " + fragment + " is to be freed and holds its tables");
    }
    blocks(group).free((int) (fragment - geometry.groupBase(group)), count);
    buffer.discard(geometry.fragmentOffset(fragment), (long) count * geometry.fragmentBytes());
  }

  /**
   * Checks that fragments are within the file system and within a block.
   *
   * @throws CorruptImageException if they are not
   */
  void requireInBlock(long fragment, int count) throws CorruptImageException {
    if (fragment <= 0
        || fragment + count > geometry.sizeInFragments()
        || fragment % perBlock + count > perBlock) {
      throw new CorruptImageException(
          "block map", -1, count + " fragments at " + fragment + ", where no block has them");
    }
  }

  private boolean holdsTables(int group, long fragment, int count) {
    long end = geometry.firstDataFragment(group);
    long start = geometry.superblockFragment(group);
    if (group == 0) {
      start = 0;
      long bytes = geometry.get(SuperblockField.CSSIZE);
      long summary = geometry.get(SuperblockField.CSADDR);
      long summaryEnd = summary + (bytes + geometry.fragmentBytes() - 1) / geometry.fragmentBytes();
      if (fragment < summaryEnd && fragment + count > summary) {
        return true;
      }
    }
    return fragment < end && fragment + count > start;
  }

  private GroupBlocks blocks(int group) throws IOException {
    return groups.blocks(group);
  }
}
