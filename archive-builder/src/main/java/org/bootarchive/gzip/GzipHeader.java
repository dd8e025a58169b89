package org.bootarchive.gzip;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.text.ByteString;

/**
 * What the header of a gzip member says (RFC 1952), apart from fields that nobody here writes.
 *
 * @param name the name of the file that was compressed; empty if there is none
 * @param time seconds since 1970, unsigned 32 bits; 0 for none
 * @param extraFlags 2 for the best compression, 4 for the fastest, else 0
 * @param system that it was made on: 3 for Unix
 */
public record GzipHeader(ByteString name, long time, int extraFlags, int system) {
  /** No name, no time: equal contents give equal files. */
  public static final GzipHeader DEFAULTS = new GzipHeader(ByteString.EMPTY, 0, 0, 3);

  private static final int FIXED_BYTES = 10;
  private static final int METHOD_DEFLATE = 8;
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xe0;
  private static final int BEST = 2;
  private static final int FASTEST = 4;
  private static final int MOST_NAME_BYTES = 1 << 16;

  /**
   * Reads a header; the stream is at the compressed data afterwards.
   *
   * @throws CorruptImageException if it is none, is cut, or has flags that nothing here knows
   * @throws IOException if the stream cannot be read
   */
  static GzipHeader read(InputStream in) throws IOException {
    try {
      byte[] fixed = in.readNBytes(FIXED_BYTES);
      if (fixed.length < FIXED_BYTES
          || fixed[0] != 0x1f
          || fixed[1] != (byte) 0x8b
          || fixed[2] != METHOD_DEFLATE) {
        throw damaged("there is none");
      }
      int flags = fixed[3] & 0xff;
      if ((flags & RESERVED) != 0) {
        throw damaged("its flags are 0x" + Integer.toHexString(flags) + ", some of them unknown");
      }
      if ((flags & EXTRA) != 0) {
        in.skipNBytes(next(in) | next(in) << 8);
      }
      ByteString name = (flags & NAME) == 0 ? ByteString.EMPTY : text(in);
      if ((flags & COMMENT) != 0) {
        ByteString unused = text(in);
      }
      if ((flags & HEADER_CRC) != 0) {
        in.skipNBytes(2);
      }
      long time = 0;
      for (int i = 7; i >= 4; i--) {
        time = (time << 8) | (fixed[i] & 0xff);
      }
      return new GzipHeader(name, time, fixed[8] & 0xff, fixed[9] & 0xff);
    } catch (EOFException e) {
      CorruptImageException cut = damaged("it is cut");
      cut.initCause(e);
      throw cut;
    }
  }

  private static CorruptImageException damaged(String reason) {
    return new CorruptImageException("gzip header", 0, reason);
  }

  private static int next(InputStream in) throws IOException {
    int value = in.read();
    if (value < 0) {
      throw new EOFException();
    }
    return value;
  }

  private static ByteString text(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int value = next(in); value != 0; value = next(in)) {
      if (bytes.size() == MOST_NAME_BYTES) {
        throw damaged("a name or comment of more than " + MOST_NAME_BYTES + " bytes");
      }
      bytes.write(value);
    }
    return ByteString.of(bytes.toByteArray());
  }

  /** Returns the level of compression that the header tells of: 1, 6 or 9. */
  int level() {
    return extraFlags == BEST ? 9 : extraFlags == FASTEST ? 1 : 6;
  }

  /** Returns the header as it is written. */
  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(
        new byte[] {
          0x1f,
          (byte) 0x8b,
          METHOD_DEFLATE,
          (byte) (name.isEmpty() ? 0 : NAME),
          (byte) time,
          (byte) (time >> 8),
          (byte) (time >> 16),
          (byte) (time >> 24),
          (byte) extraFlags,
          (byte) system
        });
    if (!name.isEmpty()) {
      bytes.writeBytes(name.toBytes());
      bytes.write(0);
    }
    return bytes.toByteArray();
  }
}
