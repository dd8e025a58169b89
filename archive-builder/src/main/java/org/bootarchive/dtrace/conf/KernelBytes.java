package org.bootarchive.dtrace.conf;

/** Kinds of bytes: the macros of sys/kobj_lex.h, and the ASCII ones of sys/ctype.h. */
final class KernelBytes {
  private KernelBytes() {}

  static boolean isBlank(int c) {
    return c == ' ' || c == '\t';
  }

  static boolean isNewline(int c) {
    return c == '\n' || c == '\r' || c == '\f';
  }

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  static boolean isHexDigit(int c) {
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  static boolean isLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  static boolean isNameByte(int c) {
    return isLetter(c) || isDigit(c) || c == '_' || c == '-';
  }
}
