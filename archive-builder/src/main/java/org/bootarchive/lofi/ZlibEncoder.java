package org.bootarchive.lofi;

import java.util.zip.Deflater;

/** Makes zlib streams. */
final class ZlibEncoder implements SegmentEncoder {
  private final Deflater deflater;

  ZlibEncoder(int level) {
    this.deflater = new Deflater(level);
  }

  @Override
  public int encode(byte[] source, int from, int bytes, byte[] target, int at, int limit) {
    deflater.reset();
    deflater.setInput(source, from, bytes);
    deflater.finish();
    int done = 0;
    while (done < limit && !deflater.finished()) {
      done += deflater.deflate(target, at + done, limit - done);
    }
    return deflater.finished() ? done : 0;
  }

  @Override
  public void close() {
    deflater.end();
  }
}
