package org.bootarchive.ufs.testing;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.disk.CylinderSummary;
import org.bootarchive.ufs.disk.DirectoryEntry;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.ImageFormat;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.disk.SuperblockField;

/**
 * Counts everything in an image again, in the plainest way, and says what does not agree: blocks by
 * following every pointer, links by reading every directory, maps and tables bit by bit.
 */
public final class Recount {
  private final ByteBuffer image;
  private final Superblock superblock;
  private final List<String> problems = new ArrayList<>();
  private final BitSet used = new BitSet();
  private final Map<Long, Integer> links = new HashMap<>();
  private final Map<Long, Integer> shadowUsers = new HashMap<>();
  private final Map<Integer, Integer> directories = new HashMap<>();

  private Recount(byte[] image) throws java.io.IOException {
    this.superblock = ImageFormat.readSuperblock(MemoryBlockDevice.of(image));
    this.image = ByteBuffer.wrap(image).order(superblock.byteOrder());
  }

  /** Returns what is wrong with an image, nothing if it is sound. */
  public static List<String> problems(byte[] image) throws java.io.IOException {
    Recount recount = new Recount(image);
    recount.count();
    return recount.problems;
  }

  private void count() {
    expect(superblock.isClean(), "not clean");
    claimTables();
    walk();
    for (long number = 0; number < superblock.inodeCount(); number++) {
      inode(number);
    }
    CylinderSummary totals = CylinderSummary.ZERO;
    for (int group = 0; group < superblock.groupCount(); group++) {
      totals = totals.plus(group(group));
    }
    expectEqual(totals, superblock.totals(), "totals");
  }

  private void claimTables() {
    for (int group = 0; group < superblock.groupCount(); group++) {
      long from = group == 0 ? 0 : superblock.superblockFragment(group);
      used.set((int) from, (int) superblock.firstDataFragment(group));
    }
    int summary = superblock.get(SuperblockField.CSADDR);
    int bytes = superblock.get(SuperblockField.CSSIZE);
    used.set(
        summary, summary + (bytes + superblock.fragmentBytes() - 1) / superblock.fragmentBytes());
  }

  private Inode read(long number) {
    return Inode.decode(image, (int) superblock.inodeOffset(number));
  }

  /** Counts names from the root on; attribute directories hang on their files. */
  private void walk() {
    Deque<long[]> todo = new ArrayDeque<>();
    todo.add(new long[] {Inode.ROOT, Inode.ROOT});
    while (!todo.isEmpty()) {
      long[] next = todo.removeFirst();
      Inode directory = read(next[0]);
      boolean attributes = directory.type() == FileType.ATTRIBUTE_DIRECTORY;
      List<long[]> entries = records(next[0], directory);
      expect(entries.size() >= 2, "directory " + next[0] + " without dots");
      expect(entries.get(0)[0] == next[0], "directory " + next[0] + ": wrong .");
      expect(entries.get(1)[0] == next[1], "directory " + next[0] + ": wrong ..");
      for (int i = 0; i < entries.size(); i++) {
        long number = entries.get(i)[0];
        if (!(attributes && i == 1)) {
          links.merge(number, 1, Integer::sum);
        }
        Inode inode = read(number);
        expect(inode.mode() != 0, "entry for free inode " + number);
        if (i >= 2) {
          if (inode.type() == FileType.DIRECTORY) {
            todo.add(new long[] {number, next[0]});
          }
          if (inode.attributeDirectory() != 0 && links.get(number) == 1) {
            todo.add(new long[] {inode.attributeDirectory(), number});
            links.merge((long) inode.attributeDirectory(), 1, Integer::sum);
          }
        }
      }
    }
  }

  /** Returns inode and length of name of every record that is in use. */
  private List<long[]> records(long number, Inode directory) {
    List<long[]> records = new ArrayList<>();
    expect(directory.size() % 512 == 0, "directory " + number + " of " + directory.size());
    for (long position = 0; position < directory.size(); position += 512) {
      int chunk = byteAt(directory, position);
      int at = 0;
      while (at < 512) {
        int length = image.getShort(chunk + at + DirectoryEntry.RECLEN) & 0xffff;
        if (length < 12 || length % 4 != 0 || at + length > 512) {
          problems.add("directory " + number + ": record of " + length + " at " + position);
          return records;
        }
        int inode = image.getInt(chunk + at + DirectoryEntry.INO);
        int name = image.getShort(chunk + at + DirectoryEntry.NAMLEN) & 0xffff;
        if (inode != 0) {
          expect(DirectoryEntry.leastBytes(name) <= length, "name of " + name + " in " + length);
          expect(image.get(chunk + at + 8 + name) == 0, "name without NUL in " + number);
          records.add(new long[] {inode, name});
        } else {
          expect(at == 0, "directory " + number + ": free record inside a chunk");
        }
        at += length;
      }
    }
    return records;
  }

  private int byteAt(Inode inode, long position) {
    long block = position / superblock.blockBytes();
    int pointer;
    if (block < 12) {
      pointer = inode.direct().get((int) block);
    } else {
      int indirect = (int) superblock.fragmentOffset(inode.indirect().get(0));
      pointer = image.getInt(indirect + 4 * (int) (block - 12));
    }
    expect(pointer != 0, "hole in a directory");
    return (int) (superblock.fragmentOffset(pointer) + position % superblock.blockBytes());
  }

  private void inode(long number) {
    int group = superblock.groupOfInode(number);
    int groupBlock = (int) superblock.fragmentOffset(superblock.groupBlockFragment(group));
    int map = groupBlock + image.getInt(groupBlock + 92);
    int index = (int) (number % superblock.inodesPerGroup());
    boolean marked = (image.get(map + index / 8) >> index % 8 & 1) != 0;
    Inode inode = read(number);
    if (number < 2) {
      expect(marked, "inode " + number + " is not marked");
      return;
    }
    expectEqual(inode.mode() != 0, marked, "mark of inode " + number);
    if (inode.mode() == 0) {
      expect(inode.size() == 0 && inode.sectorCount() == 0, "free inode " + number + " with size");
      expect(allZero(inode), "free inode " + number + " with blocks");
      expect(inode.linkCount() == 0, "free inode " + number + " with links");
      return;
    }
    FileType type = inode.type();
    if (type.isDirectory()) {
      directories.merge(group, 1, Integer::sum);
    }
    if (inode.shadow() != 0) {
      shadowUsers.merge((long) inode.shadow(), 1, Integer::sum);
    }
    if (type == FileType.SHADOW) {
      int users = 0;
      for (long other = 2; other < superblock.inodeCount(); other++) {
        users += read(other).mode() != 0 && read(other).shadow() == number ? 1 : 0;
      }
      expectEqual(users, inode.linkCount(), "users of list " + number);
    } else {
      expectEqual(links.getOrDefault(number, 0), inode.linkCount(), "links of " + number);
    }
    if (type.isDevice() || type == FileType.FIFO || type == FileType.SOCKET) {
      expectEqual(0, inode.sectorCount(), "sectors of device " + number);
      return;
    }
    long fragments = claimFile(number, inode);
    expectEqual(
        fragments * superblock.sectorsPerFragment(),
        (long) inode.sectorCount(),
        "sectors of " + number);
    if (type == FileType.SYMBOLIC_LINK) {
      expect(inode.size() > 0 && inode.direct().get(0) != 0, "link " + number + " without block");
    }
  }

  private static boolean allZero(Inode inode) {
    return inode.direct().stream().allMatch(p -> p == 0)
        && inode.indirect().stream().allMatch(p -> p == 0);
  }

  private long claimFile(long number, Inode inode) {
    long blocks = (inode.size() + superblock.blockBytes() - 1) / superblock.blockBytes();
    long claimed = 0;
    for (int i = 0; i < 12; i++) {
      int pointer = inode.direct().get(i);
      if (i >= blocks) {
        expectEqual(0, pointer, "pointer beyond the end of " + number);
      } else if (pointer != 0) {
        int count = superblock.fragmentsPerBlock();
        long inBlock = inode.size() - (long) i * superblock.blockBytes();
        if (inBlock < superblock.blockBytes()) {
          count = (int) ((inBlock + superblock.fragmentBytes() - 1) / superblock.fragmentBytes());
        }
        claimed += claim(number, pointer, count);
      }
    }
    long left = blocks - 12;
    long reach = 1;
    for (int level = 1; level <= 3; level++) {
      reach *= superblock.pointersPerBlock();
      int pointer = inode.indirect().get(level - 1);
      if (left <= 0) {
        expectEqual(0, pointer, "indirect pointer beyond the end of " + number);
      } else if (pointer != 0) {
        claimed += claimTree(number, pointer, level, left);
      }
      left -= reach;
    }
    return claimed;
  }

  private long claimTree(long number, int pointer, int level, long blocks) {
    long claimed = claim(number, pointer, superblock.fragmentsPerBlock());
    long span = 1;
    for (int i = 1; i < level; i++) {
      span *= superblock.pointersPerBlock();
    }
    for (int i = 0; i < superblock.pointersPerBlock(); i++) {
      int next = image.getInt((int) superblock.fragmentOffset(pointer) + 4 * i);
      if (i * span >= blocks) {
        expectEqual(0, next, "entry beyond the end of " + number);
      } else if (next != 0) {
        claimed +=
            level > 1
                ? claimTree(number, next, level - 1, blocks - i * span)
                : claim(number, next, superblock.fragmentsPerBlock());
      }
    }
    return claimed;
  }

  private int claim(long number, int fragment, int count) {
    int within = fragment % superblock.fragmentsPerBlock();
    expect(within + count <= superblock.fragmentsPerBlock(), "block across blocks in " + number);
    for (int i = fragment; i < fragment + count; i++) {
      expect(!used.get(i), "fragment " + i + " twice, once in " + number);
      used.set(i);
    }
    return count;
  }

  private CylinderSummary group(int group) {
    int at = (int) superblock.fragmentOffset(superblock.groupBlockFragment(group));
    int base = (int) superblock.groupBase(group);
    int count = superblock.fragmentsInGroup(group);
    int perBlock = superblock.fragmentsPerBlock();
    int spc = superblock.get(SuperblockField.SPC);
    int nsect = superblock.get(SuperblockField.NSECT);
    int nrpos = superblock.get(SuperblockField.NRPOS);
    int cpg = superblock.get(SuperblockField.CPG);
    int[] runs = new int[8];
    int[] perCylinder = new int[cpg];
    int[][] perPosition = new int[cpg][nrpos];
    int freeBlocks = 0;
    int freeFragments = 0;
    int freeMap = at + image.getInt(at + 96);
    for (int block = 0; block < count; block += perBlock) {
      int free = 0;
      int run = 0;
      int[] blockRuns = new int[9];
      for (int f = block; f < block + perBlock; f++) {
        boolean isFree = f < count && !used.get(base + f);
        if (f < count) {
          boolean marked = (image.get(freeMap + f / 8) >> f % 8 & 1) != 0;
          expectEqual(isFree, marked, "mark of fragment " + (base + f));
        }
        if (isFree) {
          free++;
          run++;
        } else {
          blockRuns[run]++;
          run = 0;
        }
      }
      blockRuns[run]++;
      if (free == perBlock) {
        freeBlocks++;
        long sector = (long) block * superblock.sectorsPerFragment();
        perCylinder[(int) (sector / spc)]++;
        perPosition[(int) (sector / spc)][(int) (sector % spc % nsect * nrpos / nsect)]++;
      } else {
        freeFragments += free;
        for (int i = 1; i < 8; i++) {
          runs[i] += blockRuns[i];
        }
      }
    }
    for (int i = 1; i < 8; i++) {
      expectEqual(runs[i], image.getInt(at + 52 + 4 * i), "group " + group + " frsum " + i);
    }
    for (int c = 0; c < cpg; c++) {
      int totals = image.getInt(at + image.getInt(at + 84) + 4 * c);
      expectEqual(perCylinder[c], totals, "group " + group + " btot " + c);
      for (int p = 0; p < nrpos; p++) {
        int blocks = image.getShort(at + image.getInt(at + 88) + 2 * (c * nrpos + p));
        expectEqual(perPosition[c][p], blocks, "group " + group + " b " + c + "," + p);
      }
    }
    int freeInodes = 0;
    for (int i = 0; i < superblock.inodesPerGroup(); i++) {
      long number = (long) group * superblock.inodesPerGroup() + i;
      freeInodes += number >= 2 && read(number).mode() == 0 ? 1 : 0;
    }
    CylinderSummary summary =
        new CylinderSummary(
            directories.getOrDefault(group, 0), freeBlocks, freeInodes, freeFragments);
    expectEqual(summary, CylinderSummary.decode(image, at + 24), "counts of group " + group);
    int area = (int) superblock.summaryOffset() + group * CylinderSummary.BYTES;
    expectEqual(summary, CylinderSummary.decode(image, area), "summary of group " + group);
    return summary;
  }

  private void expect(boolean holds, String problem) {
    if (!holds) {
      problems.add(problem);
    }
  }

  private void expectEqual(Object expected, Object found, String what) {
    expect(expected.equals(found), what + ": counted " + expected + ", found " + found);
  }

  /**
   * Returns the names of the fields in which the copies of two superblocks differ; none is fine.
   */
  public static boolean sameCopies(byte[] before, byte[] after, Superblock superblock) {
    for (int group = 0; group < superblock.groupCount(); group++) {
      int at = (int) superblock.fragmentOffset(superblock.superblockFragment(group));
      if (!Arrays.equals(before, at, at + 8192, after, at, at + 8192)) {
        return false;
      }
    }
    return true;
  }
}
