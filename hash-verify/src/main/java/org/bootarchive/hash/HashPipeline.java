package org.bootarchive.hash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.bootarchive.hash.engine.DigestEngines;
import org.bootarchive.ufs.internal.work.FilledBuffers;
import org.bouncycastle.crypto.Digest;

/**
 * Reading beside hashing: one thread fills buffers, the calling thread hashes them. What fits one
 * buffer is read and hashed without a thread.
 */
final class HashPipeline {
  private static final int BUFFERS = 3;
  static final int BUFFER_BYTES = 1 << 21;

  private HashPipeline() {}

  /**
   * Hashes all that the filler gives.
   *
   * @param size in bytes, a hint: the most that is likely to come
   */
  static ArchiveHash run(long size, FilledBuffers.Filler filler, LongConsumer progress)
      throws IOException {
    // One byte more than expected, so that the first filling shows the end.
    ByteBuffer first = ByteBuffer.allocate((int) Math.min(Math.max(size, 0), BUFFER_BYTES - 1) + 1);
    filler.fill(first);
    Digest digest = DigestEngines.sha1();
    if (first.hasRemaining()) {
      update(digest, first.flip());
      progress.accept(first.limit());
    } else {
      hashAll(first.flip(), filler, digest, progress);
    }
    return ArchiveHash.finish(digest);
  }

  private static void hashAll(
      ByteBuffer first, FilledBuffers.Filler filler, Digest digest, LongConsumer progress)
      throws IOException {
    List<ByteBuffer> buffers = new ArrayList<>();
    for (int i = 0; i < BUFFERS; i++) {
      buffers.add(ByteBuffer.allocate(BUFFER_BYTES));
    }
    try (FilledBuffers filled = FilledBuffers.start("hash-reader", buffers, filler)) {
      long done = 0;
      for (ByteBuffer full = first; full.hasRemaining(); full = filled.next()) {
        update(digest, full);
        done += full.limit();
        progress.accept(done);
      }
    }
  }

  private static void update(Digest digest, ByteBuffer bytes) {
    digest.update(bytes.array(), bytes.arrayOffset(), bytes.limit());
  }
}
