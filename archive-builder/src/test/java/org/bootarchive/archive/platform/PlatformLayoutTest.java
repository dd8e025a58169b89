package org.bootarchive.archive.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.bootarchive.ufs.device.CorruptImageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformLayoutTest {
  @TempDir private Path folder;

  private static void lay(Path directory) throws IOException {
    Path archive = directory.resolve(PlatformImage.BOOT_ARCHIVE);
    Files.createDirectories(archive.getParent());
    Files.writeString(archive, "an archive");
    Path version = directory.resolve(PlatformImage.VERSION);
    Files.createDirectories(version.getParent());
    Files.writeString(version, "20260101T000000Z\n");
  }

  private static void assertFound(Path place, String topName) throws IOException {
    try (Platform platform = Platform.open(place)) {
      assertEquals("an archive", Files.readString(platform.archive()));
      assertEquals("20260101T000000Z", platform.version().orElseThrow());
      assertEquals(topName, platform.topName().orElseThrow());
      assertEquals(6, platform.files().size());
    }
  }

  @Test
  void everyLayoutIsFound() throws IOException {
    lay(folder.resolve("direct"));
    assertFound(folder.resolve("direct"), "direct");
    lay(folder.resolve("key/platform"));
    assertFound(folder.resolve("key"), "platform");
    lay(folder.resolve("unpacked/platform-20260101T000000Z"));
    assertFound(folder.resolve("unpacked"), "platform-20260101T000000Z");
    lay(folder.resolve("newkey/os/20260101T000000Z/platform"));
    assertFound(folder.resolve("newkey"), "platform");
  }

  @Test
  void anOpenTreeIsAsGoodAsADirectory() throws IOException {
    try (FileSystem memory = Jimfs.newFileSystem(Configuration.unix())) {
      lay(memory.getPath("/p"));
      assertFound(memory.getPath("/p"), "p");
    }
  }

  @Test
  void severalPlatformsAreNotOne() throws IOException {
    lay(folder.resolve("os/1/platform"));
    lay(folder.resolve("os/2/platform"));
    CorruptImageException several =
        assertThrows(CorruptImageException.class, () -> Platform.open(folder).close());
    assertTrue(String.valueOf(several.getMessage()).contains("more than one"));
  }

  @Test
  void whatIsNoneIsRefused() throws IOException {
    assertThrows(CorruptImageException.class, () -> Platform.open(folder).close());
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThrows(CorruptImageException.class, () -> Platform.open(file).close());
    assertThrows(NoSuchFileException.class, () -> Platform.open(folder.resolve("no")).close());
  }
}
