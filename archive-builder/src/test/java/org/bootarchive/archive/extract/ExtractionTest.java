package org.bootarchive.archive.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bootarchive.archive.tree.ArchiveTree;
import org.bootarchive.archive.tree.VolumePath;
import org.bootarchive.testing.PatchedImage;
import org.bootarchive.testing.Samples;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.testing.Fixtures;
import org.bootarchive.ufs.testing.ListedFile;
import org.bootarchive.ufs.text.EscapedBytes;
import org.bootarchive.ufs.volume.Volume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtractionTest {
  @TempDir Path dir;

  @Test
  void aDirectoryGetsWhatTheLinuxDriverReads() throws IOException {
    assertExtracted("populated-64m.tsv", Samples.image("fixtures/populated-64m.img"));
  }

  @Test
  void aDirectoryGetsThePlatformsRoot() throws IOException {
    assertExtracted("platform-root.tsv", Samples.platformArchive());
  }

  private void assertExtracted(String listing, byte[] image) throws IOException {
    Path out = dir.resolve("out");
    ExtractionReport report;
    try (Volume volume = open(image)) {
      report = Extraction.toDirectory(ArchiveTree.ofRoot(volume), out, ExtractionOptions.DEFAULTS);
    }
    Set<String> expected = new HashSet<>();
    Map<Long, Object> keys = new HashMap<>();
    int skipped = 0;
    for (ListedFile file : Fixtures.listing(listing)) {
      if ("cbps".indexOf(file.type()) >= 0) {
        skipped++;
        String path = file.path();
        assertTrue(
            report.losses().stream().anyMatch(loss -> loss.path().equals(path)), file.path());
        continue;
      }
      Path path = file.path().equals(".") ? out : out.resolve(name(file.path()));
      expected.add(path.toString());
      assertSame(file, path);
      Object key =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
              .fileKey();
      Object first = keys.putIfAbsent(file.inode(), key);
      assertTrue(first == null || first.equals(key), file.path() + " is a link");
    }
    try (Stream<Path> all = Files.walk(out)) {
      assertEquals(expected, new HashSet<>(all.map(Path::toString).toList()));
    }
    assertEquals(skipped, report.losses().size(), () -> report.losses().toString());
    assertEquals(
        expected.size(),
        report.directories() + report.files() + report.symbolicLinks() + report.hardLinks());
  }

  private static String name(String escaped) {
    return new String(EscapedBytes.unescape(escaped), StandardCharsets.UTF_8);
  }

  private static void assertSame(ListedFile file, Path path) throws IOException {
    Map<String, Object> attributes =
        Files.readAttributes(path, "unix:*", LinkOption.NOFOLLOW_LINKS);
    int type =
        switch (file.type()) {
          case 'd' -> 0040000;
          case 'l' -> 0120000;
          default -> 0100000;
        };
    assertEquals(
        Integer.toOctalString(type | file.mode()),
        Integer.toOctalString((Integer) attributes.get("mode")),
        file.path());
    assertEquals(
        file.modified(),
        Math.floorDiv(
            Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).to(TimeUnit.MICROSECONDS),
            1_000_000L),
        file.path());
    if (System.getProperty("user.name").equals("root")) {
      assertEquals(file.uid(), ((Integer) attributes.get("uid")) & 0xffffffffL, file.path());
      assertEquals(file.gid(), ((Integer) attributes.get("gid")) & 0xffffffffL, file.path());
    }
    if (file.type() == 'f') {
      byte[] content = Files.readAllBytes(path);
      assertEquals(file.size(), content.length, file.path());
      assertEquals(file.sha1(), sha1(content), file.path());
    } else if (file.type() == 'l') {
      assertEquals(name(file.target()), Files.readSymbolicLink(path).toString(), file.path());
    }
  }

  // The listings have no other digest.
  @SuppressWarnings("deprecation")
  static String sha1(byte[] content) {
    return Hashing.sha1().hashBytes(content).toString();
  }

  @Test
  void timesKeepTheirMicrosecondsWhereTheHostCanSetThem() throws IOException {
    byte[] image =
        PatchedImage.of(Samples.clean(1))
            .modified(5, -100, 250_001)
            .modified(4, 1_500_000_000, 999_999)
            .bytes();
    try (Volume volume = open(image)) {
      ExtractionReport report =
          Extraction.toDirectory(
              ArchiveTree.ofRoot(volume), dir.resolve("out"), ExtractionOptions.DEFAULTS);
      assertTrue(report.losses().stream().anyMatch(loss -> loss.path().equals("etc/system")));
    }
    // The JDK cannot set parts of a second before 1970.
    assertEquals(
        Instant.ofEpochSecond(-100),
        Files.getLastModifiedTime(dir.resolve("out/etc/system")).toInstant());
    assertEquals(
        Instant.ofEpochSecond(1_500_000_000, 999_999_000),
        Files.getLastModifiedTime(dir.resolve("out/etc")).toInstant());
  }

  @Test
  void holesStayHoles() throws IOException {
    try (Volume volume = open(Samples.clean(19))) {
      ExtractionReport report =
          Extraction.toDirectory(
              ArchiveTree.ofRoot(volume), dir.resolve("out"), ExtractionOptions.DEFAULTS);
      assertTrue(report.bytes() > 1L << 31);
      assertTrue(Files.size(dir.resolve("out/holes")) > 0);
    }
    long largest = 0;
    try (Stream<Path> all = Files.walk(dir.resolve("out"))) {
      for (Path path : all.toList()) {
        if (Files.isRegularFile(path)) {
          largest = Math.max(largest, Files.size(path));
        }
      }
    }
    assertTrue(largest > 1L << 31);
  }

  @Test
  void chosenPlacesComeWithTheDirectoriesAbove() throws IOException {
    try (Volume volume = open(Samples.clean(1))) {
      List<VolumePath> places = new ArrayList<>();
      for (String place : List.of("dev/sub2/x1", "etc/sub", "etc/sub/deep", "/etc//passwd/")) {
        places.add(find(volume, place));
      }
      Extraction.toDirectory(
          ArchiveTree.ofRoot(volume),
          dir.resolve("out"),
          ExtractionOptions.DEFAULTS.withPlaces(places));
    }
    assertEquals(
        Set.of(
            "",
            "dev",
            "dev/sub2",
            "dev/sub2/x1",
            "etc",
            "etc/sub",
            "etc/sub/deep",
            "etc/sub/h3",
            "etc/passwd"),
        below(dir.resolve("out")));
  }

  private static VolumePath find(Volume volume, String path) throws IOException {
    return VolumePath.find(
            ArchiveTree.ofRoot(volume),
            path.getBytes(StandardCharsets.UTF_8),
            VolumePath.LastLink.KEEP)
        .orElseThrow();
  }

  static Set<String> below(Path top) throws IOException {
    try (Stream<Path> all = Files.walk(top)) {
      return new HashSet<>(all.map(path -> top.relativize(path).toString()).toList());
    }
  }

  @Test
  void aDirectoryThatIsNotEmptyIsLeftAlone() throws IOException {
    Path out = Files.createDirectory(dir.resolve("out"));
    Files.writeString(out.resolve("mine"), "mine");
    try (Volume volume = open(Samples.clean(1))) {
      assertThrows(
          DirectoryNotEmptyException.class,
          () ->
              Extraction.toDirectory(ArchiveTree.ofRoot(volume), out, ExtractionOptions.DEFAULTS));
      assertEquals(Set.of("", "mine"), below(out));
      Path tar = Files.writeString(dir.resolve("a.tar"), "mine");
      assertThrows(
          FileAlreadyExistsException.class,
          () -> Extraction.toTar(ArchiveTree.ofRoot(volume), tar, ExtractionOptions.DEFAULTS));
      assertEquals("mine", Files.readString(tar));
    }
  }

  @Test
  void filesAreReplacedWhereThatIsWanted() throws IOException {
    Path out = dir.resolve("out");
    Path outside = Files.writeString(dir.resolve("outside"), "mine");
    try (Volume volume = open(Samples.clean(1))) {
      Extraction.toDirectory(ArchiveTree.ofRoot(volume), out, ExtractionOptions.DEFAULTS);
      Files.writeString(out.resolve("mine"), "mine");
      Files.delete(out.resolve("etc/passwd"));
      Files.createSymbolicLink(out.resolve("etc/passwd"), outside);
      Extraction.toDirectory(
          ArchiveTree.ofRoot(volume), out, ExtractionOptions.DEFAULTS.withReplace(true));
    }
    assertEquals("mine", Files.readString(outside));
    assertEquals(900, Files.size(out.resolve("etc/passwd")));
    assertFalse(Files.isSymbolicLink(out.resolve("etc/passwd")));
    assertEquals("mine", Files.readString(out.resolve("mine")));
  }

  /** The modes of files depend on the process's umask, which only a file can tell. */
  @Test
  void whatAKilledExtractionAskedTheUmaskWithIsRemovedByTheNext() throws IOException {
    Path out = dir.resolve("out");
    try (Volume volume = open(Samples.clean(1))) {
      Extraction.toDirectory(ArchiveTree.ofRoot(volume), out, ExtractionOptions.DEFAULTS);
      Set<String> whole = below(out);
      Files.createFile(out.resolve(".umask.bootarchive-0.tmp"));
      Extraction.toDirectory(
          ArchiveTree.ofRoot(volume), out, ExtractionOptions.DEFAULTS.withReplace(true));
      assertEquals(whole, below(out));
    }
  }

  @Test
  void aDirectoryThatIsEmptyStaysTheSameOne() throws IOException {
    Path out = Files.createDirectory(dir.resolve("out"));
    Object key = Files.readAttributes(out, BasicFileAttributes.class).fileKey();
    Path fresh = dir.resolve("fresh");
    try (Volume volume = open(Samples.clean(1))) {
      Extraction.toDirectory(ArchiveTree.ofRoot(volume), out, ExtractionOptions.DEFAULTS);
      Extraction.toDirectory(ArchiveTree.ofRoot(volume), fresh, ExtractionOptions.DEFAULTS);
    }
    assertEquals(key, Files.readAttributes(out, BasicFileAttributes.class).fileKey());
    assertEquals(below(fresh), below(out));
    assertEquals(
        Files.readAttributes(fresh, "posix:permissions,lastModifiedTime"),
        Files.readAttributes(out, "posix:permissions,lastModifiedTime"));
  }

  @Test
  void whatAKilledExtractionHasPutTogetherIsRemovedByTheNext() throws IOException {
    Path out = Files.createDirectory(dir.resolve("out"));
    leave(out.resolve(".extract.bootarchive-0.tmp"));
    leave(dir.resolve(".new.bootarchive-0.tmp"));
    try (Volume volume = open(Samples.clean(1))) {
      Extraction.toDirectory(ArchiveTree.ofRoot(volume), out, ExtractionOptions.DEFAULTS);
      Path fresh = dir.resolve("new");
      Extraction.toDirectory(ArchiveTree.ofRoot(volume), fresh, ExtractionOptions.DEFAULTS);
      Set<String> whole = below(fresh);
      assertEquals(whole, below(out));
      Files.createFile(out.resolve("etc/.passwd.bootarchive-0.tmp"));
      Extraction.toDirectory(
          ArchiveTree.ofRoot(volume), out, ExtractionOptions.DEFAULTS.withReplace(true));
      assertEquals(whole, below(out));
    }
    try (Stream<Path> all = Files.list(dir)) {
      assertEquals(Set.of(out, dir.resolve("new")), new HashSet<>(all.toList()));
    }
  }

  /** Makes what a process leaves that is killed: its lock is nobody's. */
  private static void leave(Path staged) throws IOException {
    Files.createDirectories(staged.resolve("files/etc"));
    Files.createFile(staged.resolve("lock"));
    Files.writeString(staged.resolve("files/etc/system"), "half");
  }

  @Test
  void namesOf255BytesAreReplacedToo() throws IOException {
    String name = "n".repeat(255);
    Path out = dir.resolve("o".repeat(255));
    byte[] image =
        PatchedImage.of(Samples.clean(1)).names(2, List.of(new PatchedImage.Name(name, 6))).bytes();
    try (Volume volume = open(image)) {
      Extraction.toDirectory(ArchiveTree.ofRoot(volume), out, ExtractionOptions.DEFAULTS);
      Files.writeString(out.resolve(name), "mine");
      Extraction.toDirectory(
          ArchiveTree.ofRoot(volume), out, ExtractionOptions.DEFAULTS.withReplace(true));
    }
    assertEquals(900, Files.size(out.resolve(name)));
    assertEquals(Set.of("", name), below(out));
  }

  @Test
  void aDirectoryInTheWayOfAFileStaysAsItIs() throws IOException {
    Path out = dir.resolve("out");
    Path mine = Files.createDirectories(out.resolve("etc/passwd")).resolve("mine");
    Files.writeString(mine, "mine");
    try (Volume volume = open(Samples.clean(1))) {
      FileSystemException e =
          assertThrows(
              FileSystemException.class,
              () ->
                  Extraction.toDirectory(
                      ArchiveTree.ofRoot(volume),
                      out,
                      ExtractionOptions.DEFAULTS.withReplace(true)));
      assertTrue(e.getMessage().contains("is a directory"), e.getMessage());
    }
    assertEquals("mine", Files.readString(mine));
  }

  @Test
  void aLinkInTheWayOfADirectoryIsNotFollowed() throws IOException {
    Path out = Files.createDirectory(dir.resolve("out"));
    Path outside = Files.createDirectory(dir.resolve("outside"));
    Files.createSymbolicLink(out.resolve("etc"), outside);
    try (Volume volume = open(Samples.clean(1))) {
      assertThrows(
          IOException.class,
          () ->
              Extraction.toDirectory(
                  ArchiveTree.ofRoot(volume), out, ExtractionOptions.DEFAULTS.withReplace(true)));
    }
    assertEquals(Set.of(""), below(outside));
  }

  @Test
  void listsAndAttributesThatStayBehindAreReported() throws IOException {
    try (Volume volume = open(Samples.clean(16))) {
      ExtractionReport report =
          Extraction.toDirectory(
              ArchiveTree.ofRoot(volume), dir.resolve("acl"), ExtractionOptions.DEFAULTS);
      assertEquals(
          2, report.losses().stream().filter(l -> l.what().contains("access control")).count());
    }
    try (Volume volume = open(Samples.clean(20))) {
      ExtractionReport report =
          Extraction.toDirectory(
              ArchiveTree.ofRoot(volume), dir.resolve("attributes"), ExtractionOptions.DEFAULTS);
      assertEquals(
          List.of("etc/system"),
          report.losses().stream()
              .filter(loss -> loss.what().contains("extended attributes"))
              .map(ExtractionReport.Loss::path)
              .toList());
    }
  }

  static Volume open(byte[] image) throws IOException {
    return Volume.open(MemoryBlockDevice.of(image));
  }
}
