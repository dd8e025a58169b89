package org.bootarchive.dtrace.conf;

import java.nio.charset.StandardCharsets;

/** The bytes of a token, in as much room as the kernel's lexer has for them. */
final class TokenText {
  private final byte[] value;
  private int length;
  private int room;

  /**
   * @param size the largest size that {@link #start} is called with
   */
  TokenText(int size) {
    this.value = new byte[size + 2];
  }

  /** Empties it, and sets how many more bytes there is room for, and one. */
  void start(int size) {
    length = 0;
    room = size;
  }

  /** Adds a byte for which the kernel does not ask whether there is room. */
  void put(int c) {
    value[length++] = (byte) c;
  }

  /** Appends a byte; false if the kernel has no room for it, in which case it is lost. */
  boolean append(int c) {
    if (!useRoom()) {
      return false;
    }
    put(c);
    return true;
  }

  /** Uses room without adding a byte; false if there is none. */
  boolean useRoom() {
    return --room != 0;
  }

  /** Gives room back that no byte came to use. */
  void giveRoomBack() {
    room++;
  }

  /** Takes the last byte back, but not its room. */
  void dropLast() {
    length--;
  }

  /** Returns the text, which ends at a NUL as the kernel's do; chars stand for bytes. */
  String text() {
    int end = 0;
    while (end < length && value[end] != 0) {
      end++;
    }
    return new String(value, 0, end, StandardCharsets.ISO_8859_1);
  }

  /** Returns the number that it is, as {@code kobj_getvalue} does. */
  KernelNumber number() {
    return KernelNumber.parse(value, length);
  }
}
