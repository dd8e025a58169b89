package org.bootarchive.lofi;

import com.google.common.primitives.Ints;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
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
  public @Nullable PayloadFault decode(
      byte[] source, int from, int bytes, byte[] target, int at, int length) {
    if (bytes < HEAD_BYTES) {
      return new PayloadFault(
          LofiRule.CORRUPT_DATA,
          bytes + " bytes of payload",
          "at least " + HEAD_BYTES,
          "the kernel does not notice, and goes on into what follows");
    }
    int properties = Byte.toUnsignedInt(source[from]);
    if (properties >= PROPERTIES) {
      return PayloadFault.corrupt("LZMA properties " + properties, "less than " + PROPERTIES);
    }
    Decoded plain = decode(source, from, bytes, target, at, length, length);
    if (plain.fault == null) {
      return null;
    }
    Decoded marked = decode(source, from, bytes, target, at, length, TO_THE_MARK);
    if (marked.fault == null) {
      return marked.bytes == length ? null : PayloadFault.tooShort(marked.bytes, length);
    }
    return plain.bytes < length ? PayloadFault.corrupt(plain.fault, "LZMA data") : tooLong(length);
  }

  private static PayloadFault tooLong(int length) {
    return PayloadFault.tooLong(length, "the kernel does not notice, and takes the first of them");
  }

  /**
   * What decoding came to.
   *
   * @param bytes how many could be decoded, at most as many as there should be
   * @param fault why no more could, or why there are more; null if the end was met
   */
  private record Decoded(int bytes, @Nullable String fault) {}

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
          return new Decoded(done, null);
        }
        done += count;
      }
      return new Decoded(done, stream.read() < 0 ? null : "more data");
    } catch (CorruptedInputException e) {
      return new Decoded(done, "data that cannot be decompressed");
    } catch (IOException e) {
      return new Decoded(done, "data that do not end");
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
