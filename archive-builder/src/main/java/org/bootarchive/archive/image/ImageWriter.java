package org.bootarchive.archive.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.bootarchive.hash.ArchiveHash;
import org.bootarchive.ufs.internal.work.FilledBuffers;

/**
 * Writes an image from the front to the back, once: one thread reads what goes in, a second hashes
 * it, the calling thread writes.
 */
final class ImageWriter {
  private static final int BUFFERS = 8;
  private static final int BUFFER_BYTES = 1 << 20;

  private ImageWriter() {}

  /**
   * Writes an image.
   *
   * @param target takes the bytes; stays open
   * @param progress is told the bytes done, in the calling thread
   * @return the hash of all that was written
   * @throws ChangedSourceException if a content is not as long any more as it was
   * @throws IOException if a content cannot be read, or the target not be written
   */
  public static ArchiveHash write(
      ImageLayout layout, WritableByteChannel target, LongConsumer progress) throws IOException {
    int bytes = (int) Math.min(BUFFER_BYTES, Math.max(1, layout.device().size()));
    List<ByteBuffer> buffers = new ArrayList<>();
    for (int i = 0; i < BUFFERS; i++) {
      buffers.add(ByteBuffer.allocateDirect(bytes));
    }
    RunningHash hash = new RunningHash();
    // Closed last, when nothing is read any more.
    try (LayoutReader reader = new LayoutReader(layout);
        FilledBuffers filled =
            FilledBuffers.start("image-reader", buffers, reader::fill, hash::update)) {
      long done = 0;
      for (ByteBuffer full = filled.next(); full.hasRemaining(); full = filled.next()) {
        done += full.remaining();
        while (full.hasRemaining()) {
          target.write(full);
        }
        progress.accept(done);
      }
      return hash.finish();
    }
  }
}
