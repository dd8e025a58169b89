package org.bootarchive.ufs.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.bootarchive.ufs.finding.Finding;
import org.junit.jupiter.api.Test;

class BootTrapsTest {
  /** /etc/zz, a symbolic link. */
  private static final int LINK = 10;

  /** /tmpl, a regular file. */
  private static final int FILE = 86;

  private static final int SIZE = 8;

  private final byte[] image = TestImages.vector("clean-01");

  private void setLink(String text) {
    int at = TestImages.firstBlock(image, LINK);
    Arrays.fill(image, at, at + 1024, (byte) 0);
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(bytes, 0, image, at, bytes.length);
    setLinkSize(bytes.length);
  }

  private void setLinkSize(int size) {
    ByteBuffer.wrap(image)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong((int) TestImages.superblock(image).inodeOffset(LINK) + SIZE, size);
  }

  private List<Finding> findings(FindingKind kind) {
    CheckReport report = TestImages.check(image);
    assertTrue(report.clean(), () -> report.findings().toString());
    return report.findings().stream().filter(kind::is).toList();
  }

  private void assertFound(FindingKind kind, long inode) {
    List<Finding> found = findings(kind);
    assertEquals(1, found.size(), found::toString);
    assertEquals(inode, TestImages.place(found.get(0)).inode().orElseThrow());
  }

  @Test
  void aFileThatStartsAsGzipIsFound() {
    int at = TestImages.firstBlock(image, FILE);
    image[at] = 0x1f;
    image[at + 1] = (byte) 0x8b;
    image[at + 2] = 0x08;
    assertFound(FindingKind.BOOT_GZIP, FILE);
    image[at + 2] = 0x07;
    assertEquals(List.of(), findings(FindingKind.BOOT_GZIP));
  }

  @Test
  void aBootBlockThatStartsAsGzipIsFound() {
    image[0] = 0x1f;
    image[1] = (byte) 0x8b;
    image[2] = 0x08;
    assertEquals(
        0, TestImages.place(findings(FindingKind.BOOT_GZIP).get(0)).offset().orElseThrow());
  }

  @Test
  void aFileWithHolesIsFound() {
    List<Finding> found = findings(FindingKind.BOOT_HOLE);
    assertEquals(1, found.size());
    assertTrue(found.get(0).message().contains("(/holes): 3 of its blocks"));
  }

  @Test
  void aLinkToItselfIsFound() {
    setLink("zz");
    assertFound(FindingKind.BOOT_LINK_CYCLE, LINK);
    setLink("/etc/zz");
    assertFound(FindingKind.BOOT_LINK_CYCLE, LINK);
  }

  @Test
  void aLinkThatGrowsIsFound() {
    setLink("../etc/./zz");
    assertFound(FindingKind.BOOT_PATH_LENGTH, LINK);
    setLink("zz/deeper");
    assertFound(FindingKind.BOOT_LINK_MANGLED, LINK);
  }

  @Test
  void aLinkWithAnEndIsNoTrap() {
    setLink("system");
    assertEquals(List.of(), findings(FindingKind.BOOT_LINK_CYCLE));
    setLink("nowhere");
    assertEquals(List.of(), findings(FindingKind.BOOT_LINK_CYCLE));
  }

  @Test
  void aLinkBehindWhichPathsAreMangledIsFound() {
    setLink("/");
    assertEquals(List.of(), findings(FindingKind.BOOT_LINK_MANGLED), "moved down, not up");
    setLink("../bigdir");
    assertFound(FindingKind.BOOT_LINK_MANGLED, LINK);
    setLink("../../../../../../../../../../../../../../../../../../../../../../../../bigdir");
    assertEquals(List.of(), findings(FindingKind.BOOT_LINK_MANGLED), "moved beyond its length");
  }

  @Test
  void aLinkWithoutNulBehindItsTextIsFound() {
    setLink("systemJUNK");
    setLinkSize(6);
    assertFound(FindingKind.BOOT_LINK_TEXT, LINK);
    setLink("system");
    setLinkSize(7);
    assertFound(FindingKind.BOOT_LINK_TEXT, LINK);
  }
}
