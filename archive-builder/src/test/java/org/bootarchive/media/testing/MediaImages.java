package org.bootarchive.media.testing;

import com.google.common.base.Splitter;
import com.google.common.io.ByteStreams;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.testing.Testdata;

/** The images of testdata/media, and what other programs say of them. */
public final class MediaImages {
  private static final Path DIRECTORY = Testdata.of().resolve("media");

  private MediaImages() {}

  /** Returns an image as it is kept: gzipped. */
  public static Path packed(String name) {
    return DIRECTORY.resolve(name + ".gz");
  }

  /** Returns the bytes of an image. */
  public static byte[] bytes(String name) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(packed(name)), 1 << 16)) {
      return ByteStreams.toByteArray(in);
    }
  }

  /** Returns an image in memory. */
  public static MemoryBlockDevice device(String name) throws IOException {
    return MemoryBlockDevice.of(bytes(name));
  }

  /** Returns the lines of a listing, each split at its tabs. */
  public static List<List<String>> listing(String name) throws IOException {
    return new String(bytes(name + ".tsv"), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> Splitter.on('\t').splitToList(line))
        .toList();
  }
}
