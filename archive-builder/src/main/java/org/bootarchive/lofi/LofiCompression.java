package org.bootarchive.lofi;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.internal.device.AtomicFile;

/**
 * Compresses an image as {@code lofiadm -C} does, on all processors.
 *
 * <p>Equal images and options give equal files. A segment is stored uncompressed where lofiadm does
 * so: if its size is 2048 or less, or compression gains less than 2048 bytes of a whole segment. A
 * short last segment is stored also if compression would make it longer.
 *
 * <p>Source: {@code lofi_compress} in {@code cmd/lofiadm/main.c}.
 */
public final class LofiCompression {
  private LofiCompression() {}

  /**
   * Compresses an image to a file, which appears when it is complete.
   *
   * @param image its length must be a multiple of 512, and not 0
   * @param target the file's name; its directory must exist
   * @param progress is told the bytes of the image that are done
   * @throws LofiLengthException if the image's length is none that can be compressed
   * @throws IOException if the image cannot be read, or the file not written
   */
  public static LofiResult compress(
      BlockDevice image, Path target, LofiOptions options, LongConsumer progress)
      throws IOException {
    LofiWriter writer = writer(image, options, progress);
    try (AtomicFile file = AtomicFile.create(target)) {
      LofiResult result = writer.write(file.channel());
      file.commit();
      return result;
    }
  }

  /**
   * Compresses an image to a channel, from where it stands on.
   *
   * @param image its length must be a multiple of 512, and not 0
   * @param target written out of order; stands behind the compressed file when this returns
   * @param progress is told the bytes of the image that are done
   * @throws LofiLengthException if the image's length is none that can be compressed
   * @throws IOException if the image cannot be read, or the channel not written
   */
  public static LofiResult compress(
      BlockDevice image, SeekableByteChannel target, LofiOptions options, LongConsumer progress)
      throws IOException {
    return writer(image, options, progress).write(target);
  }

  private static LofiWriter writer(BlockDevice image, LofiOptions options, LongConsumer progress)
      throws LofiLengthException {
    return new LofiWriter(image, options, null, segment -> true, progress);
  }
}
