package org.bootarchive.lofi;

import java.io.IOException;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bootarchive.ufs.device.BlockDevice;
import org.jspecify.annotations.Nullable;

/** Decoders for as many threads as ask at once, kept to be used again. */
final class SegmentDecoders implements AutoCloseable {
  private final BlockDevice file;
  private final LofiHeader header;
  private final ConcurrentLinkedQueue<SegmentDecoder> idle = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  SegmentDecoders(BlockDevice file, LofiHeader header) {
    this.file = file;
    this.header = header;
  }

  /** Puts a segment's bytes into an array, from {@code at} on. */
  void decode(int segment, byte[] target, int at) throws IOException {
    @Nullable SegmentDecoder pooled = idle.poll();
    SegmentDecoder decoder =
        pooled == null ? new SegmentDecoder(file, header, LofiFault.Sink.OF_READERS) : pooled;
    try {
      decoder.decode(segment, target, at);
    } finally {
      idle.add(decoder);
      if (closed) {
        close();
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    for (SegmentDecoder decoder = idle.poll(); decoder != null; decoder = idle.poll()) {
      decoder.close();
    }
  }
}
