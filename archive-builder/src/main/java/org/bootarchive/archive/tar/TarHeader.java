package org.bootarchive.archive.tar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.CorruptImageException;

/**
 * The header block of a tar member, {@code ustar} or older or GNU's ({@code tar.h}).
 *
 * @param name bytes as chars, the prefix before it
 * @param mode type bits are not among them
 * @param uid owner
 * @param gid group
 * @param size of what follows, in bytes
 * @param modified when its contents changed last
 * @param type the type flag
 * @param link bytes as chars
 * @param major of a device, else 0
 * @param minor of a device, else 0
 */
public record TarHeader(
    String name,
    int mode,
    long uid,
    long gid,
    long size,
    Instant modified,
    char type,
    String link,
    int major,
    int minor) {
  /** The largest number of an owner or group. */
  static final long MAX_ID = 0xffffffffL;

  /** Headers and contents begin at multiples of this number of bytes. */
  public static final int BLOCK_BYTES = 512;

  private static final int NAME = 0;
  private static final int MODE = 100;
  private static final int UID = 108;
  private static final int GID = 116;
  private static final int SIZE = 124;
  private static final int TIME = 136;
  private static final int CHECKSUM = 148;
  private static final int TYPE = 156;
  private static final int LINK = 157;
  private static final int MAGIC = 257;
  private static final int PREFIX = 345;
  private static final int PREFIX_BYTES = 155;

  /**
   * Decodes a block.
   *
   * @param tar its name, for messages
   * @param offset where the block is in the tar, for messages
   * @throws CorruptImageException if it is no header
   */
  static TarHeader decode(byte[] block, String tar, long offset) throws CorruptImageException {
    Fields fields = new Fields(block, tar, offset);
    if (fields.number(CHECKSUM, 8) != checksum(block)) {
      throw fields.corrupt("the checksum of a header is wrong; it is no tar, or damaged");
    }
    String name = text(block, NAME, 100);
    // GNU's own magic, "ustar  ", has other fields where the prefix is.
    if (new String(block, MAGIC, 6, ISO_8859_1).equals("ustar\0") && block[PREFIX] != 0) {
      name = text(block, PREFIX, PREFIX_BYTES) + "/" + name;
    }
    return new TarHeader(
        name,
        (int) (fields.number(MODE, 8) & 07777),
        fields.numberUpTo(MAX_ID, UID, 8),
        fields.numberUpTo(MAX_ID, GID, 8),
        fields.numberUpTo(Long.MAX_VALUE, SIZE, 12),
        fields.time(),
        (char) (block[TYPE] & 0xff),
        text(block, LINK, 100),
        0,
        0);
  }

  /**
   * Tells whether a file begins as a tar does: with a header whose checksum is right.
   *
   * @throws IOException if it cannot be read
   */
  public static boolean isTar(BlockDevice file) throws IOException {
    if (file.size() < BLOCK_BYTES) {
      return false;
    }
    byte[] block = new byte[BLOCK_BYTES];
    file.read(0, ByteBuffer.wrap(block));
    try {
      decode(block, "tar", 0);
      return true;
    } catch (CorruptImageException e) {
      return false;
    }
  }

  /** Returns the header of a member that is no device. */
  public static TarHeader of(
      String name,
      int mode,
      long uid,
      long gid,
      long size,
      Instant modified,
      char type,
      String link) {
    return new TarHeader(name, mode, uid, gid, size, modified, type, link, 0, 0);
  }

  /** Returns the header of a device. */
  public TarHeader withDevice(int newMajor, int newMinor) {
    return new TarHeader(name, mode, uid, gid, size, modified, type, link, newMajor, newMinor);
  }

  /** Returns whether it is a regular file; an old tar has directories of this type with a slash. */
  public boolean isRegular() {
    return (type == '0' || type == '\0' || type == '7') && !name.endsWith("/");
  }

  private static int checksum(byte[] block) {
    int sum = 0;
    for (int i = 0; i < BLOCK_BYTES; i++) {
      sum += i >= CHECKSUM && i < CHECKSUM + 8 ? ' ' : block[i] & 0xff;
    }
    return sum;
  }

  private static String text(byte[] block, int at, int bytes) {
    int length = 0;
    while (length < bytes && block[at + length] != 0) {
      length++;
    }
    return new String(block, at, length, ISO_8859_1);
  }

  private static final class Fields {
    private final byte[] block;
    private final String tar;
    private final long offset;

    Fields(byte[] block, String tar, long offset) {
      this.block = block;
      this.tar = tar;
      this.offset = offset;
    }

    /** Returns a number: octal digits, or in base 256 if the first bit is set. */
    long number(int at, int bytes) throws CorruptImageException {
      if ((block[at] & 0x80) != 0) {
        return binary(at, bytes);
      }
      long value = 0;
      boolean ended = false;
      for (int i = at; i < at + bytes; i++) {
        int digit = block[i];
        if (digit >= '0' && digit <= '7' && !ended) {
          value = value << 3 | (digit - '0');
        } else if (digit == 0 || digit == ' ') {
          ended = value != 0 || (i > at && block[i - 1] == '0');
        } else {
          throw corrupt("a number in a header is not octal");
        }
      }
      return value;
    }

    /** Returns a number in base 256, in two's complement without the first bit. */
    private long binary(int at, int bytes) throws CorruptImageException {
      // The second bit is the sign.
      BigInteger value =
          new BigInteger(1, Arrays.copyOfRange(block, at, at + bytes)).clearBit(8 * bytes - 1);
      if (value.testBit(8 * bytes - 2)) {
        value = value.subtract(BigInteger.ONE.shiftLeft(8 * bytes - 1));
      }
      if (value.bitLength() > 63) {
        throw corrupt("a number in a header is beyond 63 bits");
      }
      return value.longValue();
    }

    long numberUpTo(long limit, int at, int bytes) throws CorruptImageException {
      long value = number(at, bytes);
      if (value < 0 || value > limit) {
        throw corrupt("a number in a header is " + value + ", beyond 0 to " + limit);
      }
      return value;
    }

    Instant time() throws CorruptImageException {
      long seconds = number(TIME, 12);
      if (seconds < Instant.MIN.getEpochSecond() || seconds > Instant.MAX.getEpochSecond()) {
        throw corrupt("a time in a header is beyond all reason");
      }
      return Instant.ofEpochSecond(seconds);
    }

    CorruptImageException corrupt(String reason) {
      return new CorruptImageException(tar, offset, reason);
    }
  }
}
