package org.bootarchive.ufs.check;

import static org.bootarchive.ufs.check.FindingKind.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bootarchive.ufs.finding.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Images that illumos' own fsck has judged. */
class RecordedDamageTest {
  private static final ImmutableSet<FindingKind> BOOT_TRAPS =
      ImmutableSet.of(
          BOOT_HOLE, BOOT_GZIP, BOOT_FILE_SIZE, BOOT_LINK_CYCLE, BOOT_LINK_MANGLED, BOOT_LINK_TEXT);

  /** How the damages start, and a kind that must be found with each. Longer starts come first. */
  private static final ImmutableMap<String, FindingKind> KINDS =
      ImmutableMap.<String, FindingKind>builder()
          .put("free-block-marked-used", FRAGMENT_MAP)
          .put("used-block-marked-free", FRAGMENT_MAP)
          .put("free-fragment-marked-used", FRAGMENT_MAP)
          .put("used-fragment-marked-free", FRAGMENT_MAP)
          .put("free-inode-marked-used", INODE_MAP)
          .put("used-inode-marked-free", INODE_MAP)
          .put("group-nbfree-wrong", GROUP_SUMMARY)
          .put("group-ndir-wrong", GROUP_SUMMARY)
          .put("summary-area", SUMMARY_AREA)
          .put("cstotal", SUPERBLOCK_TOTALS)
          .put("frsum-wrong", FRAGMENT_RUNS)
          .put("btot-wrong", BLOCK_TOTALS)
          .put("rotational-table-wrong", BLOCK_POSITIONS)
          .put("group-magic-wrong", GROUP_MAGIC)
          .put("group-number-wrong", GROUP_NUMBER)
          .put("group-ndblk-wrong", GROUP_HEADER)
          .put("group-iusedoff-wrong", GROUP_HEADER)
          .put("superblock-magic-wrong", SUPERBLOCK_MAGIC)
          .put("superblock-clean-zero", SUPERBLOCK_STATE)
          .put("superblock-state-wrong", SUPERBLOCK_STATE)
          .put("superblock-time-changed-alone", SUPERBLOCK_STATE)
          .put("superblock-size-too-large", SUPERBLOCK_GEOMETRY)
          .put("superblock-size-too-small", SUPERBLOCK_GEOMETRY)
          .put("superblock-ncg-plus-one", SUPERBLOCK_GEOMETRY)
          .put("superblock-ipg-wrong", SUPERBLOCK_GEOMETRY)
          .put("superblock-fpg-wrong", SUPERBLOCK_COPY)
          .put("superblock-dsize-wrong", SUPERBLOCK_COPY)
          .put("superblock-cgsize-zero", SUPERBLOCK_GEOMETRY)
          .put("superblock-minfree-101", SUPERBLOCK_TUNING)
          .put("alternate-superblock", SUPERBLOCK_COPY)
          .put("link-count", LINK_COUNT)
          .put("directory-link-count", LINK_COUNT)
          .put("orphan-file", INODE_UNREFERENCED)
          .put("orphan-directory", DIRECTORY_UNREACHABLE)
          .put("orphan-empty-file", INODE_UNREFERENCED)
          .put("entry-to-free-inode", ENTRY_TO_FREE_INODE)
          .put("entry-inode-out-of-range", ENTRY_OUT_OF_RANGE)
          .put("reclen", DIRECTORY_RECORD)
          .put("namlen", DIRECTORY_NAME)
          .put("name-", DIRECTORY_NAME)
          .put("missing-dotdot", DOTDOT_MISSING)
          .put("missing-dot", DOT_MISSING)
          .put("dotdot-wrong-parent", DOTDOT_WRONG)
          .put("dot-wrong-inode", DOT_WRONG)
          .put("directory-size", DIRECTORY_SIZE)
          .put("directory-with-hole", DIRECTORY_HOLE)
          .put("directory-chunk-zeroed", DIRECTORY_RECORD)
          .put("block-claimed-by-two-files", FRAGMENT_CLAIMED_TWICE)
          .put("fragment-claimed-by-two-files", FRAGMENT_CLAIMED_TWICE)
          .put("file-claims-directory-block", FRAGMENT_CLAIMED_TWICE)
          .put("file-claims-group-block", POINTER_INTO_METADATA)
          .put("file-claims-inode-table", POINTER_INTO_METADATA)
          .put("pointer-to-unaligned-block", POINTER_MISALIGNED)
          .put("pointer-", POINTER_OUT_OF_RANGE)
          .put("block-count", INODE_BLOCK_COUNT)
          .put("size-grown-by-a-block", INODE_BLOCK_COUNT)
          .put("size-cut", BLOCKS_PAST_END)
          .put("size-huge", INODE_SIZE)
          .put("indirect-entries-beyond-size", BLOCKS_PAST_END)
          .put("fragment-tail-after-indirect", INODE_BLOCK_COUNT)
          .put("whole-block-where-fragments-do", INODE_BLOCK_COUNT)
          .put("type-unknown", INODE_TYPE)
          .put("mode-zero-links-kept", INODE_PARTLY_ALLOCATED)
          .put("free-inode-with-size", INODE_PARTLY_ALLOCATED)
          .put("symlink-inline", SYMLINK_INLINE)
          .put("symlink-size-zero", BLOCKS_PAST_END)
          .put("device-with-blocks", DEVICE_WITH_BLOCKS)
          .put("device-with-size", DEVICE_WITH_SIZE)
          .put("shadow-reference", SHADOW_REFERENCE)
          .put("shadow-content", SHADOW_CONTENT)
          .put("two-links-to-a-directory", DIRECTORY_LINKED_TWICE)
          .put("directory-loop", DIRECTORY_LOOP)
          .put("root-inode-cleared", ROOT_MISSING)
          .buildOrThrow();

  static List<Arguments> images() throws IOException {
    return Files.readAllLines(TestImages.VECTORS.resolve("index.tsv")).stream()
        .skip(1)
        .map(line -> line.split("\t", -1))
        .map(row -> Arguments.of(row[0].replace(".img", ""), row[1], row[6]))
        .toList();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("images")
  void isJudgedAsByFsck(String name, String damage, String strict) {
    CheckReport report = TestImages.check(TestImages.vector(name));
    assertEquals(strict.equals("clean"), report.clean(), () -> report.findings().toString());
    if (strict.equals("flagged")) {
      assertTrue(
          TestImages.errors(report).contains(kindOf(damage)), () -> report.findings().toString());
    }
    if (damage.startsWith("none:")) {
      assertEquals(Set.of(), Sets.difference(TestImages.warnings(report), BOOT_TRAPS));
    }
  }

  private static FindingKind kindOf(String damage) {
    return KINDS.entrySet().stream()
        .filter(entry -> damage.startsWith(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no kind is known for " + damage));
  }

  @Test
  void bothOwnersOfABlockAreNamedWithTheirPaths() {
    Finding finding = only(TestImages.check(TestImages.vector("063")), FRAGMENT_CLAIMED_TWICE);
    assertTrue(finding.message().startsWith("inode 81 (/blk): fragments 128 to 131 are"));
    assertTrue(finding.message().endsWith("inode 82 (/blk2)"));
    assertEquals(81, TestImages.place(finding).inode().orElseThrow());
    assertEquals(128, TestImages.place(finding).fragment().orElseThrow());
  }

  @Test
  void aGroupsFindingSaysWhichGroupAndWhere() {
    Finding finding = only(TestImages.check(TestImages.vector("013")), FRAGMENT_RUNS);
    assertEquals(2, TestImages.place(finding).group().orElseThrow());
    assertEquals(1073208, TestImages.place(finding).offset().orElseThrow());
    assertEquals("cylinder group 2: cg_frsum[1] is 1, expected 0", finding.message());
  }

  @Test
  void aSuperblocksFindingSaysWhere() {
    Finding finding = only(TestImages.check(TestImages.vector("023")), SUPERBLOCK_STATE);
    assertEquals(8192 + 132, TestImages.place(finding).offset().orElseThrow());
    assertFalse(TestImages.place(finding).group().isPresent());
  }

  private static Finding only(CheckReport report, FindingKind kind) {
    List<Finding> found = report.findings().stream().filter(kind::is).toList();
    assertEquals(1, found.size(), () -> report.findings().toString());
    return found.get(0);
  }
}
