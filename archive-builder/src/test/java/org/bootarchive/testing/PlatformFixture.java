package org.bootarchive.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.bootarchive.archive.platform.PlatformImage;
import org.bootarchive.ufs.testing.Testdata;

/** The sample platform image, unpacked, and a USB key with it. */
public final class PlatformFixture {
  private static final Path TESTDATA = Testdata.of();
  private static final Path TGZ = TESTDATA.resolve("fixtures/platform-20260101T000000Z.tgz");

  private PlatformFixture() {}

  /** Unpacks the platform image into a directory of its own below {@code folder}. */
  public static PlatformImage unpack(Path folder) throws IOException {
    Path directory = folder.resolve("platform");
    try (InputStream file = Files.newInputStream(TGZ);
        TarArchiveInputStream tar =
            new TarArchiveInputStream(new GzipCompressorInputStream(file))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        String name = entry.getName().substring(entry.getName().indexOf('/') + 1);
        Path target = directory.resolve(name);
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          Files.copy(tar, target);
        }
      }
    }
    return new PlatformImage(directory);
  }

  /** Makes the sample USB key below {@code folder}, with the platform image that its menu names. */
  public static Path usbKey(Path folder) throws IOException {
    Path key = folder.resolve("usbkey");
    Path samples = TESTDATA.resolve("usbkey");
    try (var files = Files.walk(samples)) {
      for (Path source : (Iterable<Path>) files::iterator) {
        Path target = key.resolve(samples.relativize(source).toString());
        Files.createDirectories(target.getParent());
        Files.copy(source, target);
      }
    }
    unpack(key.resolve("os/20260101T000000Z"));
    return key;
  }
}
