package org.bootarchive.lofi;

import java.io.IOException;
import java.io.OutputStream;
import org.tukaani.xz.ArrayCache;
import org.tukaani.xz.BasicArrayCache;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.LZMAOutputStream;

/**
 * Makes LZMA payloads: 5 bytes of properties, 8 bytes of length, the data without a mark at the
 * end.
 *
 * <p>Source: {@code lzma_compress} in {@code cmd/lofiadm/main.c}; {@code LzmaEncProps_Normalize} in
 * {@code common/lzma/LzmaEnc.c} for what it means by its level 5.
 */
final class LzmaEncoder implements SegmentEncoder {
  private static final int DICTIONARY_MAX = 1 << 23;
  private static final int NICE_LENGTH = 32;
  private static final int DEPTH = 32;

  private final ArrayCache arrays = new BasicArrayCache();
  private final int dictionaryBytes;

  /** Creates an encoder; a dictionary longer than a segment finds nothing more. */
  LzmaEncoder(int segmentBytes) {
    this.dictionaryBytes =
        Math.max(LzmaPayload.DICTIONARY_MIN, Math.min(segmentBytes, DICTIONARY_MAX));
  }

  @Override
  public int encode(byte[] source, int from, int bytes, byte[] target, int at, int limit) {
    BoundedOutput output = new BoundedOutput(target, at, at + limit);
    try {
      LZMA2Options options =
          new LZMA2Options(
              dictionaryBytes,
              LZMA2Options.LC_DEFAULT,
              LZMA2Options.LP_DEFAULT,
              LZMA2Options.PB_DEFAULT,
              LZMA2Options.MODE_NORMAL,
              NICE_LENGTH,
              LZMA2Options.MF_BT4,
              DEPTH);
      try (LZMAOutputStream stream = new LZMAOutputStream(output, options, bytes, arrays)) {
        stream.write(source, from, bytes);
      }
    } catch (IOException e) {
      throw new IllegalStateException("nothing here reads or writes a file", e);
    }
    return output.overflowed ? 0 : output.at - at;
  }

  /** Writes to a part of an array, and forgets what goes beyond it. */
  private static final class BoundedOutput extends OutputStream {
    private final byte[] target;
    private final int end;
    private int at;
    private boolean overflowed;

    BoundedOutput(byte[] target, int at, int end) {
      this.target = target;
      this.at = at;
      this.end = end;
    }

    @Override
    public void write(int value) {
      if (at < end) {
        target[at++] = (byte) value;
      } else {
        overflowed = true;
      }
    }

    @Override
    public void write(byte[] source, int from, int bytes) {
      int count = Math.min(bytes, end - at);
      System.arraycopy(source, from, target, at, count);
      at += count;
      overflowed |= count < bytes;
    }
  }

  @Override
  public void close() {}
}
