package org.bootarchive.archive.extract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.google.common.io.ByteStreams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.bootarchive.archive.tar.PaxRecords;
import org.bootarchive.archive.tree.ArchiveTree;
import org.bootarchive.testing.PatchedImage;
import org.bootarchive.testing.Samples;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.testing.Fixtures;
import org.bootarchive.ufs.testing.ListedFile;
import org.bootarchive.ufs.text.EscapedBytes;
import org.bootarchive.ufs.volume.Volume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarExtractionTest {
  @TempDir Path dir;

  @Test
  void aTarHoldsAllThatTheLinuxDriverReads() throws IOException {
    byte[] tar = tar(Samples.image("fixtures/populated-64m.img"));
    Map<String, ListedFile> byPath = new HashMap<>();
    for (ListedFile file : Fixtures.listing("populated-64m.tsv")) {
      byPath.put(file.path(), file);
    }
    int expected = byPath.size();
    int members = 0;
    try (TarArchiveInputStream in = reader(tar)) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        members++;
        ListedFile file = byPath.remove(path(entry));
        if (entry.isLink()) {
          assertTrue(file.linkCount() > 1, file.path());
        } else {
          assertSame(file, entry, in);
        }
      }
    }
    assertEquals(Map.of(), byPath);
    assertEquals(expected, members);
  }

  private static TarArchiveInputStream reader(byte[] tar) {
    return new TarArchiveInputStream(
        new ByteArrayInputStream(tar), StandardCharsets.ISO_8859_1.name());
  }

  private static String path(TarArchiveEntry entry) {
    String name = entry.getName().replaceAll("/$", "");
    return EscapedBytes.escape(name.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void assertSame(ListedFile file, TarArchiveEntry entry, TarArchiveInputStream in)
      throws IOException {
    char type =
        entry.isDirectory()
            ? 'd'
            : entry.isSymbolicLink()
                ? 'l'
                : entry.isCharacterDevice()
                    ? 'c'
                    : entry.isBlockDevice() ? 'b' : entry.isFIFO() ? 'p' : 'f';
    assertEquals(file.type(), type, file.path());
    assertEquals(file.mode(), entry.getMode() & 07777, file.path());
    assertEquals(file.uid(), entry.getLongUserId(), file.path());
    assertEquals(file.gid(), entry.getLongGroupId(), file.path());
    assertEquals(
        file.modified(), entry.getLastModifiedTime().toInstant().getEpochSecond(), file.path());
    if (type == 'f') {
      byte[] content = ByteStreams.toByteArray(in);
      assertEquals(file.size(), content.length, file.path());
      assertEquals(file.sha1(), ExtractionTest.sha1(content), file.path());
    } else if (type == 'l') {
      byte[] target = entry.getLinkName().getBytes(StandardCharsets.ISO_8859_1);
      assertEquals(file.target(), EscapedBytes.escape(target));
    } else if (type == 'c' || type == 'b') {
      assertEquals(file.rdev(), entry.getDevMajor() + "," + entry.getDevMinor());
    }
  }

  private static byte[] tar(byte[] image) throws IOException {
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    try (Volume volume = ExtractionTest.open(image)) {
      Extraction.toTar(ArchiveTree.ofRoot(volume), tar, ExtractionOptions.DEFAULTS);
    }
    return tar.toByteArray();
  }

  @Test
  void aFileOfHolesTakesLittleRoom() throws IOException {
    assertTrue(tar(Samples.clean(19)).length < 1 << 20);
    PatchedImage image = PatchedImage.of(Samples.clean(1));
    long number = image.inode("ind");
    byte[] tar = tar(image.size(number, 1 << 30).bytes());
    assertTrue(tar.length < 1 << 20, () -> tar.length + " bytes");
    try (TarArchiveInputStream in = reader(tar);
        Volume volume = image.volume()) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (entry.getName().equals("ind")) {
          byte[] expected = new byte[20_000];
          volume.content(number).read(0, ByteBuffer.wrap(expected));
          assertEquals(1 << 30, entry.getRealSize());
          assertArrayEquals(expected, in.readNBytes(expected.length));
          return;
        }
      }
    }
    fail("no ind");
  }

  @Test
  void timesBefore1970AndPartsOfASecondAreKept() throws IOException {
    byte[] tar =
        tar(PatchedImage.of(Samples.clean(1)).modified(5, -100, 250_000).modified(6, 7, 1).bytes());
    Map<String, Instant> times = new HashMap<>();
    try (TarArchiveInputStream in = reader(tar)) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        times.put(entry.getName(), entry.getLastModifiedTime().toInstant());
      }
    }
    assertEquals(Instant.ofEpochSecond(-100, 250_000_000), times.get("etc/system"));
    assertEquals(Instant.ofEpochSecond(7, 1000), times.get("etc/passwd"));
  }

  @Test
  void namesThatAreNoTextGoOutAsTheirBytes() throws IOException {
    String odd = "caf\u00e9\u00ff";
    String longOdd = "\u00fe" + "x".repeat(150);
    byte[] image =
        PatchedImage.of(Samples.clean(1))
            .names(
                Inode.ROOT,
                List.of(new PatchedImage.Name(odd, 5), new PatchedImage.Name(longOdd, 6)))
            .bytes();
    byte[] tar = tar(image);
    String bytes = new String(tar, StandardCharsets.ISO_8859_1);
    assertTrue(bytes.contains(odd + "\0"));
    assertTrue(bytes.contains("21 hdrcharset=BINARY\n161 path=" + longOdd + "\n"));
  }

  @Test
  void recordsCountTheirOwnLength() {
    for (int i = 1; i < 2000; i++) {
      PaxRecords records = new PaxRecords();
      records.add("path", "x".repeat(i));
      String text = new String(records.toBytes(), StandardCharsets.US_ASCII);
      assertEquals(text.length(), Integer.parseInt(text.substring(0, text.indexOf(' '))));
    }
  }

  @Test
  void theSameImageGivesTheSameTar() throws IOException {
    assertArrayEquals(tar(Samples.clean(11)), tar(Samples.clean(11)));
  }

  @Test
  void nothingIsLeftOfATarThatFailed() throws IOException {
    byte[] image = PatchedImage.of(Samples.clean(1)).size(6, 1L << 60).bytes();
    try (Volume volume = ExtractionTest.open(image)) {
      Path tar = dir.resolve("a.tar");
      assertThrows(
          CorruptImageException.class,
          () -> Extraction.toTar(ArchiveTree.ofRoot(volume), tar, ExtractionOptions.DEFAULTS));
      assertFalse(Files.exists(tar));
      try (var left = Files.list(dir)) {
        assertEquals(List.of(), left.toList());
      }
    }
  }
}
