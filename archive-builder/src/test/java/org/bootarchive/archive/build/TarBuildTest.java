package org.bootarchive.archive.build;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.bootarchive.archive.extract.Extraction;
import org.bootarchive.archive.extract.ExtractionOptions;
import org.bootarchive.archive.source.SourceTree;
import org.bootarchive.archive.tar.PaxRecords;
import org.bootarchive.archive.tar.TarHeader;
import org.bootarchive.archive.tar.TarLimits;
import org.bootarchive.archive.tar.TarWriter;
import org.bootarchive.archive.tree.ArchiveTree;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.volume.Volume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarBuildTest {
  @TempDir Path dir;

  private interface Members {
    void write(TarArchiveOutputStream tar) throws IOException;
  }

  private Path tar(OutputStream file, Path name, Members members) throws IOException {
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(file, "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      tar.setAddPaxHeadersForNonAsciiNames(true);
      members.write(tar);
    }
    return name;
  }

  private Path tar(Members members) throws IOException {
    Path name = dir.resolve("source.tar");
    return tar(Files.newOutputStream(name), name, members);
  }

  private static TarArchiveEntry entry(String name, byte type) {
    TarArchiveEntry entry = new TarArchiveEntry(name, type);
    entry.setLastModifiedTime(FileTime.from(Instant.ofEpochSecond(1_500_000_000L, 250_000_000)));
    entry.setIds(70_000, 3);
    return entry;
  }

  private static void add(TarArchiveOutputStream tar, TarArchiveEntry entry, int size)
      throws IOException {
    entry.setSize(size);
    tar.putArchiveEntry(entry);
    tar.write(new byte[size]);
    tar.closeArchiveEntry();
  }

  private static void sample(TarArchiveOutputStream tar) throws IOException {
    add(tar, entry("./etc/", TarConstants.LF_DIR), 0);
    add(tar, entry("./etc/plain", TarConstants.LF_NORMAL), 9000);
    TarArchiveEntry link = entry("./etc/hard", TarConstants.LF_LINK);
    link.setLinkName("./etc/plain");
    add(tar, link, 0);
    TarArchiveEntry symbolic = entry("etc/\u00e4", TarConstants.LF_SYMLINK);
    symbolic.setLinkName("../\u00f6/x");
    add(tar, symbolic, 0);
    TarArchiveEntry device = entry("dev/zero", TarConstants.LF_CHR);
    device.setDevMajor(13);
    device.setDevMinor(12);
    add(tar, device, 0);
    add(tar, entry("dev/pipe", TarConstants.LF_FIFO), 0);
    add(tar, entry("deep/" + "n".repeat(180) + "/file", TarConstants.LF_NORMAL), 10);
  }

  private Path build(Path tar) throws IOException {
    Path image = dir.resolve("image");
    ArchiveBuild.build(TarSource.of(tar), BuildOptions.DEFAULTS, image, BuildProgress.NONE);
    BuiltImage.assertSound(image);
    return image;
  }

  @Test
  void membersKeepOwnersTimesLinksAndDevices() throws IOException {
    NavigableMap<String, String> listing = BuiltImage.listing(build(tar(TarBuildTest::sample)));
    String common = " 70000:3 1500000000.250000 ";
    assertTrue(listing.get("/etc/plain").startsWith("REGULAR 644" + common + "9000 "));
    assertTrue(listing.get("/etc/plain").endsWith(" = /etc/hard"));
    assertTrue(listing.get("/dev/zero").contains("CHARACTER_DEVICE 644" + common));
    assertTrue(listing.get("/dev/zero").contains("major=13, minor=12"));
    assertTrue(listing.get("/dev/pipe").startsWith("FIFO 644" + common));
    assertTrue(listing.containsKey("/etc/\\xc3\\xa4"), listing.toString());
    assertTrue(listing.containsKey("/deep/" + "n".repeat(180) + "/file"));
    assertEquals("DIRECTORY 755 0:0 1500000000.250000 ", listing.get("/deep"));
    assertEquals(
        "../\u00f6/x",
        new String(
            BuiltImage.read(dir.resolve("image"), "etc/\u00c3\u00a4"), StandardCharsets.UTF_8));
  }

  @Test
  void aGzippedTarIsTheSame() throws IOException {
    byte[] plain = Files.readAllBytes(build(tar(TarBuildTest::sample)));
    Path zipped = dir.resolve("source.tgz");
    tar(new GZIPOutputStream(Files.newOutputStream(zipped)), zipped, TarBuildTest::sample);
    assertArrayEquals(plain, Files.readAllBytes(build(zipped)));
  }

  @Test
  void whatIsExtractedToATarComesBack() throws IOException {
    Path image = build(tar(TarBuildTest::sample));
    NavigableMap<String, String> before = BuiltImage.listing(image);
    Path again = dir.resolve("again.tar");
    try (Volume volume = Volume.open(FileBlockDevice.open(image))) {
      Extraction.toTar(ArchiveTree.ofRoot(volume), again, ExtractionOptions.DEFAULTS);
    }
    assertEquals(before, BuiltImage.listing(build(again)));
  }

  @Test
  void membersThatLeadElsewhereAreRefused() throws IOException {
    for (Members members :
        new Members[] {
          tar -> add(tar, entry("../up", TarConstants.LF_NORMAL), 1),
          tar -> {
            TarArchiveEntry link = entry("l", TarConstants.LF_SYMLINK);
            link.setLinkName("/etc");
            add(tar, link, 0);
            add(tar, entry("l/x", TarConstants.LF_NORMAL), 1);
          },
          tar -> {
            TarArchiveEntry link = entry("h", TarConstants.LF_LINK);
            link.setLinkName("nowhere");
            add(tar, link, 0);
          },
          tar -> {
            add(tar, entry("d/x", TarConstants.LF_NORMAL), 1);
            add(tar, entry("d", TarConstants.LF_NORMAL), 1);
          }
        }) {
      Path tar = tar(members);
      IOException e = assertThrows(IOException.class, () -> build(tar));
      assertTrue(e.getMessage().startsWith(tar + ": "), e.getMessage());
      assertTrue(Files.notExists(dir.resolve("image")));
    }
  }

  @Test
  void damagedTarsEndInAnIoException() throws IOException {
    byte[] good = Files.readAllBytes(tar(TarBuildTest::sample));
    Random random = new Random(3);
    for (int i = 0; i < 150; i++) {
      byte[] bad = Arrays.copyOf(good, random.nextInt(good.length) + 1);
      for (int change = 0; change < 4; change++) {
        bad[random.nextInt(Math.min(bad.length, 4096))] = (byte) random.nextInt();
      }
      Path tar = Files.write(dir.resolve("bad.tar"), bad);
      try (SourceTree tree = TarSource.of(tar).read(SourceDate.UNLIMITED)) {
        assertTrue(tree.root().isDirectory());
      } catch (IOException e) {
        assertTrue(e.getMessage() != null);
      }
    }
  }

  @Test
  void aTarBeyondTheLimitsIsRefusedPlainAndGzipped() throws IOException {
    Path plain = tar(TarBuildTest::sample);
    Path zipped = dir.resolve("source.tgz");
    tar(new GZIPOutputStream(Files.newOutputStream(zipped)), zipped, TarBuildTest::sample);
    for (Path tar : new Path[] {plain, zipped}) {
      for (TarLimits limits :
          new TarLimits[] {
            TarLimits.DEFAULTS.withBytes(9009),
            TarLimits.DEFAULTS.withMembers(2),
            new TarLimits(1, 1)
          }) {
        IOException e =
            assertThrows(
                IOException.class,
                () -> TarSource.of(tar, limits).read(SourceDate.UNLIMITED).close(),
                limits.toString());
        assertTrue(e.getMessage().startsWith(tar + ": "), e.getMessage());
      }
      TarSource.of(tar, new TarLimits(7, 9010)).read(SourceDate.UNLIMITED).close();
    }
  }

  @Test
  void aSparseMemberThatGrowsBeyondTheLimitsIsRefused() throws IOException {
    Path tar = dir.resolve("sparse.tar");
    byte[] content = Arrays.copyOf("1\n0\n512\n".getBytes(StandardCharsets.US_ASCII), 1024);
    PaxRecords records = new PaxRecords();
    records.add("GNU.sparse.major", "1");
    records.add("GNU.sparse.minor", "0");
    records.add("GNU.sparse.name", "x");
    records.add("GNU.sparse.realsize", "2000000000");
    try (OutputStream out = Files.newOutputStream(tar)) {
      TarWriter writer = new TarWriter(out);
      writer.begin(TarHeader.of("x", 0644, 0, 0, content.length, Instant.EPOCH, '0', ""), records);
      writer.write(content, 0, content.length);
      writer.end();
      writer.finish();
    }
    TarLimits limits = TarLimits.DEFAULTS.withBytes(1 << 20);
    IOException e =
        assertThrows(IOException.class, () -> TarSource.of(tar, limits).read(SourceDate.UNLIMITED));
    assertTrue(e.getMessage().contains("too many"), e.getMessage());
  }

  /** It is what a program that failed leaves in a pipe. */
  @Test
  void anEmptyFileIsNoTar() throws IOException {
    Path empty = Files.createFile(dir.resolve("empty"));
    IOException failure =
        assertThrows(IOException.class, () -> TarSource.of(empty).read(SourceDate.UNLIMITED));
    assertTrue(failure.getMessage().endsWith("no tar: it is empty"), failure.getMessage());
  }
}
