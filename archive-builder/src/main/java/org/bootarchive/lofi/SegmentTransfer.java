package org.bootarchive.lofi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;

/** Decompresses many segments in several threads, and writes them in their order. */
final class SegmentTransfer {
  /** Room for what is decompressed, in bytes, if that is more than two segments. */
  private static final long AHEAD_BYTES = 64L << 20;

  /** Segments shorter than this are decompressed several at once, to make the hand-over pay. */
  private static final int RUN_BYTES = 1 << 17;

  private final LofiHeader header;
  private final SegmentDecoders decoders;
  private final WritableByteChannel target;

  /** Some segments that follow each other, decompressed. */
  private static final class Run {
    final byte[] bytes;
    int length;

    Run(int bytes) {
      this.bytes = new byte[bytes];
    }
  }

  SegmentTransfer(LofiHeader header, SegmentDecoders decoders, WritableByteChannel target) {
    this.header = header;
    this.decoders = decoders;
    this.target = target;
  }

  /** Writes some bytes of the image, which must be there, and at least one. */
  void run(long offset, long bytes) throws IOException {
    int segmentsInRun = Math.max(1, RUN_BYTES / header.segmentBytes());
    int runBytes = segmentsInRun * header.segmentBytes();
    int next = (int) (offset / header.segmentBytes());
    int end = (int) ((offset + bytes - 1) / header.segmentBytes()) + 1;
    int skip = (int) (offset % header.segmentBytes());
    long left = bytes;
    int processors = Runtime.getRuntime().availableProcessors();
    ArrayDeque<Run> free = new ArrayDeque<>();
    try (OrderedTasks<Run> tasks =
        new OrderedTasks<>("lofi-read", processors, runBytes, AHEAD_BYTES)) {
      while (left > 0) {
        while (next < end && tasks.wantsMore()) {
          Run room = free.isEmpty() ? new Run(runBytes) : free.remove();
          int first = next;
          int last = Math.min(end, next + segmentsInRun);
          tasks.add(() -> decode(first, last, room));
          next = last;
        }
        Run run = tasks.take();
        int count = (int) Math.min(left, run.length - skip);
        write(ByteBuffer.wrap(run.bytes, skip, count));
        free.add(run);
        skip = 0;
        left -= count;
      }
    }
  }

  private Run decode(int first, int end, Run room) throws IOException {
    room.length = 0;
    for (int segment = first; segment < end; segment++) {
      decoders.decode(segment, room.bytes, room.length);
      room.length += header.bytesOf(segment);
    }
    return room;
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      target.write(bytes);
    }
  }
}
