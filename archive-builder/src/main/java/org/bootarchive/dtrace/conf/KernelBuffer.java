package org.bootarchive.dtrace.conf;

/**
 * A file as the kernel reads it byte by byte: {@code kobj_getc} and {@code kobj_ungetc} of
 * sys/kobj.h.
 *
 * <p>The kernel's chars are signed, so that a byte 0xff is its end of file, in mid-file too.
 */
final class KernelBuffer {
  static final int END = -1;

  private final byte[] bytes;
  private int at;
  private int line = 1;

  KernelBuffer(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Returns the next byte, with its sign; {@link #END} behind the last one. */
  int get() {
    int c = at < bytes.length ? bytes[at] : END;
    at++;
    line += c == '\n' ? 1 : 0;
    return c;
  }

  /** Makes the byte that was got last the next one. */
  void unget() {
    at--;
    line -= at < bytes.length && bytes[at] == '\n' ? 1 : 0;
  }

  /** Returns the offset of the next byte, at most the file's length. */
  int offset() {
    return Math.min(at, bytes.length);
  }

  /** Returns the number of the line of the next byte, from 1, whatever the kernel counts. */
  int line() {
    return line;
  }
}
