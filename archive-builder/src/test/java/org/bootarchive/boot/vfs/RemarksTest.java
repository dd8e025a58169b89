package org.bootarchive.boot.vfs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What explanations point out, and that they point out nothing where all is well. */
class RemarksTest {
  private static final byte[] GZIP_OF_NOTHING = {
    0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0
  };

  private static UfsImage image() {
    return new UfsImage()
        .directory(
            2,
            ImmutableMap.of(
                ".", 2, "..", 2, "etc", 3, "system", 4, "gz", 5, "hole", 6, "a", 7, "boot", 9))
        .directory(3, ImmutableMap.of(".", 3, "..", 2, "system", 4, "link", 8))
        .directory(9, ImmutableMap.of(".", 9, "..", 2, "system", 4))
        .file(4, "the archive's own".getBytes(ISO_8859_1))
        .file(5, GZIP_OF_NOTHING)
        .inode(6, 0100644, 5000, 0)
        .link(7, "etc")
        .link(8, "../system");
  }

  private static Boot boot() {
    return Boot.from(image().bytes());
  }

  private static void assertRemarks(Boot boot, String path, RemarkCode... codes)
      throws IOException {
    assertEquals(ImmutableSet.copyOf(codes), Boot.remarks(boot.open(), path), path);
  }

  @Test
  void plainFilesNeedNoRemark() throws IOException {
    assertRemarks(boot(), "/etc/system");
    assertRemarks(boot(), "/etc/none");
    assertRemarks(boot().module("new", "xx"), "/new");
  }

  @Test
  void moduleThatHidesIsRemarked() throws IOException {
    Boot boot = boot().module("etc/system", "one").module("/etc//system", "two");
    assertRemarks(boot, "/etc/system", RemarkCode.HIDES_RAMDISK_FILE, RemarkCode.HIDES_MODULE);
    assertTrue(
        boot.open().explain("/etc/system").remarks().toString().contains("file of 17 bytes"));
  }

  @Test
  void sizesThatTripTheKernelAreRemarked() throws IOException {
    assertRemarks(boot().module("m", new byte[16384]), "/m", RemarkCode.SIZE_MULTIPLE_OF_8192);
    assertRemarks(
        boot().module("m", ""), "/m", RemarkCode.EMPTY_MODULE, RemarkCode.ENDS_SYSTEM_BOOT);
    assertRemarks(boot().module("m", "1"), "/m", RemarkCode.ENDS_SYSTEM_BOOT);
  }

  @Test
  void bootenvIsRemarked() throws IOException {
    assertRemarks(
        boot().module("boot/solaris/bootenv.rc", "setprop"),
        "/boot/solaris/bootenv.rc",
        RemarkCode.BOOTENV_RUNS_AWAY);
  }

  @Test
  void gzipIsRemarkedWhereItIsInflatedAndWhereNot() throws IOException {
    assertRemarks(boot(), "/gz", RemarkCode.GZIP_INFLATED);
    assertRemarks(boot().module("m", GZIP_OF_NOTHING), "/m", RemarkCode.GZIP_NOT_INFLATED);
  }

  @Test
  void holesAreRemarkedIfTheBootBlockIsNotZero() throws IOException {
    assertRemarks(boot(), "/hole");
    byte[] archive = image().bytes();
    archive[100] = 1;
    assertRemarks(Boot.from(archive), "/hole", RemarkCode.HOLE_SHOWS_BOOT_BLOCK);
  }

  @Test
  void linkAroundTheOverlayIsRemarked() throws IOException {
    Boot boot = boot().module("etc/system", "one");
    assertRemarks(boot, "/a/system", RemarkCode.LINK_BYPASSES_OVERLAY);
    assertRemarks(boot, "/etc/link");
    assertRemarks(boot().module("system", "one"), "/etc/link", RemarkCode.LINK_BYPASSES_OVERLAY);
  }

  @Test
  void garbledPathIsRemarked() throws IOException {
    assertRemarks(boot(), "/a/longer-name", RemarkCode.PATH_MANGLED);
  }

  @Test
  void sizeOfALinkThatDoesNotCountIsRemarked() throws IOException {
    UfsImage image = image();
    assertRemarks(
        Boot.from(
            image
                .link(7, "etc")
                .inode(7, 0120777, 1, image.place(new byte[] {'e', 't', 'c'}))
                .bytes()),
        "/a/system",
        RemarkCode.LINK_SIZE_IGNORED);
  }

  @Test
  void systemBootAndSlashesAreRemarked() throws IOException {
    assertRemarks(boot(), "/system/bootx", RemarkCode.NO_FALL_BACK);
    assertRemarks(boot(), "/etc/", RemarkCode.TRAILING_SLASH);
    assertRemarks(boot().module("m", "xx"), "/m/", RemarkCode.TRAILING_SLASH);
  }

  @Test
  void dotsThatAreMiscountedAreRemarked() throws IOException {
    assertRemarks(boot().module("a/b/../../c", "xx"), "/a/c", RemarkCode.DOTS_MISCOUNTED);
  }

  @Test
  void directoriesAndUnknownArchivesAreRemarked() throws IOException {
    assertRemarks(boot(), "/etc", RemarkCode.NOT_A_REGULAR_FILE);
    assertRemarks(Boot.from(new byte[100]), "/x", RemarkCode.UNKNOWN_RAMDISK);
  }

  @Test
  void stepsTellTheWay() throws IOException {
    String steps = boot().open().explain("/a/system").steps().toString();
    assertTrue(steps.contains("\"a\" in inode 2 is inode 7, a link to \"etc\""), steps);
    assertTrue(steps.contains("\"/a/system\" becomes \"/etc/system\""), steps);
    assertTrue(steps.contains("\"system\" in inode 3 is inode 4, regular"), steps);
  }
}
