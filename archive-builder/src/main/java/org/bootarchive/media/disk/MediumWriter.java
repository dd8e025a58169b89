package org.bootarchive.media.disk;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.bootarchive.archive.image.Packing;
import org.bootarchive.gzip.ParallelGzip;
import org.bootarchive.gzip.SparseFile;
import org.bootarchive.media.volume.VolumePlan;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.device.WritableBlockDevice;
import org.bootarchive.ufs.internal.device.AtomicFile;
import org.bootarchive.ufs.internal.device.TemporaryFiles;
import org.bootarchive.ufs.internal.work.FilledBuffers;

/** Writes a medium whose file system has been changed; the file appears when it is complete. */
public final class MediumWriter {
  private static final int BUFFERS = 4;
  private static final int BUFFER_BYTES = 1 << 20;
  private static final long PIECE_BYTES = 64 << 20;

  private MediumWriter() {}

  /**
   * Writes a changed medium: gzipped if the name ends in {@code .gz}, else with holes for zeros.
   *
   * @param part where the volume is that the plan changes
   * @param target may be the medium's own file
   * @param progress is told the bytes of the medium that are done
   * @throws IOException if a content cannot be read, the target cannot be written, or the volume
   *     grows and something is behind it; what was there is still there
   */
  public static void write(
      Medium medium, Medium.Part part, VolumePlan plan, Path target, LongConsumer progress)
      throws IOException {
    if (plan.size() > part.bytes() && part.offset() + part.bytes() != medium.device().size()) {
      throw new IOException(
          "the file system would need "
              + plan.size()
              + " bytes, and its partition has "
              + part.bytes());
    }
    try (AtomicFile file = AtomicFile.create(target)) {
      if (isGzip(target)) {
        pack(new ChangedMedium(medium.device(), part.offset(), plan), file.channel(), progress);
      } else {
        if (part.content() == PartContent.ISO) {
          copyWhole(medium.device(), file.channel(), progress);
        } else {
          SparseFile.write(medium.device(), file.channel(), progress);
        }
        long size = Math.max(medium.device().size(), part.offset() + plan.size());
        plan.writeTo(DeviceRange.writable(file.device(size), part.offset(), plan.size()));
      }
      file.commit();
    }
  }

  /** What fills a device that is zeros. */
  public interface Filling {
    /** Writes what is to be on the device. */
    void writeTo(WritableBlockDevice device) throws IOException;
  }

  /**
   * Writes a new medium: gzipped if the name ends in {@code .gz}, else with holes for zeros.
   *
   * @param bytes how long it is
   * @param progress is told the bytes of the medium that are packed
   * @throws IOException if the filling fails, or the target cannot be written
   */
  public static void write(Path target, long bytes, Filling filling, LongConsumer progress)
      throws IOException {
    try (AtomicFile file = AtomicFile.create(target)) {
      if (isGzip(target)) {
        try (TemporaryFiles temporary = new TemporaryFiles()) {
          Path plain = temporary.createFile("medium");
          try (RandomAccessFile made = new RandomAccessFile(plain.toFile(), "rw")) {
            made.setLength(bytes);
          }
          try (FileBlockDevice device = FileBlockDevice.openWritable(plain)) {
            filling.writeTo(device);
            pack(device, file.channel(), progress);
          }
        }
      } else {
        filling.writeTo(file.device(bytes));
      }
      file.commit();
    }
  }

  private static boolean isGzip(Path target) {
    return target.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
  }

  /** Copies what hardly has zeros: the system does it faster than anybody who looks at it. */
  private static void copyWhole(BlockDevice device, FileChannel target, LongConsumer progress)
      throws IOException {
    for (long at = 0; at < device.size(); at += PIECE_BYTES) {
      device.transferTo(at, Math.min(PIECE_BYTES, device.size() - at), target);
      progress.accept(Math.min(device.size(), at + PIECE_BYTES));
    }
  }

  private static void pack(BlockDevice device, FileChannel target, LongConsumer progress)
      throws IOException {
    try (FilledBuffers filled = read(device);
        OutputStream out =
            new BufferedOutputStream(
                Channels.newOutputStream(new Packing.KeptOpen(target)), BUFFER_BYTES);
        ParallelGzip gzip = new ParallelGzip(out)) {
      long done = 0;
      for (ByteBuffer next = filled.next(); next.hasRemaining(); next = filled.next()) {
        int count = next.remaining();
        gzip.write(next.array(), next.arrayOffset() + next.position(), count);
        done += count;
        progress.accept(done);
      }
      gzip.finish();
    }
  }

  private static FilledBuffers read(BlockDevice device) {
    List<ByteBuffer> buffers =
        Stream.generate(() -> ByteBuffer.allocate(BUFFER_BYTES)).limit(BUFFERS).toList();
    Reading reading = new Reading(device);
    return FilledBuffers.start("medium", buffers, reading::fill);
  }

  private static final class Reading {
    private final BlockDevice device;
    private long position;

    Reading(BlockDevice device) {
      this.device = device;
    }

    void fill(ByteBuffer target) throws IOException {
      int count = (int) Math.min(target.remaining(), device.size() - position);
      int limit = target.limit();
      target.limit(target.position() + count);
      device.read(position, target);
      target.limit(limit);
      position += count;
    }
  }
}
