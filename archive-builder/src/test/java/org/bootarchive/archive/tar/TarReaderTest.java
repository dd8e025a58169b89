package org.bootarchive.archive.tar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.ByteRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.bootarchive.ufs.device.CorruptImageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarReaderTest {
  private static final Instant TIME = Instant.ofEpochSecond(1_700_000_000, 123_456_789);

  @TempDir private Path folder;

  private static TarReader reader(byte[] tar) {
    return new TarReader(new ByteArrayInputStream(tar), "x.tar");
  }

  private static TarHeader only(byte[] tar) throws IOException {
    TarReader reader = reader(tar);
    TarHeader member = reader.next();
    assertNotNull(member);
    assertNull(reader.next());
    reader.finish();
    return member;
  }

  private static byte[] written(TarHeader member, byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TarWriter writer = new TarWriter(out);
    writer.begin(member);
    writer.write(content, 0, content.length);
    writer.end();
    writer.finish();
    return out.toByteArray();
  }

  /** Returns a tar with one member, as the library writes it. */
  private static byte[] byLibrary(int bigNumbers, long uid, long gid, Instant time)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      tar.setBigNumberMode(bigNumbers);
      TarArchiveEntry entry = new TarArchiveEntry("a");
      entry.setUserId(uid);
      entry.setGroupId(gid);
      entry.setLastModifiedTime(FileTime.from(time));
      tar.putArchiveEntry(entry);
      tar.closeArchiveEntry();
    }
    return out.toByteArray();
  }

  @Property(tries = 500)
  void whatIsWrittenIsRead(
      @ForAll @Size(min = 1, max = 300) byte[] nameBytes,
      @ForAll @Size(max = 300) byte[] linkBytes,
      @ForAll @IntRange(max = 07777) int mode,
      @ForAll @LongRange(max = 0xffffffffL) long uid,
      @ForAll @LongRange(max = 0xffffffffL) long gid,
      @ForAll @LongRange(min = -(1L << 40), max = 1L << 40) long seconds,
      @ForAll @IntRange(max = 999_999_999) int nanos,
      @ForAll @Size(max = 1200) @ByteRange byte[] content)
      throws IOException {
    // A name with a slash at the end is a directory's.
    String name = new String(nameBytes, ISO_8859_1).replace('\0', '_') + "n";
    String link = new String(linkBytes, ISO_8859_1).replace('\0', '_');
    Instant time = Instant.ofEpochSecond(seconds, nanos);
    TarHeader member = TarHeader.of(name, mode, uid, gid, content.length, time, '0', link);
    TarReader reader = reader(written(member, content));
    assertEquals(member, reader.next());
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    reader.copyTo(copy);
    assertArrayEquals(content, copy.toByteArray());
    assertNull(reader.next());
  }

  @Test
  void ownersBeyond31BitsAndPartsOfASecondAreReadInBothForms() throws IOException {
    for (int form :
        new int[] {TarArchiveOutputStream.BIGNUMBER_POSIX, TarArchiveOutputStream.BIGNUMBER_STAR}) {
      TarHeader member = only(byLibrary(form, 4_294_967_294L, 3_000_000_000L, TIME));
      assertEquals(4_294_967_294L, member.uid());
      assertEquals(3_000_000_000L, member.gid());
      assertEquals(TIME.getEpochSecond(), member.modified().getEpochSecond());
    }
  }

  @Test
  void aTimeBefore1970IsReadInBothForms() throws IOException {
    Instant early = Instant.ofEpochSecond(-3);
    for (int form :
        new int[] {TarArchiveOutputStream.BIGNUMBER_POSIX, TarArchiveOutputStream.BIGNUMBER_STAR}) {
      assertEquals(early, only(byLibrary(form, 0, 0, early)).modified());
    }
  }

  @Test
  void anOwnerOutOfRangeIsCorruptAndNoNegativeNumber() throws IOException {
    for (long id : new long[] {-1, -3_000_000_000L, 1L << 32, Long.MAX_VALUE >> 8}) {
      byte[] tar = byLibrary(TarArchiveOutputStream.BIGNUMBER_STAR, id, 0, TIME);
      CorruptImageException e =
          assertThrows(CorruptImageException.class, () -> only(tar), Long.toString(id));
      assertTrue(e.getMessage().startsWith("x.tar at byte 0: "), e.getMessage());
    }
    for (String record :
        new String[] {"uid=-1", "gid=4294967296", "uid=1x", "size=-5", "mtime=x"}) {
      int length = record.length() + 4;
      byte[] tar =
          new Tgz().member("x", 'x', length, "", length + " " + record + "\n").file("a", "").tar();
      assertTrue(length >= 10, record);
      assertThrows(CorruptImageException.class, () -> only(tar), record);
    }
  }

  @Test
  void membersBeyondTheLimitsAreRefusedBeforeTheyAreUnpacked() throws IOException {
    Path tgz = new Tgz().file("a", "12345").file("b", "67890").write(folder.resolve("x.tgz"));
    List<String> seen = new ArrayList<>();
    TarLimits limits = TarLimits.DEFAULTS.withBytes(9);
    assertThrows(
        CorruptImageException.class,
        () -> GzippedTar.read(tgz, limits, (member, content) -> seen.add(member.name())));
    assertEquals(List.of("a"), seen);
    assertThrows(
        CorruptImageException.class,
        () -> GzippedTar.read(tgz, TarLimits.DEFAULTS.withMembers(1), (member, content) -> {}));
    seen.clear();
    GzippedTar.read(
        tgz, TarLimits.DEFAULTS.withBytes(10), (member, content) -> seen.add(member.name()));
    assertEquals(List.of("a", "b"), seen);
  }
}
