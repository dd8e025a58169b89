package org.bootarchive.archive.image;

import com.google.common.base.Throwables;
import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.LongConsumer;
import org.bootarchive.hash.ArchiveHash;
import org.bootarchive.hash.HashingChannel;
import org.jspecify.annotations.Nullable;

/**
 * Writes an image from the front to the back, once: one thread reads what goes in, the calling
 * thread writes, a third hashes.
 *
 * <p>A buffer is in one place at a time: in {@code free}, in {@code filled}, or in the hands of the
 * reading or the writing thread.
 */
public final class ImageWriter {
  private static final int BUFFERS = 4;
  private static final int BUFFER_BYTES = 1 << 21;

  private final ImageLayout layout;
  private final BlockingQueue<ByteBuffer> free = new ArrayBlockingQueue<>(BUFFERS + 1);

  /** One more than the buffers: the reading thread never waits to tell of its end. */
  private final BlockingQueue<ByteBuffer> filled = new ArrayBlockingQueue<>(BUFFERS + 1);

  private volatile boolean stopped;

  private ImageWriter(ImageLayout layout) {
    this.layout = layout;
  }

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
    return new ImageWriter(layout).run(target, progress);
  }

  private ArchiveHash run(WritableByteChannel target, LongConsumer progress) throws IOException {
    int bytes = (int) Math.min(BUFFER_BYTES, Math.max(1, layout.device().size()));
    for (int i = 0; i < BUFFERS; i++) {
      free.add(ByteBuffer.allocateDirect(bytes));
    }
    FutureTask<Boolean> reading = new FutureTask<>(this::readAll);
    Thread thread = new Thread(reading, "image-reader");
    thread.setDaemon(true);
    thread.start();
    ArchiveHash hash;
    Throwable failure;
    try (HashingChannel hashing = HashingChannel.to(new KeptOpen(target))) {
      for (ByteBuffer full = filled.take(); full.hasRemaining(); full = filled.take()) {
        hashing.write(full);
        progress.accept(hashing.size());
        free.add(full);
      }
      hash = hashing.hash();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted = new InterruptedIOException("interrupted while writing");
      interrupted.initCause(e);
      throw interrupted;
    } finally {
      stopped = true;
      free.offer(ByteBuffer.allocate(0));
      failure = join(reading);
    }
    if (failure != null) {
      Throwables.throwIfInstanceOf(failure, IOException.class);
      Throwables.throwIfUnchecked(failure);
      throw new IllegalStateException(failure);
    }
    return hash;
  }

  /** Fills buffers until the image ends, or the writing thread has stopped. */
  private boolean readAll() throws IOException, InterruptedException {
    try (LayoutReader reader = new LayoutReader(layout)) {
      for (ByteBuffer empty = free.take(); !stopped; empty = free.take()) {
        empty.clear();
        reader.fill(empty);
        empty.flip();
        if (!empty.hasRemaining()) {
          return true;
        }
        filled.add(empty);
      }
      return false;
    } finally {
      filled.add(ByteBuffer.allocate(0));
    }
  }

  /** Waits until the reading thread is done and returns why it failed, null if it did not. */
  private static @Nullable Throwable join(FutureTask<Boolean> reading) {
    try {
      Object unused = Uninterruptibles.getUninterruptibly(reading);
      return null;
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }

  /** A channel whose closing is the caller's. */
  private record KeptOpen(WritableByteChannel target) implements WritableByteChannel {
    @Override
    public int write(ByteBuffer source) throws IOException {
      return target.write(source);
    }

    @Override
    public boolean isOpen() {
      return target.isOpen();
    }

    @Override
    public void close() {}
  }
}
