package org.bootarchive.archive.convert;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import org.bootarchive.archive.image.Packing;
import org.bootarchive.gzip.GzipHeader;
import org.bootarchive.gzip.ParallelGzip;

/**
 * One gzip member.
 *
 * @param header is written as it is, and tells how well to compress
 */
record GzipPacking(GzipHeader header) implements Packing {
  private static final int CHUNK_BYTES = 1 << 16;

  @Override
  public WritableByteChannel into(WritableByteChannel file) throws IOException {
    OutputStream out = Channels.newOutputStream(new KeptOpen(file));
    return new GzipChannel(new ParallelGzip(out, header));
  }

  private static final class GzipChannel implements WritableByteChannel {
    private final ParallelGzip gzip;
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private boolean isOpen = true;

    GzipChannel(ParallelGzip gzip) {
      this.gzip = gzip;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      int bytes = source.remaining();
      while (source.hasRemaining()) {
        int count = Math.min(chunk.length, source.remaining());
        source.get(chunk, 0, count);
        gzip.write(chunk, 0, count);
      }
      return bytes;
    }

    @Override
    public boolean isOpen() {
      return isOpen;
    }

    @Override
    public void close() throws IOException {
      if (isOpen) {
        isOpen = false;
        try (gzip) {
          gzip.finish();
        }
      }
    }
  }
}
