package org.bootarchive.boot;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Splitter;
import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bootarchive.boot.module.BootModule;
import org.bootarchive.boot.module.ModuleSet;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.disk.SuperblockField;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.finding.Severity;
import org.bootarchive.ufs.testing.Testdata;
import org.bootarchive.ufs.text.ByteString;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each code of a bare module set: what brings it up, and what nearly does. */
class DryBootCodesTest {
  private static final String HASH = "7ff23ce833bf87fcff28bb5d9275f53e9d640923";
  private static final int INODE_COLUMN = 11;
  private static final BootModule GOOD_HASH = file("h type=hash name=r", HASH + "\n");

  @TempDir static Path directory;
  private static BlockDevice archive;

  @BeforeAll
  static void unpack() throws IOException {
    archive = FileBlockDevice.of(PlatformFixture.unpackInto(directory).archive());
  }

  private static BootModule file(String commandLine, String text) {
    return new BootModule(
        ByteString.ofLatin1(commandLine), MemoryBlockDevice.of(text.getBytes(ISO_8859_1)));
  }

  private static BootModule overlay(String name, String text) {
    return file("/o type=file name=" + name, text);
  }

  private static BootModule root(BlockDevice content) {
    return new BootModule(ByteString.ofLatin1("/r type=rootfs name=r"), content);
  }

  private static DryBootReport boot(BootModule... modules) throws IOException {
    return DryBoot.run(ModuleSet.of(Arrays.asList(modules)));
  }

  /** Boots the archive, unchecked, with other modules. */
  private static DryBootReport withArchive(BootModule... others) throws IOException {
    return DryBoot.run(
        ModuleSet.of(ImmutableList.<BootModule>builder().add(root(archive)).add(others).build()));
  }

  private static boolean has(DryBootReport report, FindingCode code) {
    return report.findings().stream().anyMatch(finding -> finding.code().equals(code.code()));
  }

  private static void found(FindingCode code, DryBootReport report) {
    assertTrue(has(report, code), () -> code + " not in " + report.findings());
  }

  private static void notFound(FindingCode code, DryBootReport report) {
    assertFalse(has(report, code), () -> code + " in " + report.findings());
  }

  @Test
  void aCheckedArchiveWithOverlaysBoots() throws IOException {
    DryBootReport report =
        withArchive(
            GOOD_HASH, overlay("etc/system", "set x=1\n"), overlay("kernel/drv/sd.conf", "a=1;"));
    assertEquals("verdict: would boot", report.verdict().toString());
    assertEquals(
        List.of(FindingCode.DEVICES_NOT_FOLLOWED.code(), FindingCode.FAST_REBOOT_OFF.code()),
        report.findings().stream().map(Finding::code).toList());
    assertEquals(
        List.of(OverlayEffect.Kind.HIDES_RAMDISK_FILE, OverlayEffect.Kind.HIDES_RAMDISK_FILE),
        report.overlays().stream().map(OverlayEffect::kind).toList());
    assertEquals(719, report.overlays().get(0).hiddenBytes());
  }

  @Test
  void aMismatchIsAPanic() throws IOException {
    DryBootReport report = withArchive(file("h type=hash name=r", HASH.replace('7', '8') + "\n"));
    found(FindingCode.HASH_MISMATCH, report);
    assertEquals("verdict: WOULD NOT BOOT: hash mismatch!", report.verdict().toString());
    notFound(FindingCode.HASH_MISMATCH, withArchive(GOOD_HASH));
  }

  @Test
  void aHashThatIsNoneIsAPanic() throws IOException {
    found(FindingCode.HASH_NOT_HEX, withArchive(file("h type=hash name=r", "\n" + HASH)));
    notFound(FindingCode.HASH_NOT_HEX, withArchive(file("h type=hash name=r", HASH)));
  }

  @Test
  void aShortHashLeavesTheArchiveUnchecked() throws IOException {
    found(FindingCode.HASH_TOO_SHORT, withArchive(file("h type=hash name=r", HASH.substring(1))));
    notFound(FindingCode.HASH_TOO_SHORT, withArchive(file("h type=hash name=r", HASH)));
  }

  @Test
  void anOddHashIsAcceptedAndFound() throws IOException {
    found(FindingCode.HASH_ODD, withArchive(file("h type=hash name=r", HASH + "\nmore\n")));
    // ':' counts as ten, as 'a' does; there is none in this hash, so of an overlay's.
    String sha1OfX = "11f6ad8ec52a2984abaafd7c3b516503785c2072";
    found(
        FindingCode.HASH_ODD, withArchive(overlay("etc/x hash=" + sha1OfX.replace('a', ':'), "x")));
    notFound(FindingCode.HASH_ODD, withArchive(overlay("etc/x hash=" + sha1OfX, "x"), GOOD_HASH));
  }

  @Test
  void aHashOfAnotherSpellingChecksNothing() throws IOException {
    found(FindingCode.HASH_NAME_MISMATCH, withArchive(file("h type=hash name=/r", HASH)));
    found(FindingCode.ARCHIVE_NOT_CHECKED, withArchive(file("h type=hash name=/r", HASH)));
    notFound(FindingCode.HASH_NAME_MISMATCH, withArchive(GOOD_HASH));
    notFound(FindingCode.ARCHIVE_NOT_CHECKED, withArchive(GOOD_HASH));
  }

  @Test
  void untypedModulesAreGuessed() throws IOException {
    BootModule plain = new BootModule(ByteString.ofLatin1("/boot_archive"), archive);
    DryBootReport both = boot(plain, file("/boot_archive.hash", HASH + "\n"));
    found(FindingCode.LEGACY_GUESS, both);
    notFound(FindingCode.LEGACY_GUESS_TAKES_OVERLAY, both);
    assertTrue(both.verdict().isGood());
    found(
        FindingCode.LEGACY_GUESS_TAKES_OVERLAY,
        boot(plain, file("/bootfs/etc/system name=etc/system", "set x=1\n")));
    notFound(FindingCode.LEGACY_GUESS, withArchive());
  }

  @Test
  void threeUntypedModulesHaveNoRoot() throws IOException {
    BootModule plain = new BootModule(ByteString.ofLatin1("/boot_archive"), archive);
    DryBootReport report = boot(plain, file("/a", "aa"), file("/b", "bb"));
    found(FindingCode.NO_ROOTFS, report);
    assertEquals(Verdict.Outcome.FAILS, report.verdict().outcome());
    found(FindingCode.NO_ROOTFS, boot());
    notFound(FindingCode.NO_ROOTFS, withArchive());
  }

  @Test
  void ofSeveralRootsTheLastIsUsed() throws IOException {
    found(FindingCode.SEVERAL_ROOTFS, withArchive(root(archive)));
    notFound(FindingCode.SEVERAL_ROOTFS, withArchive());
  }

  @Test
  void lostWordsAndUnknownTypesAreTold() throws IOException {
    found(FindingCode.WORDS_LOST, withArchive(overlay("etc/my file", "xx")));
    found(FindingCode.UNKNOWN_TYPE, withArchive(file("/x type=files name=etc/x", "xx")));
    notFound(FindingCode.WORDS_LOST, withArchive(overlay("etc/my_file", "xx")));
    notFound(FindingCode.WORDS_LOST, withArchive(file("/x  type=file  name=etc/x ", "xx")));
    notFound(FindingCode.UNKNOWN_TYPE, withArchive(overlay("etc/x", "xx")));
  }

  @Test
  void theHundredthModuleIsOneTooMany() throws IOException {
    BootModule[] many = new BootModule[99];
    for (int i = 0; i < many.length; i++) {
      many[i] = overlay("etc/o" + i, "xx");
    }
    found(FindingCode.TOO_MANY_MODULES, withArchive(many));
    notFound(FindingCode.TOO_MANY_MODULES, withArchive(Arrays.copyOf(many, 98)));
  }

  @Test
  void fastRebootNeedsASingleModule() throws IOException {
    found(FindingCode.FAST_REBOOT_OFF, withArchive(GOOD_HASH));
    notFound(FindingCode.FAST_REBOOT_OFF, withArchive());
  }

  @Test
  void sizesThatHurtAreFound() throws IOException {
    found(FindingCode.EMPTY_MODULE, withArchive(overlay("etc/x", "")));
    found(FindingCode.ONE_BYTE_MODULE, withArchive(overlay("etc/x", "x")));
    found(
        FindingCode.SIZE_MULTIPLE_OF_8192,
        withArchive(overlay("kernel/firmware/x/y", "x".repeat(8192))));
    notFound(
        FindingCode.SIZE_MULTIPLE_OF_8192,
        withArchive(overlay("etc/x", "x".repeat(8192)), overlay("etc/system", " ".repeat(8192))));
    found(
        FindingCode.SIZE_BREAKS_READER,
        withArchive(overlay("etc/zfs/zpool.cache", "x".repeat(8192))));
    DryBootReport fine =
        withArchive(overlay("etc/x", "xx"), overlay("etc/zfs/zpool.cache", "x".repeat(8193)));
    notFound(FindingCode.EMPTY_MODULE, fine);
    notFound(FindingCode.ONE_BYTE_MODULE, fine);
    notFound(FindingCode.SIZE_MULTIPLE_OF_8192, fine);
    notFound(FindingCode.SIZE_BREAKS_READER, fine);
  }

  @Test
  void bootenvRunsAway() throws IOException {
    DryBootReport report = withArchive(overlay("boot/solaris/bootenv.rc", "setprop a b\n"));
    found(FindingCode.BOOTENV_RUNS_AWAY, report);
    assertEquals(Verdict.Outcome.FAILS, report.verdict().outcome());
    notFound(
        FindingCode.BOOTENV_RUNS_AWAY, withArchive(overlay("boot/solaris/bootenv", "setprop\n")));
  }

  @Test
  void namesInTwoSpellingsAreDuplicates() throws IOException {
    found(
        FindingCode.DUPLICATE_NAME,
        withArchive(overlay("etc/system", "aa"), overlay("/etc//system", "bb")));
    notFound(
        FindingCode.DUPLICATE_NAME,
        withArchive(overlay("etc/system", "aa"), overlay("etc/systems", "bb")));
  }

  @Test
  void aTrailingSlashIsNeverLookedUp() throws IOException {
    found(FindingCode.NAME_NEVER_LOOKED_UP, withArchive(overlay("etc/system/", "aa")));
    notFound(FindingCode.NAME_NEVER_LOOKED_UP, withArchive(overlay("/etc/system", "aa")));
  }

  @Test
  void otherCaseIsAnotherFile() throws IOException {
    found(FindingCode.SPELLED_DIFFERENTLY, withArchive(overlay("etc/System", "aa")));
    notFound(FindingCode.SPELLED_DIFFERENTLY, withArchive(overlay("etc/systems", "aa")));
  }

  @Test
  void dotsInARowAreMiscounted() throws IOException {
    found(FindingCode.DOTS_MISCOUNTED, withArchive(overlay("a/b/../../etc/system", "aa")));
    notFound(FindingCode.DOTS_MISCOUNTED, withArchive(overlay("a/../etc/system", "aa")));
  }

  @Test
  void aNameBelowSystemBootMovesAfterBoot() throws IOException {
    found(FindingCode.DIFFERS_AFTER_BOOT, withArchive(overlay("system/boot/etc/system", "aa")));
    notFound(FindingCode.DIFFERS_AFTER_BOOT, withArchive(overlay("etc/system", "aa")));
  }

  @Test
  void aDirectoryWhereAFileIsPanicsAfterBoot() throws IOException {
    found(
        FindingCode.SYSTEM_BOOT_PANICS,
        withArchive(overlay("etc/x", "aa"), overlay("etc/x/y", "bb")));
    notFound(
        FindingCode.SYSTEM_BOOT_PANICS,
        withArchive(overlay("etc/x", "aa"), overlay("etc/xx/y", "bb")));
  }

  @Test
  void aNameTooLongCrashes() throws IOException {
    DryBootReport report = withArchive(overlay("x".repeat(1024), "aa"));
    found(FindingCode.NAME_UNUSABLE, report);
    found(FindingCode.KERNEL_CRASHES, report);
    DryBootReport fine = withArchive(overlay("x".repeat(1022), "aa"));
    notFound(FindingCode.NAME_UNUSABLE, fine);
    notFound(FindingCode.KERNEL_CRASHES, fine);
  }

  @Test
  void gzipStaysGzip() throws IOException {
    String gzip = "\u001f\u008b\u0008 and so on";
    found(FindingCode.GZIP_NOT_INFLATED, withArchive(overlay("etc/system", gzip)));
    found(FindingCode.GZIP_NOT_INFLATED, withArchive(overlay("kernel/drv/new.conf", gzip)));
    found(FindingCode.GZIP_MODULE, withArchive(overlay("opt/custom/x.gz", gzip)));
    DryBootReport fine = withArchive(overlay("etc/system", "\u001f\u008b\u0009"));
    notFound(FindingCode.GZIP_NOT_INFLATED, fine);
    notFound(FindingCode.GZIP_MODULE, fine);
  }

  @Test
  void anotherDirectoryOfTheModulePathComesFirst() throws IOException {
    found(
        FindingCode.OVERLAY_NEVER_REACHED, withArchive(overlay("usr/kernel/drv/sd.conf", "a=1;")));
    found(FindingCode.OVERLAY_NEVER_REACHED, withArchive(overlay("kernel/drv/e1000g", "aa")));
    notFound(
        FindingCode.OVERLAY_NEVER_REACHED, withArchive(overlay("usr/kernel/drv/my.conf", "a=1;")));
    notFound(
        FindingCode.OVERLAY_NEVER_REACHED, withArchive(overlay("kernel/drv/amd64/e1000g", "aa")));
  }

  @Test
  void aLinkGoesRoundAnOverlay() throws IOException {
    // etc/hosts is a link to ./inet/hosts.
    found(FindingCode.LINK_BYPASSES_OVERLAY, withArchive(overlay("etc/inet/hosts", "aa")));
    notFound(FindingCode.LINK_BYPASSES_OVERLAY, withArchive(overlay("etc/passwd", "aa")));
    notFound(
        FindingCode.LINK_BYPASSES_OVERLAY,
        withArchive(overlay("etc/inet/hosts", "aa"), overlay("etc/hosts", "aa")));
  }

  @Test
  void theOverlaidSystemFileIsWhatCounts() throws IOException {
    DryBootReport report =
        withArchive(overlay("etc/system", "forceload: drv/none\nwhat: is this\n"));
    found(FindingCode.FORCELOAD_FAILS, report);
    found(FindingCode.SYSTEM_FILE_LINE, report);
    DryBootReport fine =
        withArchive(
            overlay("etc/system", "forceload: drv/none\n"), overlay("kernel/drv/amd64/none", "aa"));
    notFound(FindingCode.FORCELOAD_FAILS, fine);
    notFound(FindingCode.SYSTEM_FILE_LINE, fine);
    found(
        FindingCode.KERNEL_FILE_MISSING, withArchive(overlay("etc/system", "moddir: /nowhere\n")));
  }

  @Test
  void anArchiveMustBeOne() throws IOException {
    found(FindingCode.ARCHIVE_UNKNOWN, boot(root(MemoryBlockDevice.of(new byte[20000]))));
    found(FindingCode.ARCHIVE_UNKNOWN, boot(file("/r type=rootfs", "\u001f\u008b\u0008")));
    notFound(FindingCode.ARCHIVE_UNKNOWN, withArchive());
    DryBootReport cpio = boot(file("/r type=rootfs", cpioTrailer()));
    found(FindingCode.ARCHIVE_IS_CPIO, cpio);
    found(FindingCode.KERNEL_FILE_MISSING, cpio);
    found(FindingCode.SYSTEM_FILE_MISSING, cpio);
    notFound(FindingCode.ARCHIVE_IS_CPIO, withArchive());
    notFound(FindingCode.KERNEL_FILE_MISSING, withArchive());
    notFound(FindingCode.SYSTEM_FILE_MISSING, withArchive());
  }

  private static String cpioTrailer() {
    String name = "TRAILER!!!\0";
    String header =
        "070707"
            + "000000".repeat(7)
            + "00000000000"
            + String.format("%06o", name.length())
            + "00000000000";
    return Strings.padEnd(header + name, 1024, '\0');
  }

  @Test
  void anArchiveThatTheKernelDoesNotReadIsOneFindingThatSaysWhatItIs() throws IOException {
    byte[] sparc = new byte[16384];
    ByteBuffer.wrap(sparc).putInt(8192 + 1372, Superblock.MAGIC);
    Map<byte[], String> archives =
        Map.of(
            new byte[20000],
            "no UFS",
            new byte[1],
            "no UFS",
            new byte[] {0x1f, (byte) 0x8b, 8, 0, 0},
            "a gzip file",
            sparc,
            "a big-endian UFS",
            ("070701" + "0".repeat(600)).getBytes(ISO_8859_1),
            "not in odc format");
    for (Map.Entry<byte[], String> one : archives.entrySet()) {
      List<Finding> findings =
          boot(root(MemoryBlockDevice.of(one.getKey()))).findings().stream()
              .filter(finding -> finding.severity() == Severity.ERROR)
              .toList();
      assertEquals(1, findings.size(), findings.toString());
      assertTrue(findings.get(0).message().contains(one.getValue()), findings.toString());
    }
  }

  @Test
  void anIsoIsToldApart() throws IOException {
    byte[] iso = new byte[20 * 2048];
    byte[] descriptor = "\1CD001\1".getBytes(ISO_8859_1);
    System.arraycopy(descriptor, 0, iso, 32768, descriptor.length);
    iso[32768 + 129] = 8;
    found(FindingCode.ARCHIVE_NOT_UFS, boot(root(MemoryBlockDevice.of(iso))));
    notFound(FindingCode.ARCHIVE_NOT_UFS, withArchive());
  }

  @Test
  void theSuperblockIsLookedAt() throws IOException {
    PatchedContent same = PatchedContent.of(archive, Map.of());
    found(FindingCode.ARCHIVE_OVER_4_GIB, boot(root(same.resized(1L << 32))));
    notFound(FindingCode.ARCHIVE_OVER_4_GIB, boot(root(same.resized((1L << 32) - 512))));
    long end = superblock().sizeInBytes();
    found(FindingCode.ARCHIVE_CUT_OFF, boot(root(same.resized(end - 512))));
    notFound(FindingCode.ARCHIVE_CUT_OFF, boot(root(same.resized(end))));
    long state = 8192L + SuperblockField.STATE.offset(ByteOrder.LITTLE_ENDIAN);
    found(
        FindingCode.ARCHIVE_NOT_CLEAN,
        boot(root(PatchedContent.of(archive, Map.of(state, (byte) 1, state + 1, (byte) 2)))));
    notFound(FindingCode.ARCHIVE_NOT_CLEAN, boot(root(same)));
  }

  @Test
  void aDirectoryThatNeverEndsHangsTheKernel() throws IOException {
    long first = find("TIMEZONE");
    // d_reclen is before d_namlen and the name.
    DryBootReport report =
        boot(root(PatchedContent.of(archive, Map.of(first - 4, (byte) 0, first - 3, (byte) 0))));
    found(FindingCode.KERNEL_HANGS, report);
    assertEquals(Verdict.Outcome.FAILS, report.verdict().outcome());
    notFound(FindingCode.KERNEL_HANGS, withArchive());
  }

  @Test
  void aHoleShowsTheBootBlock() throws IOException {
    long inode = inode("etc/name_to_major");
    Map<Long, Byte> hole =
        Map.of(inode + 40, (byte) 0, inode + 41, (byte) 0, inode + 42, (byte) 0, 0L, (byte) 1);
    found(FindingCode.READS_OTHER_BYTES, boot(root(PatchedContent.of(archive, hole))));
    notFound(
        FindingCode.READS_OTHER_BYTES,
        boot(root(PatchedContent.of(archive, Map.of(0L, (byte) 1)))));
  }

  @Test
  void aSystemFileThatIsListedButCannotBeOpenedIsAnError() throws IOException {
    long inode = inode("etc/system");
    Map<Long, Byte> blockOutside = Map.of(inode + 42, (byte) 0xff, inode + 43, (byte) 0x7f);
    DryBootReport report = boot(root(PatchedContent.of(archive, blockOutside)));
    found(FindingCode.SYSTEM_FILE_UNREADABLE, report);
    notFound(FindingCode.SYSTEM_FILE_MISSING, report);
    notFound(FindingCode.SYSTEM_FILE_UNREADABLE, withArchive());
  }

  @Test
  void aLongerLinkManglesThePathBehindIt() throws IOException {
    DryBootReport report = boot(root(etcAsLink("lib/long")));
    found(FindingCode.PATH_MANGLED, report);
    found(FindingCode.SYSTEM_FILE_MISSING, report);
    notFound(FindingCode.PATH_MANGLED, boot(root(etcAsLink("li"))));
  }

  private static BlockDevice etcAsLink(String target) throws IOException {
    long inode = inode("etc");
    Map<Long, Byte> changes = new HashMap<>();
    changes.put(inode, (byte) 0xff);
    changes.put(inode + 1, (byte) 0xa1);
    ByteBuffer pointer = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
    archive.read(inode + 40, pointer);
    long block = superblock().fragmentOffset(pointer.getInt(0));
    byte[] text = (target + "\0").getBytes(ISO_8859_1);
    for (int i = 0; i < text.length; i++) {
      changes.put(block + i, text[i]);
    }
    return PatchedContent.of(archive, changes);
  }

  private static Superblock superblock() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Superblock.BYTES);
    archive.read(Superblock.OFFSET, bytes);
    return Superblock.decode(bytes.flip(), ByteOrder.LITTLE_ENDIAN);
  }

  /** Returns where an inode is in the archive; its number is a column of the platform's list. */
  private static long inode(String path) throws IOException {
    for (String line : Files.readAllLines(Testdata.of("fixtures", "platform-root.tsv"))) {
      List<String> columns = Splitter.on('\t').splitToList(line);
      if (columns.get(0).equals(path)) {
        return superblock().inodeOffset(Long.parseLong(columns.get(INODE_COLUMN)));
      }
    }
    throw new AssertionError(path + " is not in the archive");
  }

  /** Returns where a directory entry's name is in the archive. */
  private static long find(String name) throws IOException {
    byte[] wanted = (name + "\0").getBytes(ISO_8859_1);
    byte[] bytes = new byte[(int) archive.size()];
    archive.read(0, ByteBuffer.wrap(bytes));
    for (int i = 8; i < bytes.length - wanted.length; i += 4) {
      if (bytes[i - 2] == name.length()
          && bytes[i - 1] == 0
          && Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i;
      }
    }
    throw new AssertionError(name + " is not in the archive");
  }
}
