package org.bootarchive.media.disk;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.bootarchive.gzip.SparseFile;
import org.bootarchive.media.volume.VolumePlan;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.internal.device.AtomicFile;
import org.bootarchive.ufs.internal.work.Task;
import org.bootarchive.ufs.internal.work.Tasks;
import org.jspecify.annotations.Nullable;

/**
 * A medium on its way to a new file, in which something is changed. What stays is copied by a
 * thread of its own while it is found out what changes, and that is written over it:
 *
 * <pre>{@code
 * try (MediumCopy copy = MediumCopy.of(medium, part, target)) {
 *   copy.start();
 *   VolumePlan plan = ...
 *   copy.finish(plan, progress);
 * }
 * }</pre>
 *
 * <p>The file appears when it is complete; closing before leaves no trace of it. The medium has to
 * be open until this is closed. For the use of one thread.
 */
public final class MediumCopy implements AutoCloseable {
  /** Between two looks at whether the copy is still wanted. */
  private static final long PIECE_BYTES = 16 << 20;

  private final Medium medium;
  private final Medium.Part part;
  private final Path target;
  private final Tasks tasks = Tasks.of("copy", 1);
  private @Nullable Task<AtomicFile> copying;

  /** Set as soon as there is a file that has to be closed. */
  private volatile @Nullable AtomicFile file;

  private volatile LongConsumer progress = bytesDone -> {};

  private MediumCopy(Medium medium, Medium.Part part, Path target) {
    this.medium = medium;
    this.part = part;
    this.target = target;
  }

  /**
   * Returns the copy of a medium, which is not begun.
   *
   * @param part where the volume is that is changed
   * @param target the new file, gzipped if the name ends in {@code .gz}, else with holes for zeros;
   *     may be the medium's own file
   */
  public static MediumCopy of(Medium medium, Medium.Part part, Path target) {
    return new MediumCopy(medium, part, target);
  }

  /**
   * Begins to copy what stays, where that can be done before the changes are known: not into a gzip
   * file. What goes wrong is thrown when the copy is finished, and not if it never is.
   */
  public void start() {
    if (copying == null && !MediumWriter.isGzip(target)) {
      copying = tasks.start(this::copy);
    }
  }

  private AtomicFile copy() throws IOException {
    AtomicFile created = AtomicFile.create(target);
    file = created;
    BlockDevice device = medium.device();
    if (part.content() == PartContent.ISO) {
      copyWhole(device, created.channel());
    } else {
      SparseFile.write(device, created.channel(), this::tell);
    }
    return created;
  }

  /** Copies what hardly has zeros: the system does it faster than anybody who looks at it. */
  private void copyWhole(BlockDevice device, FileChannel channel) throws IOException {
    for (long at = 0; at < device.size(); at += PIECE_BYTES) {
      device.transferTo(at, Math.min(PIECE_BYTES, device.size() - at), channel);
      tell(Math.min(device.size(), at + PIECE_BYTES));
    }
  }

  private void tell(long bytesDone) {
    tasks.checkNotCancelled();
    progress.accept(bytesDone);
  }

  /**
   * Writes the changes when all else is copied, and gives the file its name.
   *
   * @param heard is told the bytes of the medium that are done, by another thread than this
   * @throws IOException if the medium or a content cannot be read, the target cannot be written, or
   *     the volume grows and something is behind it; what was there is still there
   */
  public void finish(VolumePlan plan, LongConsumer heard) throws IOException {
    if (plan.size() > part.bytes() && part.offset() + part.bytes() != medium.device().size()) {
      throw new IOException(
          "the file system would need "
              + plan.size()
              + " bytes, and its partition has "
              + part.bytes());
    }
    progress = heard;
    start();
    AtomicFile made = copying == null ? AtomicFile.create(target) : awaitCopy();
    file = made;
    if (Thread.currentThread().isInterrupted()) {
      // Whoever finds the copy done already does not wait, and is not told of it.
      throw new InterruptedIOException("interrupted");
    }
    if (copying == null) {
      MediumWriter.pack(
          new ChangedMedium(medium.device(), part.offset(), plan), made.channel(), heard);
    } else {
      heard.accept(medium.device().size());
      change(made, plan);
    }
    made.commit();
  }

  /** Waits for the copy that was begun. */
  AtomicFile awaitCopy() throws IOException {
    return Objects.requireNonNull(copying).await();
  }

  private void change(AtomicFile copied, VolumePlan plan) throws IOException {
    long size = Math.max(medium.device().size(), part.offset() + plan.size());
    plan.writeTo(DeviceRange.writable(copied.device(size), part.offset(), plan.size()));
  }

  @Override
  public void close() throws IOException {
    tasks.close();
    AtomicFile made = file;
    if (made != null) {
      made.close();
    }
  }
}
