package org.bootarchive.boot.vfs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads numbers and strings at addresses of a ramdisk; for one thread. */
final class RamdiskView {
  private final Ramdisk ramdisk;
  private long index = -1;
  private byte[] page = {};

  RamdiskView(Ramdisk ramdisk) {
    this.ramdisk = ramdisk;
  }

  /** Returns the byte at an address, 0 to 255; 0 outside the ramdisk. */
  int byteAt(long address) throws IOException {
    if (address < 0 || address >= ramdisk.size()) {
      return 0;
    }
    load(address / Ramdisk.PAGE_BYTES);
    return page[(int) (address % Ramdisk.PAGE_BYTES)] & 0xff;
  }

  /** Returns an unsigned 16-bit number, low byte first. */
  int shortAt(long address) throws IOException {
    return byteAt(address) | byteAt(address + 1) << 8;
  }

  /** Returns a 32-bit number, low byte first. */
  int intAt(long address) throws IOException {
    return shortAt(address) | shortAt(address + 2) << 16;
  }

  /** Copies bytes; zeros for those outside the ramdisk. */
  void copy(long address, byte[] target, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      long at = address + done;
      if (at < 0 || at >= ramdisk.size()) {
        long outside = at < 0 ? Math.min(length - done, -at) : length - done;
        Arrays.fill(target, offset + done, offset + done + (int) outside, (byte) 0);
        done += (int) outside;
        continue;
      }
      load(at / Ramdisk.PAGE_BYTES);
      int inPage = (int) (at % Ramdisk.PAGE_BYTES);
      int count =
          (int) Math.min(Math.min(length - done, Ramdisk.PAGE_BYTES - inPage), ramdisk.size() - at);
      System.arraycopy(page, inPage, target, offset + done, count);
      done += count;
    }
  }

  byte[] bytes(long address, int length) throws IOException {
    byte[] bytes = new byte[length];
    copy(address, bytes, 0, length);
    return bytes;
  }

  /**
   * Returns the bytes before the first NUL, or {@code limit} of them if there is no NUL among
   * these.
   */
  byte[] cString(long address, int limit) throws IOException {
    int length = 0;
    while (length < limit && byteAt(address + length) != 0) {
      length++;
    }
    return bytes(address, length);
  }

  /** Returns bytes as a string of one char a byte. */
  String text(long address, int length) throws IOException {
    return new String(bytes(address, length), StandardCharsets.ISO_8859_1);
  }

  /** Tells whether one of some bytes is not zero. */
  boolean hasData(long address, int length) throws IOException {
    for (int i = 0; i < length; i++) {
      if (byteAt(address + i) != 0) {
        return true;
      }
    }
    return false;
  }

  private void load(long wanted) throws IOException {
    if (wanted != index) {
      page = ramdisk.page(wanted);
      index = wanted;
    }
  }
}
