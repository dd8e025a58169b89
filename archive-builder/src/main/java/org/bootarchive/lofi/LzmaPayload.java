package org.bootarchive.lofi;

import com.google.common.primitives.Ints;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.tukaani.xz.ArrayCache;
import org.tukaani.xz.BasicArrayCache;
import org.tukaani.xz.CorruptedInputException;
import org.tukaani.xz.LZMAInputStream;

/**
 * The payloads of the algorithm lzma: 5 bytes of properties, 8 bytes of length that nobody reads,
 * and raw LZMA with or without a mark at its end.
 *
 * <p>Source: {@code lzma_decompress} in {@code uts/common/io/lofi.c}, {@code LzmaDecode} in {@code
 * common/lzma/LzmaDec.c}.
 */
final class LzmaPayload implements PayloadDecoder {
  static final int HEAD_BYTES = 13;

  /** Values of the first byte of the properties: 9 lc, 5 lp, 5 pb. */
  private static final int PROPERTIES = 9 * 5 * 5;

  /** What LZMA takes at the least for its dictionary, whatever the properties say. */
  static final int DICTIONARY_MIN = 1 << 12;

  private static final int TO_THE_MARK = -1;

  private final ArrayCache arrays = new BasicArrayCache();

  @Override
  public Decoded decode(byte[] source, int from, int bytes, byte[] target, int at, int length) {
    if (bytes < HEAD_BYTES) {
      return Decoded.broken(0, bytes + " bytes of payload");
    }
    int properties = Byte.toUnsignedInt(source[from]);
    if (properties >= PROPERTIES) {
      return Decoded.broken(0, "LZMA properties " + properties);
    }
    Decoded plain = decode(source, from, bytes, target, at, length, length);
    if (plain.end() == Decoded.End.WHOLE) {
      return plain;
    }
    // With a mark at its end a stream may also be shorter than it should be.
    Decoded marked = decode(source, from, bytes, target, at, length, TO_THE_MARK);
    return marked.end() == Decoded.End.WHOLE || plain.bytes() < length
        ? marked
        : Decoded.longer(length);
  }

  private Decoded decode(
      byte[] source, int from, int bytes, byte[] target, int at, int length, int streamBytes) {
    int done = 0;
    InputStream data = new ByteArrayInputStream(source, from + HEAD_BYTES, bytes - HEAD_BYTES);
    try (LZMAInputStream stream =
        new LZMAInputStream(
            data, streamBytes, source[from], dictionary(source, from, length), null, arrays)) {
      while (done < length) {
        int count = stream.read(target, at + done, length - done);
        if (count < 0) {
          return Decoded.whole(done);
        }
        done += count;
      }
      return stream.read() < 0 ? Decoded.whole(done) : Decoded.longer(done);
    } catch (CorruptedInputException e) {
      return Decoded.broken(done, "data that cannot be decompressed");
    } catch (IOException e) {
      return Decoded.cut(done);
    }
  }

  /** Returns how far back matches may lie. More than the segment is no use, and costs memory. */
  private static int dictionary(byte[] source, int from, int length) {
    long declared =
        Integer.toUnsignedLong(
            Ints.fromBytes(source[from + 4], source[from + 3], source[from + 2], source[from + 1]));
    return (int) Math.max(DICTIONARY_MIN, Math.min(declared, length));
  }

  @Override
  public void close() {}
}
