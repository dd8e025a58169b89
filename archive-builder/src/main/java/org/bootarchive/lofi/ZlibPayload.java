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
  public @Nullable PayloadFault decode(
      byte[] source, int from, int bytes, byte[] target, int at, int length) {
    if (!GzipWrapper.isAt(source, from, bytes)) {
      return inflate(zlib, source, from, bytes, target, at, length);
    }
    int header = GzipWrapper.headerBytes(source, from, bytes);
    if (header < 0) {
      return PayloadFault.corrupt("a gzip header that is broken", "a zlib stream");
    }
    Inflater inflater = rawInflater();
    PayloadFault fault =
        inflate(inflater, source, from + header, bytes - header, target, at, length);
    if (fault != null) {
      return fault;
    }
    CRC32 checksum = new CRC32();
    checksum.update(target, at, length);
    int trailer = from + bytes - inflater.getRemaining();
    if (!GzipWrapper.trailerHolds(source, trailer, from + bytes, checksum, length)) {
      return PayloadFault.corrupt("a gzip trailer that does not hold", "its checksum and length");
    }
    return new PayloadFault(
        LofiRule.PAYLOAD_FORM,
        "a stream in a gzip wrapper",
        "a zlib stream",
        LofiRule.PAYLOAD_FORM.kernel());
  }

  private Inflater rawInflater() {
    Inflater inflater = raw;
    if (inflater == null) {
      inflater = new Inflater(true);
      raw = inflater;
    }
    return inflater;
  }

  private @Nullable PayloadFault inflate(
      Inflater inflater, byte[] source, int from, int bytes, byte[] target, int at, int length) {
    inflater.reset();
    inflater.setInput(source, from, bytes);
    int done = 0;
    try {
      while (!inflater.finished()) {
        int count =
            done < length
                ? inflater.inflate(target, at + done, length - done)
                : inflater.inflate(spare);
        done += count;
        if (done > length) {
          return PayloadFault.tooLong(length, "the kernel's reads of this segment fail (EIO)");
        }
        if (count == 0 && !inflater.finished()) {
          return inflater.needsDictionary()
              ? PayloadFault.corrupt("a stream that needs a dictionary", "one that needs none")
              : PayloadFault.corrupt("a stream that does not end", "its end within the segment");
        }
      }
    } catch (DataFormatException e) {
      String why = e.getMessage() == null ? "data that cannot be decompressed" : e.getMessage();
      return PayloadFault.corrupt(why, "a zlib stream");
    }
    return done == length ? null : PayloadFault.tooShort(done, length);
  }

  @Override
  public void close() {
    zlib.end();
    if (raw != null) {
      raw.end();
    }
  }
}
