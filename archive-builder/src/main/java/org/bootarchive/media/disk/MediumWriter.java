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
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.device.WritableBlockDevice;
import org.bootarchive.ufs.internal.device.AtomicFile;
import org.bootarchive.ufs.internal.device.TemporaryFiles;
import org.bootarchive.ufs.internal.work.FilledBuffers;

/** Writes a new medium; the file appears when it is complete. */
public final class MediumWriter {
  private static final int BUFFERS = 4;
  private static final int BUFFER_BYTES = 1 << 20;

  private MediumWriter() {}

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

  /** Returns whether what is written to a file of this name is gzipped. */
  static boolean isGzip(Path target) {
    return target.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
  }

  /**
   * Packs a device's bytes into a gzip file.
   *
   * @param target takes them where it stands, and stays open
   * @param progress is told the bytes of the device that are done
   * @throws IOException if they cannot be read or written
   */
  static void pack(BlockDevice device, FileChannel target, LongConsumer progress)
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
