package org.bootarchive.archive.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.bootarchive.archive.platform.file.PlatformFile;
import org.bootarchive.archive.tar.Tgz;
import org.bootarchive.ufs.device.CorruptImageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tars that no build makes: refused with a reason, and nothing is written where they say. */
class HostileTarballTest {
  private static final String ARCHIVE = "p/" + PlatformImage.BOOT_ARCHIVE;

  @TempDir private Path folder;

  private String refusal(Tgz tgz) throws IOException {
    Path file = tgz.write(folder.resolve("platform.tgz"));
    CorruptImageException refusal =
        assertThrows(CorruptImageException.class, () -> Platform.open(file).close());
    String message = String.valueOf(refusal.getMessage());
    assertTrue(message.startsWith(file + ": "), message);
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(file), left.toList());
    }
    return message;
  }

  private String archiveRefusal(Path file) throws IOException {
    CorruptImageException refusal =
        assertThrows(CorruptImageException.class, () -> Platform.openArchive(file).close());
    String message = String.valueOf(refusal.getMessage());
    assertTrue(message.startsWith(file + ": "), message);
    return message;
  }

  @Test
  void whoReadsTheArchiveAloneRefusesTheSame() throws IOException {
    Path file = folder.resolve("platform.tgz");
    Tgz longName = sound().member("p/x", 'L', 077777777777L, "", "");
    assertTrue(archiveRefusal(longName.write(file)).contains("extended header"));
    Tgz two = sound().file("q/" + PlatformImage.BOOT_ARCHIVE, "");
    assertTrue(archiveRefusal(two.write(file)).contains("more than one"));
    Tgz link = new Tgz().member(ARCHIVE, '2', 0, "/etc/passwd", "");
    assertTrue(archiveRefusal(link.write(file)).contains("no regular file"));
    Tgz huge = sound().member("p/x", '0', 077777777777L, "", "");
    assertTrue(archiveRefusal(huge.write(file)).contains("too many"));
  }

  @Test
  void aBitThatChangedAnywhereNeverChangesTheArchiveUnsaid() throws IOException {
    Path file =
        new Tgz().file(ARCHIVE, "an archive").file("p/x", "").write(folder.resolve("x.tgz"));
    byte[] sound = Files.readAllBytes(file);
    for (int i = 10; i < sound.length; i++) {
      byte[] damaged = sound.clone();
      damaged[i] ^= 4;
      Files.write(file, damaged);
      try (BootArchiveFile archive = Platform.openArchive(file)) {
        // Some bits say nothing, such as those behind the last code.
        assertEquals("an archive", Files.readString(archive.path()));
      } catch (CorruptImageException e) {
        assertTrue(String.valueOf(e.getMessage()).startsWith(file + ": "), e.getMessage());
      }
    }
  }

  @Test
  void whatIsBelowALinkOrAFileIsRefused() throws IOException {
    assertTrue(
        refusal(sound().member("p/i86pc", '2', 0, "/etc", "")).contains("which is no directory"));
    assertTrue(refusal(sound().file("p/i86pc/amd64", "")).contains("which is no directory"));
  }

  @Test
  void endlessMembersAreRefused() throws IOException {
    Tgz many = sound();
    for (int i = 0; i < 10_000; i++) {
      many.member("p/" + i, '5', 0, "", "");
    }
    assertTrue(refusal(many).contains("more than 10000 members"));
  }

  @Test
  void whatFollowsTheEndIsBounded() throws IOException {
    byte[] tar = Arrays.copyOf(sound().tar(), 20 << 20);
    Path file = Tgz.write(folder.resolve("platform.tgz"), tar);
    assertTrue(archiveRefusal(file).contains("goes on behind its end"));
    Path padded = Tgz.write(folder.resolve("platform.tgz"), Arrays.copyOf(tar, 10 << 20));
    try (BootArchiveFile archive = Platform.openArchive(padded)) {
      assertEquals("an archive", Files.readString(archive.path()));
    }
  }

  private static Tgz sound() {
    return new Tgz().file(ARCHIVE, "an archive");
  }

  @Test
  void namesThatLeadOutAreRefused() throws IOException {
    assertTrue(refusal(sound().file("../../x", "")).contains("leads out"));
    assertTrue(refusal(sound().file("p/../../x", "")).contains("leads out"));
    assertTrue(refusal(sound().file("/etc/x", "")).contains("no name below"));
    assertTrue(refusal(sound().file("p/a\nb", "")).contains("no name below"));
    assertTrue(refusal(sound().file("p/\u00ff", "")).contains("UTF-8"));
  }

  @Test
  void whatIsThereTwiceIsRefused() throws IOException {
    assertTrue(refusal(sound().file(ARCHIVE, "another")).contains("twice"));
    assertTrue(refusal(sound().file("p//./" + PlatformImage.BOOT_ARCHIVE, "")).contains("twice"));
    assertTrue(
        refusal(sound().file("q/" + PlatformImage.BOOT_ARCHIVE, "")).contains("more than one"));
  }

  @Test
  void linksAndDevicesAreRefused() throws IOException {
    assertTrue(refusal(sound().member("p/x", '1', 0, "/etc/passwd", "")).contains("hard link"));
    assertTrue(refusal(sound().member("p/x", '3', 0, "", "")).contains("type 3"));
    assertTrue(
        refusal(new Tgz().member(ARCHIVE, '2', 0, "/etc/passwd", "")).contains("no regular file"));
  }

  @Test
  void sizesBeyondAllReasonAreRefusedAtOnce() throws IOException {
    assertTrue(refusal(sound().member("p/x", '0', 077777777777L, "", "")).contains("too many"));
    assertTrue(
        refusal(sound().member("p/x", 'L', 077777777777L, "", "")).contains("extended header"));
    assertTrue(refusal(sound().member("p/x", '0', 1 << 20, "", "short")).contains("ends within"));
    assertTrue(refusal(sound().member("p/x", 'x', 5, "", "9 a=b")).contains("damaged"));
  }

  @Test
  void whatIsNoGzipFileOrCutIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("platform.tgz"), "no gzip");
    String none = assertThrows(CorruptImageException.class, () -> Platform.open(file)).getMessage();
    assertEquals(file + ": is no gzip file", none);
    byte[] whole = Files.readAllBytes(sound().write(file));
    for (int length : new int[] {0, 5, whole.length / 2, whole.length - 1}) {
      Files.write(file, Arrays.copyOf(whole, length));
      String cut =
          assertThrows(CorruptImageException.class, () -> Platform.open(file)).getMessage();
      assertTrue(String.valueOf(cut).startsWith(file + ": "), cut);
    }
  }

  @Test
  void aSymbolicLinkIsKeptAndNotFollowed() throws IOException {
    Path file =
        sound().member("p/link", '2', 0, "/etc/passwd", "").write(folder.resolve("platform.tgz"));
    try (Platform platform = Platform.open(file)) {
      assertTrue(platform.find("link").isEmpty());
      assertEquals("/etc/passwd", platform.files().get(platform.files().size() - 1).target());
      assertEquals("p", platform.topName().orElseThrow());
    }
  }

  @Test
  void longNamesOfBothKindsAreRead() throws IOException {
    String name = "p/" + "n".repeat(150);
    String record = "path=" + name + "m\n";
    int length = record.length() + 4;
    Path file =
        sound()
            .member("././@LongLink", 'L', name.length() + 1L, "", name + "\0")
            .file("p/short", "1")
            .member("x", 'x', length, "", length + " " + record)
            .file("p/short", "22")
            .write(folder.resolve("platform.tgz"));
    try (Platform platform = Platform.open(file)) {
      assertEquals(1, platform.read("n".repeat(150)).orElseThrow().length);
      assertEquals(2, platform.read("n".repeat(150) + "m").orElseThrow().length);
    }
  }

  @Test
  void anyDamageIsAnIoException() throws IOException {
    byte[] tar = sound().file("p/etc/version/platform", "stamp\n").tar();
    Random random = new Random(6);
    for (int i = 0; i < 300; i++) {
      byte[] damaged = tar.clone();
      for (int j = 0; j <= i % 4; j++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      Path file = Tgz.write(folder.resolve("platform.tgz"), damaged);
      try (Platform platform = Platform.open(file)) {
        assertTrue(platform.files().size() < 10);
      } catch (IOException e) {
        assertTrue(e.getMessage() != null);
      }
    }
  }

  @Test
  void ownersBeyond31BitsStayWhatTheyAre() throws IOException {
    Path tgz = folder.resolve("platform.tgz");
    Instant time = Instant.ofEpochSecond(1_600_000_000);
    Path content = Files.writeString(folder.resolve("content"), "an archive");
    PlatformFile archive =
        new PlatformFile(
            PlatformImage.BOOT_ARCHIVE,
            PlatformFile.Type.REGULAR,
            0644,
            4_294_967_290L,
            3_000_000_000L,
            time,
            10,
            content,
            "");
    PlatformFile link =
        new PlatformFile(
            "link", PlatformFile.Type.SYMBOLIC_LINK, 0777, 1L << 31, 0, time, 0, null, "caf\u00e9");
    PlatformTar.write(tgz, "p", time, List.of(archive, link), bytes -> {});
    try (Platform platform = Platform.open(tgz)) {
      for (PlatformFile file : platform.files()) {
        if (file.name().equals(archive.name())) {
          assertEquals(archive.uid(), file.uid());
          assertEquals(archive.gid(), file.gid());
        } else if (file.name().equals("link")) {
          assertEquals(link, file);
        }
      }
      assertTrue(platform.files().contains(link));
    }
  }
}
