package org.bootarchive.boot;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.bootarchive.ufs.testing.Testdata;

/** The sample platform image, unpacked. */
record PlatformFixture(Path directory) {
  private static final Path TGZ = Testdata.of("fixtures", "platform-20260101T000000Z.tgz");

  /** Unpacks the image; its top directory's contents come right below {@code directory}. */
  static PlatformFixture unpackInto(Path directory) throws IOException {
    try (InputStream file = new BufferedInputStream(Files.newInputStream(TGZ));
        TarArchiveInputStream tar =
            new TarArchiveInputStream(new GzipCompressorInputStream(file))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        String name = entry.getName().substring(entry.getName().indexOf('/') + 1);
        if (entry.isFile()) {
          Path target = directory.resolve(name);
          Files.createDirectories(target.getParent());
          Files.copy(tar, target);
        }
      }
    }
    return new PlatformFixture(directory);
  }

  Path archive() {
    return directory.resolve("i86pc/amd64/boot_archive");
  }

  Path hash() {
    return directory.resolve("i86pc/amd64/boot_archive.hash");
  }

  Path kernel() {
    return directory.resolve("i86pc/kernel/amd64/unix");
  }
}
