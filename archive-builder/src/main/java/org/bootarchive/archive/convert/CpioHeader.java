package org.bootarchive.archive.convert;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import org.bootarchive.ufs.text.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The header of a cpio entry, of the formats with digits: odc (POSIX, octal), newc and crc
 * (hexadecimal). Source: {@code usr/src/cmd/cpio/cpio.c}, {@code sys/archives.h}.
 *
 * @param format that the magic tells
 * @param nameBytes the length of the name with its NUL
 * @param size of the data in bytes
 */
record CpioHeader(
    Format format,
    long device,
    long inode,
    int mode,
    long uid,
    long gid,
    long links,
    long deviceMajor,
    long deviceMinor,
    long modifyTime,
    long nameBytes,
    long size) {
  static final String TRAILER = "TRAILER!!!";

  /** The bits of a mode that are the file's type; illumos adds one for a file with holes. */
  static final int TYPE_BITS = 0170000;

  static final int SPARSE_BIT = 0200000;

  /** How headers are written. */
  enum Format {
    ODC("070707", 76, 1, "odc"),
    NEWC("070701", 110, 4, "newc"),
    CRC("070702", 110, 4, "crc");

    private final String magic;
    private final int headerBytes;
    private final int alignment;
    private final String word;

    Format(String magic, int headerBytes, int alignment, String word) {
      this.magic = magic;
      this.headerBytes = headerBytes;
      this.alignment = alignment;
      this.word = word;
    }

    int headerBytes() {
      return headerBytes;
    }

    String word() {
      return word;
    }

    /** Returns an offset rounded up to where a name's or data's follower starts. */
    long align(long offset) {
      return (offset + alignment - 1) / alignment * alignment;
    }

    /** Returns the format whose magic is at the start of some bytes, null if it is none. */
    static @Nullable Format of(ByteBuffer start) {
      for (Format format : values()) {
        if (start.remaining() >= format.magic.length()
            && ByteString.of(format.magic)
                .equals(ByteString.of(bytes(start, 0, format.magic.length())))) {
          return format;
        }
      }
      return null;
    }
  }

  /** A field of a header that is no number. */
  static final class BadNumberException extends Exception {
    private static final long serialVersionUID = 1L;

    BadNumberException(String field) {
      super(field);
    }
  }

  private static final int ODC_DIGITS = 6;
  private static final int ODC_LONG_DIGITS = 11;
  private static final int NEWC_DIGITS = 8;

  private static byte[] bytes(ByteBuffer buffer, int at, int count) {
    byte[] bytes = new byte[count];
    buffer.get(buffer.position() + at, bytes);
    return bytes;
  }

  /**
   * Reads a header.
   *
   * @param header at least as many bytes as the format's headers have
   * @throws BadNumberException if a field is no number; its message names the field
   */
  static CpioHeader read(Format format, ByteBuffer header) throws BadNumberException {
    Fields fields = new Fields(header, format == Format.ODC ? 8 : 16);
    if (format == Format.ODC) {
      long device = fields.next("dev", ODC_DIGITS);
      long inode = fields.next("ino", ODC_DIGITS);
      long mode = fields.next("mode", ODC_DIGITS);
      long uid = fields.next("uid", ODC_DIGITS);
      long gid = fields.next("gid", ODC_DIGITS);
      long links = fields.next("nlink", ODC_DIGITS);
      long special = fields.next("rdev", ODC_DIGITS);
      long time = fields.next("mtime", ODC_LONG_DIGITS);
      long name = fields.next("namesize", ODC_DIGITS);
      long size = fields.next("filesize", ODC_LONG_DIGITS);
      return new CpioHeader(
          format,
          device,
          inode,
          (int) mode,
          uid,
          gid,
          links,
          special >> 8,
          special & 0xff,
          time,
          name,
          size);
    }
    long inode = fields.next("ino", NEWC_DIGITS);
    long mode = fields.next("mode", NEWC_DIGITS);
    long uid = fields.next("uid", NEWC_DIGITS);
    long gid = fields.next("gid", NEWC_DIGITS);
    long links = fields.next("nlink", NEWC_DIGITS);
    long time = fields.next("mtime", NEWC_DIGITS);
    long size = fields.next("filesize", NEWC_DIGITS);
    long major = fields.next("devmajor", NEWC_DIGITS);
    long minor = fields.next("devminor", NEWC_DIGITS);
    long specialMajor = fields.next("rdevmajor", NEWC_DIGITS);
    long specialMinor = fields.next("rdevminor", NEWC_DIGITS);
    long name = fields.next("namesize", NEWC_DIGITS);
    return new CpioHeader(
        format,
        major << 32 | minor,
        inode,
        (int) mode,
        uid,
        gid,
        links,
        specialMajor,
        specialMinor,
        time,
        name,
        size);
  }

  private static final class Fields {
    private final ByteBuffer header;
    private final int radix;
    private int at = ODC_DIGITS;

    Fields(ByteBuffer header, int radix) {
      this.header = header;
      this.radix = radix;
    }

    long next(String field, int digits) throws BadNumberException {
      long value = 0;
      for (byte digit : bytes(header, at, digits)) {
        int number = digit < 0 ? -1 : Character.digit(digit, radix);
        if (number < 0) {
          throw new BadNumberException(field);
        }
        value = value * radix + number;
      }
      at += digits;
      return value;
    }
  }

  /** Returns an odc header; all numbers fit their fields. */
  byte[] toOdc() {
    StringBuilder text = new StringBuilder(Format.ODC.magic);
    octal(text, device, ODC_DIGITS);
    octal(text, inode, ODC_DIGITS);
    octal(text, mode, ODC_DIGITS);
    octal(text, uid, ODC_DIGITS);
    octal(text, gid, ODC_DIGITS);
    octal(text, links, ODC_DIGITS);
    octal(text, deviceMajor << 8 | deviceMinor, ODC_DIGITS);
    octal(text, modifyTime, ODC_LONG_DIGITS);
    octal(text, nameBytes, ODC_DIGITS);
    octal(text, size, ODC_LONG_DIGITS);
    return text.toString().getBytes(US_ASCII);
  }

  private static void octal(StringBuilder text, long value, int digits) {
    String number = Long.toOctalString(value);
    text.append("0".repeat(digits - number.length())).append(number);
  }
}
