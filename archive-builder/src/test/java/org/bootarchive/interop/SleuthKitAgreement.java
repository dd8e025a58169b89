package org.bootarchive.interop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.io.ByteStreams;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;
import org.bootarchive.ufs.disk.CylinderSummary;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.disk.SuperblockField;
import org.bootarchive.ufs.testing.ListedFile;
import org.bootarchive.ufs.volume.Extent;
import org.bootarchive.ufs.volume.Volume;

/**
 * Holds The Sleuth Kit's reading of an image against ours: counts, bitmaps and the inodes of all
 * files, the content and the block lists of some.
 */
final class SleuthKitAgreement {
  /** Each file of the sample costs two processes. */
  private static final int SAMPLE = 8;

  private final Volume volume;
  private final Superblock superblock;
  private final SleuthKit sleuthKit;

  SleuthKitAgreement(Path image, Volume volume) {
    this.volume = volume;
    this.superblock = volume.superblock();
    this.sleuthKit = new SleuthKit(image);
  }

  /**
   * Fails unless both read the same.
   *
   * @param own our listing
   */
  void check(List<ListedFile> own) throws IOException {
    checkCounts();
    checkInodes(own);
    checkBlocks(own);
    for (ListedFile file : sample(own)) {
      checkContent(file);
    }
  }

  /** Checks totals, and of each group its summary in the summary area and in itself. */
  void checkCounts() {
    SleuthKitStatistics found = sleuthKit.statistics();
    CylinderSummary totals = superblock.totals();
    assertEquals(superblock.blockBytes(), found.total("Block Size"));
    assertEquals(superblock.fragmentBytes(), found.total("Fragment Size"));
    assertEquals(totals.directories(), found.total("Num of Directories"));
    assertEquals(totals.freeInodes(), found.total("Num of Avail Inodes"));
    assertEquals(totals.freeBlocks(), found.total("Num of Avail Full Blocks"));
    assertEquals(totals.freeFragments(), found.total("Num of Avail Fragments"));
    assertEquals(superblock.groupCount(), found.total("Number of Cylinder Groups"));
    assertEquals(superblock.inodesPerGroup(), found.total("Inodes per group"));
    assertEquals(superblock.fragmentsPerGroup(), found.total("Fragments per group"));
    assertEquals(superblock.groupCount(), found.groups().size());
    CylinderSummary sum = CylinderSummary.ZERO;
    for (int group = 0; group < superblock.groupCount(); group++) {
      List<CylinderSummary> both = found.summariesOf(group);
      // The tool does not look at the summary that ends with the area.
      boolean endsTheArea =
          (group + 1L) * CylinderSummary.BYTES == superblock.get(SuperblockField.CSSIZE);
      assertEquals(endsTheArea ? 1 : 2, both.size(), "summaries of group " + group);
      assertEquals(both.get(0), both.get(both.size() - 1), "summaries of group " + group);
      sum = sum.plus(both.get(0));
    }
    assertEquals(totals, sum);
  }

  private void checkInodes(List<ListedFile> own) {
    List<SleuthKit.InodeLine> inodes =
        sleuthKit.inodes().subList(0, Math.toIntExact(superblock.inodeCount()));
    assertEquals(
        superblock.totals().freeInodes(),
        inodes.stream().filter(inode -> !inode.allocated()).count(),
        "free inodes in the bitmaps");
    for (ListedFile file : own) {
      SleuthKit.InodeLine expected =
          new SleuthKit.InodeLine(
              true,
              List.of(
                  file.modified() & 0xffffffffL,
                  file.accessed() & 0xffffffffL,
                  file.changed() & 0xffffffffL),
              file.mode(),
              file.linkCount(),
              file.size());
      assertEquals(expected, inodes.get((int) file.inode()), file.path());
    }
  }

  private void checkBlocks(List<ListedFile> own) throws IOException {
    BitSet allocated = sleuthKit.allocatedFragments();
    CylinderSummary totals = superblock.totals();
    assertEquals(
        (long) totals.freeBlocks() * superblock.fragmentsPerBlock() + totals.freeFragments(),
        superblock.sizeInFragments() - allocated.cardinality(),
        "free fragments in the bitmaps");
    for (ListedFile file : own) {
      for (long fragment : fragments(file)) {
        assertTrue(allocated.get((int) fragment), file.path() + " has free fragment " + fragment);
      }
    }
  }

  /**
   * Checks a file's block list and bytes, but for what the tool fails on: it takes the number of a
   * device for the address of a block.
   */
  private void checkContent(ListedFile file) throws IOException {
    if (file.type() == 'b' || file.type() == 'c' || hasVastHole(file)) {
      return;
    }
    SleuthKit.InodeReport report = sleuthKit.report(file.inode());
    assertEquals(String.valueOf(file.size()), report.fields().get("size"), file.path());
    assertEquals(
        String.valueOf(file.linkCount()), report.fields().get("num of links"), file.path());
    if (file.type() == 'l' && file.size() <= SleuthKit.INLINE_LINK_LIMIT) {
      return;
    }
    assertEquals(fragments(file), report.data(), file.path());
    try (InputStream content = volume.content(file.inode()).openStream()) {
      assertArrayEquals(
          ByteStreams.toByteArray(content), sleuthKit.content(file.inode()).read(), file.path());
    }
  }

  /** The tool takes a hole longer than the file system for a run of blocks beyond its end. */
  private boolean hasVastHole(ListedFile file) throws IOException {
    return volume.content(file.inode()).extents().stream()
        .anyMatch(extent -> extent.isHole() && extent.bytes() >= superblock.sizeInBytes());
  }

  private List<Long> fragments(ListedFile file) throws IOException {
    List<Long> fragments = new ArrayList<>();
    for (Extent extent : volume.content(file.inode()).extents()) {
      int size = superblock.fragmentBytes();
      for (long at = 0; at < extent.bytes(); at += size) {
        fragments.add(extent.isHole() ? 0 : (extent.deviceOffset() + at) / size);
      }
    }
    return fragments;
  }

  /** Returns files of different sizes and types, from the smallest to the largest. */
  private static List<ListedFile> sample(List<ListedFile> own) {
    TreeMap<Long, ListedFile> ofSize = new TreeMap<>();
    own.forEach(file -> ofSize.putIfAbsent(file.size() << 8 | file.type(), file));
    List<ListedFile> different = List.copyOf(ofSize.values());
    List<ListedFile> sample = new ArrayList<>();
    int count = Math.min(SAMPLE, different.size());
    for (int i = 0; i < count; i++) {
      sample.add(different.get((int) ((long) i * (different.size() - 1) / Math.max(1, count - 1))));
    }
    return sample;
  }
}
