package org.bootarchive.archive.platform;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.bootarchive.archive.image.Content;
import org.bootarchive.hash.engine.DigestEngines;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.internal.work.Task;
import org.bootarchive.ufs.internal.work.Tasks;
import org.bouncycastle.crypto.Digest;

/**
 * Computes the MD5 of many files at once, on all processors, each front to back.
 *
 * <p>Every zero of a hole has to be fed to it, and a small image can say of a file that it has a
 * terabyte of them. So there is a limit for all files together; the shortest ones are read first.
 */
final class Md5Sums {
  /**
   * As many bytes as the files of an archive may have together: those of a real one have less than
   * 2 GiB, and what loads an archive has 32-bit addresses.
   */
  static final long ARCHIVE_LIMIT = 8L << 30;

  /** For files that nothing but their bytes makes long. */
  static final long NO_LIMIT = Long.MAX_VALUE;

  private static final int BUFFER_BYTES = 1 << 17;

  /** Where the bytes of a file are found when its turn comes. */
  interface Source {
    /**
     * Returns how many there are, at least 0.
     *
     * @throws IOException if that cannot be told
     */
    long size() throws IOException;

    /**
     * Returns the bytes.
     *
     * @throws IOException if they cannot be read
     */
    Content content() throws IOException;
  }

  /** Tells of a file that is left out, as all together would be too long. */
  static final class BeyondLimitException extends IOException {
    private static final long serialVersionUID = 1;

    private BeyondLimitException(long size) {
      super(
          "its "
              + size
              + " bytes are not summed: all files together would have more than "
              + (ARCHIVE_LIMIT >> 30)
              + " GiB");
    }
  }

  /** Takes what came of each file; called by one thread at a time. */
  interface Sink {
    /** Takes a sum, in 32 lower-case digits. */
    void sum(int source, String digits);

    /**
     * Takes a failure.
     *
     * @throws IOException to end it all
     */
    void failure(int source, IOException reason) throws IOException;
  }

  private final List<? extends Source> sources;
  private final BitSet beyondLimit;
  private final Sink sink;
  private final LongConsumer progress;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicLong done = new AtomicLong();

  private Md5Sums(
      List<? extends Source> sources, BitSet beyondLimit, Sink sink, LongConsumer progress) {
    this.sources = sources;
    this.beyondLimit = beyondLimit;
    this.sink = sink;
    this.progress = progress;
  }

  /**
   * Computes the sums of all sources; they are begun in their order.
   *
   * @param limit how many bytes they may have together; those of the longest are failures
   * @param progress is told the bytes done
   * @throws IOException as the sink throws it
   */
  static void compute(List<? extends Source> sources, long limit, Sink sink, LongConsumer progress)
      throws IOException {
    new Md5Sums(sources, beyond(limit, sources), sink, progress).run();
  }

  /** Returns which sources are left out, so that the others together keep to a limit. */
  private static BitSet beyond(long limit, List<? extends Source> sources) throws IOException {
    List<Length> lengths = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      lengths.add(new Length(i, sources.get(i).size()));
    }
    lengths.sort(Comparator.comparingLong(Length::bytes));
    BitSet beyond = new BitSet();
    long left = limit;
    for (Length length : lengths) {
      if (length.bytes() > left) {
        beyond.set(length.source());
      } else {
        left -= length.bytes();
      }
    }
    return beyond;
  }

  /** How long a source is. */
  private record Length(int source, long bytes) {}

  private void run() throws IOException {
    int threads = Math.min(Runtime.getRuntime().availableProcessors(), sources.size());
    try (Tasks tasks = Tasks.of("md5", Math.max(1, threads))) {
      List<Task<?>> working = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        working.add(tasks.startAction(() -> work(tasks)));
      }
      for (Task<?> task : working) {
        task.await();
      }
    }
  }

  private void work(Tasks tasks) throws IOException {
    Digest digest = DigestEngines.md5();
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int i = next.getAndIncrement(); i < sources.size(); i = next.getAndIncrement()) {
      tasks.checkNotCancelled();
      one(i, digest, buffer);
    }
  }

  private void one(int source, Digest digest, byte[] buffer) throws IOException {
    digest.reset();
    try {
      if (beyondLimit.get(source)) {
        long size = sources.get(source).size();
        done.addAndGet(size);
        throw new BeyondLimitException(size);
      }
      feed(sources.get(source).content(), digest, buffer);
    } catch (IOException e) {
      synchronized (sink) {
        sink.failure(source, e);
      }
      return;
    }
    byte[] sum = new byte[digest.getDigestSize()];
    digest.doFinal(sum, 0);
    synchronized (sink) {
      sink.sum(source, HexFormat.of().formatHex(sum));
      progress.accept(done.get());
    }
  }

  private void feed(Content content, Digest digest, byte[] buffer) throws IOException {
    try (BlockDevice device = content.open()) {
      for (long at = 0; at < content.size(); ) {
        int count = (int) Math.min(buffer.length, content.size() - at);
        device.read(at, ByteBuffer.wrap(buffer, 0, count));
        digest.update(buffer, 0, count);
        at += count;
        done.addAndGet(count);
      }
    }
  }
}
