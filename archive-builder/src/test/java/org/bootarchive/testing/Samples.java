package org.bootarchive.testing;

import com.google.common.io.ByteStreams;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.bootarchive.archive.platform.BootArchiveFile;
import org.bootarchive.archive.platform.Platform;
import org.bootarchive.ufs.testing.Testdata;

/** The images under testdata. */
public final class Samples {
  private static final Path TESTDATA = Testdata.of();

  /** A platform image as it is downloaded. */
  public static final Path PLATFORM = TESTDATA.resolve("fixtures/platform-20260101T000000Z.tgz");

  private Samples() {}

  /** Returns the bytes of a gzipped image, by its path under testdata without .gz. */
  public static byte[] image(String name) {
    try (InputStream in =
        new GZIPInputStream(Files.newInputStream(TESTDATA.resolve(name + ".gz")), 1 << 16)) {
      return ByteStreams.toByteArray(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a sound image of testdata/vectors/check. */
  public static byte[] clean(int number) {
    return image(String.format("vectors/check/clean-%02d.img", number));
  }

  /** Returns the root archive of {@link #PLATFORM}. */
  public static byte[] platformArchive() {
    try (BootArchiveFile file = Platform.openArchive(PLATFORM)) {
      return Files.readAllBytes(file.path());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
