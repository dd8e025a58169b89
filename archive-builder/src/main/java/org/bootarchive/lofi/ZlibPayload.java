package org.bootarchive.lofi;

import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * The payloads of the gzip family: zlib streams. One that is wrapped as a gzip file is read too, as
 * the kernel does.
 *
 * <p>Source: {@code z_uncompress} in {@code uts/common/zmod/zmod.c}, RFC 1950 and 1952.
 */
final class ZlibPayload implements PayloadDecoder {
  private final Inflater zlib = new Inflater();
  private final byte[] spare = new byte[1];
  private @Nullable Inflater raw;

  @Override
  public Decoded decode(byte[] source, int from, int bytes, byte[] target, int at, int length) {
    return GzipWrapper.isAt(source, from, bytes)
        ? unwrap(source, from, bytes, target, at, length).inGzip()
        : inflate(zlib, source, from, bytes, target, at, length);
  }

  private Decoded unwrap(byte[] source, int from, int bytes, byte[] target, int at, int length) {
    int header = GzipWrapper.headerBytes(source, from, bytes);
    if (header < 0) {
      return Decoded.broken(0, "a broken gzip header");
    }
    Inflater inflater = rawInflater();
    Decoded decoded = inflate(inflater, source, from + header, bytes - header, target, at, length);
    if (decoded.end() != Decoded.End.WHOLE) {
      return decoded;
    }
    CRC32 checksum = new CRC32();
    checksum.update(target, at, decoded.bytes());
    int end = from + bytes;
    return GzipWrapper.trailerHolds(
            source, end - inflater.getRemaining(), end, checksum, decoded.bytes())
        ? decoded
        : Decoded.broken(decoded.bytes(), "a gzip trailer that does not hold");
  }

  private Inflater rawInflater() {
    Inflater inflater = raw;
    if (inflater == null) {
      inflater = new Inflater(true);
      raw = inflater;
    }
    return inflater;
  }

  private Decoded inflate(
      Inflater inflater, byte[] source, int from, int bytes, byte[] target, int at, int length) {
    inflater.reset();
    inflater.setInput(source, from, bytes);
    int done = 0;
    try {
      while (!inflater.finished()) {
        boolean full = done == length;
        int count =
            full ? inflater.inflate(spare) : inflater.inflate(target, at + done, length - done);
        if (full && count > 0) {
          return Decoded.longer(length);
        }
        if (inflater.needsDictionary()) {
          return Decoded.broken(done, "a stream that needs a dictionary");
        }
        if (count == 0 && !inflater.finished()) {
          return Decoded.cut(done);
        }
        done += count;
      }
      return Decoded.whole(done);
    } catch (DataFormatException e) {
      String why = e.getMessage();
      return Decoded.broken(done, why == null ? "data that are no stream" : why);
    }
  }

  @Override
  public void close() {
    zlib.end();
    if (raw != null) {
      raw.end();
    }
  }
}
