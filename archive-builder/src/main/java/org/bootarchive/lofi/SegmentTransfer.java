package org.bootarchive.lofi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.util.function.LongConsumer;
import org.bootarchive.ufs.internal.work.OrderedTasks;

/** Decompresses many segments in several threads, and writes them in their order or places. */
final class SegmentTransfer {
  /** Room for what is decompressed, in bytes, if that is more than two segments. */
  private static final long AHEAD_BYTES = 64L << 20;

  /** Segments shorter than this are decompressed several at once, to make the hand-over pay. */
  private static final int RUN_BYTES = 1 << 17;

  private final LofiHeader header;
  private final SegmentDecoders decoders;
  private final FreeRuns free;

  SegmentTransfer(LofiHeader header, SegmentDecoders decoders) {
    this.header = header;
    this.decoders = decoders;
    this.free = new FreeRuns(runBytes());
  }

  /**
   * Writes every byte of the image to its own place in a file. The threads write what they have
   * decompressed themselves, so that no other has to wait for it and to move it between processors.
   *
   * @param progress is told how many bytes from the start on are written
   */
  void copy(FileChannel target, LongConsumer progress) throws IOException {
    int runBytes = runBytes();
    long next = 0;
    try (OrderedTasks<FreeRuns.Run> tasks = tasks(runBytes)) {
      for (long done = 0; done < header.uncompressedBytes(); ) {
        while (next < header.uncompressedBytes() && tasks.wantsMore()) {
          FreeRuns.Run room = free.take();
          long offset = next;
          tasks.add(() -> place(offset, room, target));
          next += runBytes;
        }
        FreeRuns.Run run = tasks.take();
        done += run.length;
        free.give(run);
        progress.accept(done);
      }
    }
  }

  private FreeRuns.Run place(long offset, FreeRuns.Run room, FileChannel target)
      throws IOException {
    int first = (int) (offset / header.segmentBytes());
    int end = Math.min(header.segments(), first + room.bytes.length / header.segmentBytes());
    FreeRuns.Run run = decode(first, end, room);
    ByteBuffer bytes = ByteBuffer.wrap(run.bytes, 0, run.length);
    while (bytes.hasRemaining()) {
      target.write(bytes, offset + bytes.position());
    }
    return run;
  }

  private int runBytes() {
    return Math.max(1, RUN_BYTES / header.segmentBytes()) * header.segmentBytes();
  }

  private static OrderedTasks<FreeRuns.Run> tasks(int runBytes) {
    int processors = Runtime.getRuntime().availableProcessors();
    return OrderedTasks.within("lofi-read", processors, runBytes, AHEAD_BYTES);
  }

  /** Writes some bytes of the image, which must be there, and at least one, to a channel. */
  void run(long offset, long bytes, WritableByteChannel target) throws IOException {
    int runBytes = runBytes();
    int segmentsInRun = runBytes / header.segmentBytes();
    int next = (int) (offset / header.segmentBytes());
    int end = (int) ((offset + bytes - 1) / header.segmentBytes()) + 1;
    int skip = (int) (offset % header.segmentBytes());
    long left = bytes;
    try (OrderedTasks<FreeRuns.Run> tasks = tasks(runBytes)) {
      while (left > 0) {
        while (next < end && tasks.wantsMore()) {
          FreeRuns.Run room = free.take();
          int first = next;
          int last = Math.min(end, next + segmentsInRun);
          tasks.add(() -> decode(first, last, room));
          next = last;
        }
        FreeRuns.Run run = tasks.take();
        int count = (int) Math.min(left, run.length - skip);
        write(ByteBuffer.wrap(run.bytes, skip, count), target);
        free.give(run);
        skip = 0;
        left -= count;
      }
    }
  }

  private FreeRuns.Run decode(int first, int end, FreeRuns.Run room) throws IOException {
    room.length = 0;
    for (int segment = first; segment < end; segment++) {
      decoders.decode(segment, room.bytes, room.length);
      room.length += header.bytesOf(segment);
    }
    return room;
  }

  private static void write(ByteBuffer bytes, WritableByteChannel target) throws IOException {
    while (bytes.hasRemaining()) {
      target.write(bytes);
    }
  }
}
