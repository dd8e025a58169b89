package org.bootarchive.boot.vfs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a cpio archive in the POSIX odc format ({@code struct cpio_hdr} of bootrd_cpio.c):
 * octal digits, without padding.
 *
 * @param header its address
 * @param name the address of its name, which a NUL ends; {@link Ramdisk#UNREADABLE} if the header
 *     says that it has no bytes
 * @param data the address of its content
 * @param size of its content in bytes
 * @param next how far it is to the next entry in bytes
 */
record CpioEntry(long header, long name, long data, long size, long next) {
  private static final int HEADER_BYTES = 76;
  private static final String MAGIC = "070707";
  private static final long NO_NUMBER = -1;

  private static final int DEV = 6;
  private static final int MODE = 18;
  private static final int MTIME = 48;
  private static final int NAMESIZE = 59;
  private static final int FILESIZE = 65;
  private static final int SHORT_DIGITS = 6;
  private static final int LONG_DIGITS = 11;

  /** Reads the entry at an offset, or returns null if there is none that the kernel can read. */
  static @Nullable CpioEntry read(long offset, Ramdisk ramdisk, RamdiskView view)
      throws IOException {
    long header = readable(offset, HEADER_BYTES, ramdisk);
    if (header == Ramdisk.UNREADABLE || !isMagic(header, view)) {
      return null;
    }
    long nameBytes = octal(header + NAMESIZE, SHORT_DIGITS, view);
    long dataBytes = octal(header + FILESIZE, LONG_DIGITS, view);
    if (nameBytes == NO_NUMBER || dataBytes == NO_NUMBER) {
      return null;
    }
    long nameOffset = offset + HEADER_BYTES;
    long name = readable(nameOffset, nameBytes, ramdisk);
    long data = readable(nameOffset + nameBytes, dataBytes, ramdisk);
    if ((nameBytes != 0 && name == Ramdisk.UNREADABLE)
        || (dataBytes != 0 && data == Ramdisk.UNREADABLE)) {
      return null;
    }
    return new CpioEntry(header, name, data, dataBytes, HEADER_BYTES + nameBytes + dataBytes);
  }

  /** Finds a range that is rounded out to whole sectors ({@code read_ramdisk}). */
  private static long readable(long offset, long bytes, Ramdisk ramdisk) {
    if (bytes == 0) {
      return Ramdisk.UNREADABLE;
    }
    long inSector = offset % Ramdisk.SECTOR_BYTES;
    long rounded = (inSector + bytes + Ramdisk.SECTOR_BYTES - 1) & -Ramdisk.SECTOR_BYTES;
    long address = ramdisk.address(offset / Ramdisk.SECTOR_BYTES, rounded);
    return address == Ramdisk.UNREADABLE ? address : address + inSector;
  }

  private static boolean isMagic(long header, RamdiskView view) throws IOException {
    for (int i = 0; i < MAGIC.length(); i++) {
      if (view.byteAt(header + i) != MAGIC.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static long octal(long address, int digits, RamdiskView view) throws IOException {
    long value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = view.byteAt(address + i) - '0';
      if (digit < 0 || digit > 7) {
        return NO_NUMBER;
      }
      value = value * 8 + digit;
    }
    return value;
  }

  /** Returns the name, of at most {@code limit} bytes. */
  String nameText(RamdiskView view, int limit) throws IOException {
    return name == Ramdisk.UNREADABLE
        ? ""
        : new String(view.cString(name, limit), StandardCharsets.ISO_8859_1);
  }

  /** Returns whether all numbers that fstat wants are numbers ({@code parse_stat}). */
  boolean canBeOpened(RamdiskView view) throws IOException {
    for (long field = header + DEV; field < header + MTIME; field += SHORT_DIGITS) {
      if (octal(field, SHORT_DIGITS, view) == NO_NUMBER) {
        return false;
      }
    }
    return octal(header + MTIME, LONG_DIGITS, view) != NO_NUMBER;
  }

  /** Returns type and permissions; the entry {@link #canBeOpened}. */
  int mode(RamdiskView view) throws IOException {
    return (int) octal(header + MODE, SHORT_DIGITS, view);
  }
}
