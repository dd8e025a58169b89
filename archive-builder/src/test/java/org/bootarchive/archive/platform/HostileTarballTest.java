package org.bootarchive.archive.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.bootarchive.archive.PlatformImage;
import org.bootarchive.ufs.disk.CorruptImageException;
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
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(file), left.toList());
    }
    return String.valueOf(refusal.getMessage());
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
}
