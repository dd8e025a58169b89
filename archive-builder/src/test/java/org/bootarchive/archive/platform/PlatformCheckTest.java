package org.bootarchive.archive.platform;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.bootarchive.archive.build.BuildProgress;
import org.bootarchive.archive.tree.UsrImage;
import org.bootarchive.testing.PlatformFixture;
import org.bootarchive.testing.Samples;
import org.bootarchive.ufs.check.CheckOptions;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.disk.SuperblockField;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.finding.Severity;
import org.bootarchive.ufs.text.FileName;
import org.bootarchive.ufs.volume.Extent;
import org.bootarchive.ufs.volume.NewFile;
import org.bootarchive.ufs.volume.Volume;
import org.bootarchive.ufs.volume.WritableVolume;
import org.bootarchive.ufs.volume.WriteOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformCheckTest {
  @TempDir private static Path sample;

  @TempDir private Path folder;

  private Path platform = Path.of("");

  @BeforeAll
  static void unpack() throws IOException {
    sample = PlatformFixture.unpack(sample).directory();
  }

  @BeforeEach
  void copy() throws IOException {
    platform = folder.resolve("platform");
    for (String name :
        List.of(
            PlatformImage.HASH,
            PlatformImage.MANIFEST,
            PlatformImage.GIT_STATUS,
            PlatformImage.VERSION,
            PlatformImage.KERNEL)) {
      Files.createDirectories(platform.resolve(name).getParent());
      Files.copy(sample.resolve(name), platform.resolve(name));
    }
    Files.createLink(
        platform.resolve(PlatformImage.BOOT_ARCHIVE), sample.resolve(PlatformImage.BOOT_ARCHIVE));
  }

  private static PlatformCheckReport check(Path place) throws IOException {
    try (Platform opened = Platform.open(place)) {
      return PlatformCheck.check(
          opened, CheckOptions.DEFAULTS.withBootTraps(false), BuildProgress.NONE);
    }
  }

  @Test
  void sumsAreThoseOfTheManifestAndGivenOnlyWhenAskedFor() throws IOException {
    assertTrue(check(platform).sums().isEmpty());
    FileManifest manifest =
        FileManifest.parse(Files.readAllBytes(platform.resolve(PlatformImage.MANIFEST)));
    try (Platform opened = Platform.open(platform)) {
      PlatformCheckReport report =
          PlatformCheck.checkWithSums(
              opened, CheckOptions.DEFAULTS.withBootTraps(false), BuildProgress.NONE);
      assertFalse(report.sums().isEmpty());
      assertTrue(report.sums().entrySet().containsAll(manifest.sums().entrySet()));
      assertEquals(check(platform).findings(), report.findings());
    }
  }

  /** Returns all codes, in their order. */
  private String codes() throws IOException {
    TreeSet<String> codes = new TreeSet<>();
    for (Finding finding : check(platform).findings()) {
      codes.add((finding.severity() == Severity.ERROR ? "" : "?") + finding.code());
    }
    return String.join(" ", codes);
  }

  private void edit(String name, String from, String to) throws IOException {
    Path file = platform.resolve(name);
    String before = Files.readString(file, ISO_8859_1);
    assertTrue(before.contains(from), from);
    Files.writeString(file, before.replace(from, to), ISO_8859_1);
  }

  @Test
  void theRealOneIsClean() throws IOException {
    PlatformCheckReport report = check(Samples.PLATFORM);
    assertTrue(report.findings().isEmpty(), () -> report.findings().toString());
    assertTrue(report.clean());
    assertTrue(report.hasUsr());
    assertEquals(815, report.manifestLines());
    assertEquals(817, report.files());
  }

  private String manifestLine(String path) throws IOException {
    return Files.readString(platform.resolve(PlatformImage.MANIFEST), ISO_8859_1)
        .lines()
        .filter(line -> line.endsWith("  ./" + path))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everyLineOfTheManifestIsCompared() throws IOException {
    edit(PlatformImage.MANIFEST, manifestLine("boot/platform") + "\n", "");
    String awk = manifestLine("usr/bin/awk");
    edit(PlatformImage.MANIFEST, awk, "0".repeat(32) + awk.substring(32));
    String init = manifestLine("etc/default/init");
    edit(PlatformImage.MANIFEST, init, init + "\n" + init);
    String release = manifestLine("etc/release");
    edit(PlatformImage.MANIFEST, release, release + "\n" + release + "/x\nwhat is this");
    // A file that the build empties may be left out.
    edit(PlatformImage.MANIFEST, manifestLine("var/adm/wtmpx") + "\n", "");
    assertEquals(
        "manifest-copy-differs manifest-duplicate manifest-file-absent manifest-file-unlisted"
            + " manifest-malformed manifest-md5-differs",
        codes());
    assertTrue(
        check(platform).findings().stream()
            .anyMatch(finding -> finding.message().startsWith("usr/bin/awk has the MD5 ")));
  }

  @Test
  void whatIsThereTwiceIsThereAlike() throws IOException {
    edit(PlatformImage.KERNEL, "ELF", "FLE");
    edit(PlatformImage.GIT_STATUS, "kvm", "vmk");
    edit(PlatformImage.HASH, "7ff2", "8ff2");
    assertEquals("gitstatus-differs kernel-differs platform-hash-mismatch", codes());
    edit(PlatformImage.HASH, "8ff2", "&ff2");
    assertEquals("gitstatus-differs kernel-differs platform-hash-panic", codes());
  }

  @Test
  void whatIsMissingIsTold() throws IOException {
    for (String name :
        new String[] {
          PlatformImage.HASH,
          PlatformImage.MANIFEST,
          PlatformImage.GIT_STATUS,
          PlatformImage.VERSION,
          PlatformImage.KERNEL
        }) {
      Files.delete(platform.resolve(name));
    }
    assertEquals(
        "?gitstatus-missing ?manifest-missing ?platform-hash-missing ?version-missing"
            + " kernel-missing",
        codes());
  }

  @Test
  void theStampIsThatOfTheDirectory() throws IOException {
    Path named = folder.resolve("platform-20990101T000000Z");
    Files.move(platform, named);
    platform = named;
    assertEquals("?version-differs", codes());
  }

  /** Changes a byte of usr.lgz where it lies in the archive, and the hash with it. */
  private void damageUsr(long offset) throws IOException {
    Path archive = platform.resolve(PlatformImage.BOOT_ARCHIVE);
    Files.delete(archive);
    Files.copy(sample.resolve(PlatformImage.BOOT_ARCHIVE), archive);
    long at = 0;
    try (FileBlockDevice device = FileBlockDevice.open(archive);
        Volume root = Volume.open(device)) {
      for (Extent extent : UsrImage.in(root).orElseThrow().file().extents()) {
        if (offset >= extent.fileOffset() && offset < extent.fileEnd()) {
          at = extent.deviceOffset() + offset - extent.fileOffset();
        }
      }
    }
    try (FileBlockDevice device = FileBlockDevice.openWritable(archive)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      device.read(at, one);
      one.flip();
      one.put(0, (byte) ~one.get(0));
      device.write(at, one);
    }
    Files.delete(platform.resolve(PlatformImage.HASH));
  }

  private interface Change {
    void make(WritableVolume root) throws IOException;
  }

  /** Changes the archive, and leaves its hash and the manifest as they are. */
  private List<String> codesAfter(Change change) throws IOException {
    Path archive = platform.resolve(PlatformImage.BOOT_ARCHIVE);
    Files.delete(archive);
    Files.copy(sample.resolve(PlatformImage.BOOT_ARCHIVE), archive);
    try (FileBlockDevice device = FileBlockDevice.openWritable(archive);
        WritableVolume root = WritableVolume.open(device, WriteOptions.at(Instant.EPOCH))) {
      change.make(root);
      root.flush();
    }
    return List.of(codes().split(" "));
  }

  private static void fill(WritableVolume root, int percent) throws IOException {
    Superblock superblock = root.superblock();
    long all = (long) superblock.get(SuperblockField.DSIZE) * superblock.fragmentBytes();
    long inode = root.createFile(Inode.ROOT, FileName.of("full"), new NewFile(0644, 0, 0));
    root.allocate(inode, superblock.freeBytes() - all * (100 - percent) / 100);
  }

  @Test
  void aRootThatIsNearlyFullIsAWarning() throws IOException {
    assertTrue(codesAfter(root -> fill(root, 96)).contains("?root-nearly-full"));
    assertFalse(codesAfter(root -> fill(root, 94)).contains("?root-nearly-full"));
  }

  @Test
  void anArchiveWithoutAFileThatTheKernelPanicsWithoutIsToldOf() throws IOException {
    List<String> codes =
        codesAfter(
            root -> {
              long directory = Inode.ROOT;
              for (String name : List.of("kernel", "amd64")) {
                directory = root.lookup(directory, FileName.of(name)).orElseThrow();
              }
              root.unlink(directory, FileName.of("genunix"));
            });
    assertTrue(codes.contains("?archive-file-missing"), codes::toString);
    String message =
        check(platform).findings().stream()
            .filter(finding -> finding.code().equals("archive-file-missing"))
            .findFirst()
            .orElseThrow()
            .message();
    assertTrue(message.contains("genunix"), message);
  }

  @Test
  void aFileOfHundredsOfGigabytesOfHolesIsToldAndNotRead() throws IOException {
    Path archive = platform.resolve(PlatformImage.BOOT_ARCHIVE);
    Files.delete(archive);
    Files.copy(sample.resolve(PlatformImage.BOOT_ARCHIVE), archive);
    try (FileBlockDevice device = FileBlockDevice.openWritable(archive);
        WritableVolume root = WritableVolume.open(device, WriteOptions.at(Instant.EPOCH))) {
      NewFile attributes = new NewFile(0644, 0, 0);
      for (String name : List.of("huge", "long")) {
        long inode = root.createFile(Inode.ROOT, FileName.of(name), attributes);
        root.extendWithHole(inode, name.equals("huge") ? 450L << 30 : 1 << 20);
      }
      root.flush();
    }
    Files.delete(platform.resolve(PlatformImage.HASH));
    String lines =
        "b6d81b360a5672d80c27430f39153e2c  ./huge\nb6d81b360a5672d80c27430f39153e2c  ./long\n";
    Path manifest = platform.resolve(PlatformImage.MANIFEST);
    Files.writeString(manifest, Files.readString(manifest, ISO_8859_1) + lines, ISO_8859_1);
    List<String> told =
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> check(platform)).findings().stream()
            .filter(finding -> finding.code().equals("file-unreadable"))
            .map(Finding::message)
            .toList();
    assertEquals(
        List.of(
            "huge: its "
                + (450L << 30)
                + " bytes are not summed: all files together would have more than 8 GiB"),
        told);
    assertFalse(codes().contains("manifest-md5-differs"), "a mebibyte of zeros is summed");
  }

  @Test
  void aDamagedSegmentIsToldOnceAndItsFilesAreUnreadable() throws IOException {
    damageUsr(500_000);
    assertEquals("?platform-hash-missing file-unreadable usr-lofi usr-unreadable", codes());
  }

  @Test
  void aUsrThatIsNoneLeavesTheRootToBeChecked() throws IOException {
    damageUsr(0);
    assertEquals("?platform-hash-missing usr-lofi usr-unreadable", codes());
    assertEquals(815, check(platform).manifestLines());
  }
}
