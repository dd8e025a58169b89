package org.bootarchive.ufs.testing;

import com.google.common.collect.ImmutableList;
import com.google.common.io.ByteStreams;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.bootarchive.ufs.device.MemoryBlockDevice;

/** The sample images and their listings under testdata. */
public final class Fixtures {
  private static final Path TESTDATA = Testdata.of();

  private Fixtures() {}

  /** Returns a new array with the bytes of an image of testdata/fixtures, by name without .gz. */
  public static byte[] image(String name) {
    return unzipped(TESTDATA.resolve("fixtures").resolve(name + ".gz"));
  }

  /** Returns a new array with the bytes of an image of testdata/vectors/check. */
  public static byte[] checkImage(String name) {
    return unzipped(TESTDATA.resolve("vectors").resolve("check").resolve(name + ".gz"));
  }

  /** Returns a new device over an image of testdata/fixtures. */
  public static MemoryBlockDevice device(String name) {
    return MemoryBlockDevice.of(image(name));
  }

  /** Returns a new device over an image of testdata/vectors/check. */
  public static MemoryBlockDevice checkDevice(String name) {
    return MemoryBlockDevice.of(checkImage(name));
  }

  /** Returns the names of the sound images of testdata/vectors/check. */
  public static ImmutableList<String> cleanCheckImages() {
    ImmutableList.Builder<String> names = ImmutableList.builder();
    for (int i = 0; i <= 20; i++) {
      names.add(String.format("clean-%02d.img", i));
    }
    return names.build();
  }

  /** Returns the names of the images of testdata/vectors/check that have some damage. */
  public static ImmutableList<String> damagedCheckImages() {
    ImmutableList.Builder<String> names = ImmutableList.builder();
    for (int i = 1; i <= 95; i++) {
      names.add(String.format("%03d.img", i));
    }
    return names.build();
  }

  /** Returns the lines of a listing of testdata/fixtures. */
  public static List<ListedFile> listing(String name) {
    try {
      return Files.readAllLines(TESTDATA.resolve("fixtures").resolve(name)).stream()
          .skip(1)
          .map(ListedFile::parse)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the bytes of the root archive of the sample platform. */
  public static byte[] platformArchive() {
    Path tar = TESTDATA.resolve("fixtures").resolve("platform-20260101T000000Z.tgz");
    try (InputStream in = new GZIPInputStream(Files.newInputStream(tar), 1 << 16)) {
      return TarMember.find(in, "platform-20260101T000000Z/i86pc/amd64/boot_archive");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] unzipped(Path file) {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file), 1 << 16)) {
      return ByteStreams.toByteArray(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
