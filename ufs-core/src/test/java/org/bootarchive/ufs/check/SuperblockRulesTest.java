package org.bootarchive.ufs.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Set;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.disk.SuperblockField;
import org.bootarchive.ufs.finding.Finding;
import org.junit.jupiter.api.Test;

/** Numbers that a superblock and all its copies agree on, and that are wrong all the same. */
class SuperblockRulesTest {
  private final byte[] image = TestImages.fixture("empty-4m");

  /** Sets a field in the superblock and in the copy of each group. */
  private void set(SuperblockField field, int value) {
    Superblock superblock = TestImages.superblock(image);
    ByteBuffer bytes = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
    int at = field.offset(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(Superblock.OFFSET + at, value);
    for (int group = 0; group < superblock.groupCount(); group++) {
      long copy = superblock.fragmentOffset(superblock.superblockFragment(group));
      bytes.putInt((int) copy + at, value);
    }
  }

  private void assertWrong(SuperblockField field, int value, String expected) {
    int right = TestImages.superblock(image).get(field);
    set(field, value);
    CheckReport report = TestImages.check(image);
    assertEquals(Set.of(FindingKind.SUPERBLOCK_GEOMETRY), TestImages.errors(report));
    assertEquals(
        List.of("superblock: fs_" + field.fieldName() + " is " + value + ", expected " + expected),
        report.findings().stream().map(Finding::message).toList());
    set(field, right);
    assertEquals(List.of(), TestImages.check(image).findings());
  }

  private void assertRight(SuperblockField field, int value) {
    int before = TestImages.superblock(image).get(field);
    set(field, value);
    assertEquals(List.of(), TestImages.check(image).findings());
    set(field, before);
  }

  @Test
  void theKernelsCopyOfAGroupHoldsItsMaps() {
    // 168, 16 cylinders of 4 + 8 * 2 bytes, 416 inodes, 4095 fragments.
    int end = 168 + 16 * 20 + 416 / 8 + 4096 / 8;
    String expected = "at least " + end + ", where a group's maps end";
    assertWrong(SuperblockField.CGSIZE, end - 1, expected);
    assertWrong(SuperblockField.CGSIZE, 512, expected);
    assertRight(SuperblockField.CGSIZE, end);
  }

  @Test
  void tablesOfRotationalPositionsHaveTheOneFormatThereIs() {
    assertWrong(SuperblockField.POSTBLFORMAT, 0, "1");
    assertWrong(SuperblockField.POSTBLFORMAT, -7, "1");
    assertWrong(SuperblockField.POSTBLFORMAT, 2, "1");
  }

  @Test
  void theKernelsCopyOfASuperblockHoldsItsFields() {
    assertWrong(SuperblockField.SBSIZE, 0, "from 1380 to 8192");
    assertWrong(SuperblockField.SBSIZE, 1379, "from 1380 to 8192");
    assertRight(SuperblockField.SBSIZE, 1380);
  }
}
