package org.bootarchive.hash;

import com.google.common.base.Throwables;
import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.LongConsumer;
import org.bouncycastle.crypto.Digest;

/**
 * Reading beside hashing: one thread fills buffers, the calling thread hashes them.
 *
 * <p>A buffer is in one place at a time: empty in {@code free}, full in {@code filled}, or in the
 * hands of one of the two threads. What fits one buffer is read and hashed without a thread.
 */
final class HashPipeline {
  private static final int BUFFERS = 3;
  static final int BUFFER_BYTES = 1 << 21;

  /** Where bytes come from, in order. */
  @FunctionalInterface
  interface Filler {
    /** Fills the buffer and returns how many bytes came: fewer than fit at the end alone. */
    int fill(byte[] buffer) throws IOException;
  }

  private static final class Buffer {
    final byte[] bytes;

    /** How many of the bytes are data; 0 is the end. */
    int length;

    Buffer(int size) {
      bytes = new byte[size];
    }

    void fill(Filler filler) throws IOException {
      length = filler.fill(bytes);
    }
  }

  private final Filler filler;
  private final BlockingQueue<Buffer> free = new ArrayBlockingQueue<>(BUFFERS + 1);
  private final BlockingQueue<Buffer> filled = new ArrayBlockingQueue<>(BUFFERS + 1);
  private volatile boolean stopped;

  private HashPipeline(Filler filler) {
    this.filler = filler;
  }

  /**
   * Hashes all that the filler gives.
   *
   * @param size in bytes, a hint: the most that is likely to come
   */
  static ArchiveHash run(long size, Filler filler, LongConsumer progress) throws IOException {
    // One byte more than expected, so that the first filling shows the end.
    Buffer first = new Buffer((int) Math.min(Math.max(size, 0), BUFFER_BYTES - 1) + 1);
    first.fill(filler);
    Digest digest = DigestEngines.sha1();
    if (first.length < first.bytes.length) {
      digest.update(first.bytes, 0, first.length);
      progress.accept(first.length);
    } else {
      new HashPipeline(filler).hashAll(first, digest, progress);
    }
    return ArchiveHash.finish(digest);
  }

  private void hashAll(Buffer first, Digest digest, LongConsumer progress) throws IOException {
    filled.add(first);
    for (int i = 1; i < BUFFERS; i++) {
      free.add(new Buffer(BUFFER_BYTES));
    }
    FutureTask<Boolean> reading = new FutureTask<>(this::fillAll);
    Thread thread = new Thread(reading, "hash-reader");
    thread.setDaemon(true);
    thread.start();
    try {
      long done = 0;
      for (Buffer full = filled.take(); full.length > 0; full = filled.take()) {
        digest.update(full.bytes, 0, full.length);
        done += full.length;
        progress.accept(done);
        free.add(full);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted = new InterruptedIOException("interrupted while hashing");
      interrupted.initCause(e);
      throw interrupted;
    } finally {
      stopped = true;
      free.add(new Buffer(0));
      // The source belongs to the caller again when this returns.
      Uninterruptibles.joinUninterruptibly(thread);
    }
    rethrowFailure(reading);
  }

  /** Runs in the reading thread. Says whether it came to the end. */
  private boolean fillAll() throws IOException, InterruptedException {
    try {
      for (Buffer next = free.take(); !stopped; next = free.take()) {
        next.fill(filler);
        if (next.length == 0) {
          return true;
        }
        // The length is the other thread's to read and this one's to set when it is free again.
        boolean last = next.length < next.bytes.length;
        filled.add(next);
        if (last) {
          return true;
        }
      }
      return false;
    } finally {
      filled.add(new Buffer(0));
    }
  }

  private static void rethrowFailure(FutureTask<Boolean> reading) throws IOException {
    try {
      Boolean unused = Uninterruptibles.getUninterruptibly(reading);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      Throwables.throwIfInstanceOf(cause, IOException.class);
      Throwables.throwIfUnchecked(cause);
      throw new IOException(cause);
    }
  }
}
