package org.bootarchive.testing;

import com.google.common.base.Splitter;
import com.google.common.io.ByteStreams;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.bootarchive.archive.BootArchiveFile;

/** The images under testdata. */
public final class Samples {
  private static final Path TESTDATA = Path.of("..", "testdata");

  /** A platform image as it is downloaded. */
  public static final Path PLATFORM = TESTDATA.resolve("fixtures/platform-20260101T000000Z.tgz");

  private Samples() {}

  /**
   * What an independent reader says of a file.
   *
   * @param path escaped, "." for the root
   * @param mode octal digits
   * @param rdev major,minor or "-"
   */
  public record Listed(
      String path,
      char type,
      String mode,
      long uid,
      long gid,
      long size,
      int linkCount,
      long modified,
      String sha1,
      String target,
      String rdev,
      long inode) {
    Listed withPath(String newPath) {
      return new Listed(
          newPath, type, mode, uid, gid, size, linkCount, modified, sha1, target, rdev, inode);
    }

    static Listed parse(String line) {
      List<String> f = Splitter.on('\t').splitToList(line);
      return new Listed(
          f.get(0),
          f.get(1).charAt(0),
          f.get(2),
          Long.parseLong(f.get(3)),
          Long.parseLong(f.get(4)),
          Long.parseLong(f.get(5)),
          Integer.parseInt(f.get(6)),
          Long.parseLong(f.get(7)),
          f.get(8),
          f.get(9),
          f.get(10),
          Long.parseLong(f.get(11)));
    }
  }

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
    try (BootArchiveFile file = BootArchiveFile.at(PLATFORM)) {
      return Files.readAllBytes(file.path());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a listing of testdata/fixtures. */
  public static List<Listed> listing(String name) {
    try {
      return Files.readAllLines(TESTDATA.resolve("fixtures").resolve(name)).stream()
          .skip(1)
          .map(Listed::parse)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
