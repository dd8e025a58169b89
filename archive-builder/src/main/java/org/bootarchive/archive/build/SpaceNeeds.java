package org.bootarchive.archive.build;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bootarchive.archive.source.SourceNode;
import org.bootarchive.ufs.disk.DirectoryEntry;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.text.FileName;
import org.bootarchive.ufs.volume.Extent;

/**
 * What files take in a file system of some block and fragment sizes, beyond what mkfs has made.
 *
 * @param inodes how many inodes
 * @param fragments all fragments, indirect blocks included; of directories the most that they take
 * @param blocks blocks that the fragments fill when the ends of files share blocks as best they can
 */
record SpaceNeeds(long inodes, long fragments, long blocks) {

  /** Counts what a tree takes. */
  static SpaceNeeds of(SourceNode root, int blockBytes, int fragmentBytes) {
    Count count = new Count(blockBytes, fragmentBytes);
    count.tree(root);
    return new SpaceNeeds(count.inodes, count.fragments, count.blocks);
  }

  private static final class Count {
    private final int blockBytes;
    private final int fragmentBytes;
    private final int perBlock;
    private final long pointersPerBlock;

    /** How many runs of each number of free fragments the blocks so far have left. */
    private final long[] runs;

    private long inodes;
    private long fragments;
    private long blocks;

    Count(int blockBytes, int fragmentBytes) {
      this.blockBytes = blockBytes;
      this.fragmentBytes = fragmentBytes;
      this.perBlock = Math.max(1, blockBytes / fragmentBytes);
      this.pointersPerBlock = blockBytes / Integer.BYTES;
      this.runs = new long[perBlock + 1];
    }

    void tree(SourceNode root) {
      Set<SourceNode> linked = new HashSet<>();
      Deque<SourceNode> directories = new ArrayDeque<>();
      // The root directory is there, with a chunk in one fragment.
      add(directoryBytes(root) - DirectoryEntry.CHUNK_BYTES);
      directories.add(root);
      while (!directories.isEmpty()) {
        for (SourceNode file : directories.removeLast().entries().values()) {
          if (file.names() > 1 && !linked.add(file)) {
            continue;
          }
          inodes++;
          if (file.isDirectory()) {
            directories.add(file);
          }
          if (file.type() == FileType.REGULAR && !file.content().holes().isEmpty()) {
            addAround(file.content().size(), file.content().holes());
          } else {
            add(bytes(file));
          }
        }
      }
    }

    private static long bytes(SourceNode file) {
      return switch (file.type()) {
        case DIRECTORY -> directoryBytes(file);
        case REGULAR -> file.content().size();
        case SYMBOLIC_LINK -> file.linkTarget().length;
        default -> 0;
      };
    }

    /** Returns the length of a directory whose records fill chunk after chunk. */
    private static long directoryBytes(SourceNode directory) {
      int chunk = DirectoryEntry.CHUNK_BYTES;
      long chunks = 1;
      int used = DirectoryEntry.leastBytes(1) + DirectoryEntry.leastBytes(2);
      for (FileName name : directory.entries().keySet()) {
        int length = DirectoryEntry.leastBytes(name.length());
        if (used + length > chunk) {
          chunks++;
          used = 0;
        }
        used += length;
      }
      return chunks * chunk;
    }

    private void add(long bytes) {
      long whole = bytes / blockBytes;
      int tail = (int) ((bytes % blockBytes + fragmentBytes - 1) / fragmentBytes);
      if (tail == perBlock || (tail > 0 && whole >= Inode.DIRECT_POINTERS)) {
        whole++;
        tail = 0;
      }
      whole += indirectBlocks(whole);
      fragments += whole * perBlock + tail;
      blocks += whole;
      if (tail > 0) {
        addTail(tail);
      }
    }

    /** Adds a file with holes, which are whole blocks. */
    private void addAround(long bytes, List<Extent> holes) {
      long all = (bytes + blockBytes - 1) / blockBytes;
      long[] counted = {-1, -1, -1};
      long whole = 0;
      long at = 0;
      for (Extent hole : holes) {
        whole += run(at, hole.fileOffset() / blockBytes, counted);
        at = hole.fileEnd() / blockBytes;
      }
      whole += run(at, all, counted);
      int tail = (int) ((bytes % blockBytes + fragmentBytes - 1) / fragmentBytes);
      if (all <= Inode.DIRECT_POINTERS && tail > 0 && tail < perBlock) {
        whole--;
        fragments += tail;
        addTail(tail);
      }
      fragments += whole * perBlock;
      blocks += whole;
    }

    /**
     * Returns how many blocks a run takes, with those indirect ones above it that were not counted.
     *
     * @param counted for each level the last indirect block that was
     */
    private long run(long from, long to, long[] counted) {
      if (from >= to) {
        return 0;
      }
      long count = to - from;
      long start = Inode.DIRECT_POINTERS;
      long covers = 1;
      for (int level = 0; level < Inode.INDIRECT_POINTERS && to > start; level++) {
        covers *= pointersPerBlock;
        long last = (to - 1 - start) / covers;
        long first = Math.max(counted[level] + 1, Math.max(0, from - start) / covers);
        count += Math.max(0, last - first + 1);
        counted[level] = last;
        start += covers;
      }
      return count;
    }

    /** Takes a shared block's shortest run that is long enough, as the allocator does. */
    private void addTail(int tail) {
      for (int length = tail; length < perBlock; length++) {
        if (runs[length] > 0) {
          runs[length]--;
          runs[length - tail]++;
          return;
        }
      }
      blocks++;
      runs[perBlock - tail]++;
    }

    private long indirectBlocks(long dataBlocks) {
      long left = dataBlocks - Inode.DIRECT_POINTERS;
      long count = 0;
      long span = 1;
      for (int level = 1; level <= Inode.INDIRECT_POINTERS && left > 0; level++) {
        span *= pointersPerBlock;
        long here = Math.min(left, span);
        for (long covers = pointersPerBlock; covers <= span; covers *= pointersPerBlock) {
          count += (here + covers - 1) / covers;
        }
        left -= here;
      }
      return count;
    }
  }
}
