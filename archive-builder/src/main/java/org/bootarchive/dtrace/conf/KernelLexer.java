package org.bootarchive.dtrace.conf;

import java.nio.charset.StandardCharsets;

/**
 * Splits a file into tokens as the kernel does: {@code kobj_lex} of modsysfile.c, with its limits.
 */
final class KernelLexer {
  private final KernelBuffer buffer;
  private final ConfFindings findings;
  private final byte[] value;
  private int length;
  private int room;
  private int kernelLine = 1;
  private int tokenOffset;
  private int tokenLine = 1;

  /**
   * Starts at the beginning of a file.
   *
   * @param size the largest size that {@link #next} is called with
   */
  KernelLexer(KernelBuffer buffer, int size, ConfFindings findings) {
    this.buffer = buffer;
    this.findings = findings;
    this.value = new byte[size + 2];
  }

  /** Returns the last token's text, which ends at a NUL as the kernel's do. */
  String text() {
    int end = 0;
    while (end < length && value[end] != 0) {
      end++;
    }
    return new String(value, 0, end, StandardCharsets.ISO_8859_1);
  }

  /** Returns the last token, which is a number, as {@code kobj_getvalue} does. */
  KernelNumber number() {
    return KernelNumber.parse(value, length);
  }

  /** Returns where the last token begins. */
  int tokenOffset() {
    return tokenOffset;
  }

  /** Returns the line that the last token begins in, from 1. */
  int tokenLine() {
    return tokenLine;
  }

  /** Returns the offset behind the last token. */
  int end() {
    return buffer.offset();
  }

  /** Counts a line: the kernel does so for line ends that come as tokens, no others. */
  void newline() {
    kernelLine++;
  }

  /** Returns the findings, for those that have no line of the kernel's. */
  ConfFindings findings() {
    return findings;
  }

  /** Notes what the kernel says, with the line that it takes for the current one. */
  void warn(ConfCode code, String text) {
    findings.warn(code, tokenLine, tokenOffset, text, kernelLine);
  }

  /** Goes to the end of the line and leaves that as the next byte ({@code kobj_find_eol}). */
  void findEndOfLine() {
    for (int c = buffer.get(); c != KernelBuffer.END; c = buffer.get()) {
      if (KernelBytes.isNewline(c)) {
        buffer.unget();
        return;
      }
    }
  }

  /**
   * Reads the next token.
   *
   * @param size how many bytes the kernel has room for, the NUL behind included
   */
  Token next(int size) {
    if (size < 2) {
      return Token.UNEXPECTED;
    }
    int c = buffer.get();
    while (KernelBytes.isBlank(c)) {
      c = buffer.get();
    }
    buffer.unget();
    tokenOffset = buffer.offset();
    tokenLine = buffer.line();
    buffer.get();
    length = 0;
    room = size - 1;
    put(c);
    return switch (c) {
      case '=' -> Token.EQUALS;
      case '&' -> Token.AMPERSAND;
      case '|' -> Token.BIT_OR;
      case '*' -> Token.STAR;
      case '#' -> Token.POUND;
      case ':' -> Token.COLON;
      case ';' -> Token.SEMICOLON;
      case ',' -> Token.COMMA;
      case '/' -> Token.SLASH;
      case '\n', '\r' -> Token.NEWLINE;
      case KernelBuffer.END -> Token.END;
      case '\f' -> whiteSpace();
      case '"' -> string(size);
      default -> word(c);
    };
  }

  private void put(int c) {
    value[length++] = (byte) c;
  }

  /** Appends a byte; false if the kernel has no room for it, in which case it is lost. */
  private boolean append(int c) {
    if (--room == 0) {
      return false;
    }
    put(c);
    return true;
  }

  private Token whiteSpace() {
    for (int c = buffer.get(); KernelBytes.isBlank(c) || c == '\f'; c = buffer.get()) {
      if (!append(c)) {
        return Token.UNEXPECTED;
      }
    }
    buffer.unget();
    return Token.WHITE_SPACE;
  }

  private Token string(int size) {
    length = 0;
    room = size;
    for (int c = buffer.get(); c != '"'; c = buffer.get()) {
      if (c == '\n' || c == KernelBuffer.END) {
        warn(ConfCode.MISSING_QUOTE, "Missing \"");
        length = 0;
        put('\n');
        buffer.unget();
        return Token.STRING;
      }
      if (c == '\\' ? !escape() : !append(c)) {
        return Token.UNEXPECTED;
      }
    }
    return Token.STRING;
  }

  private boolean escape() {
    if (--room == 0) {
      return false;
    }
    int c = buffer.get();
    if (!KernelBytes.isDigit(c)) {
      put(c);
      return true;
    }
    int octal = 0;
    while (c >= '0' && c <= '7') {
      octal = (octal << 3) + (c - '0');
      c = buffer.get();
    }
    buffer.unget();
    if (octal > 127) {
      findings.warn(
          ConfCode.CHARACTER_OVERFLOW, tokenLine, tokenOffset, "Character overflow detected.");
    }
    put(octal);
    return true;
  }

  private Token word(int first) {
    int c = first;
    if (c == '-' || c == '~') {
      if (--room == 0) {
        return Token.UNEXPECTED;
      }
      c = buffer.get();
      put(c);
      if (first == '-' && (KernelBytes.isBlank(c) || c == '\n')) {
        buffer.unget();
        length--;
        return Token.NAME;
      }
    }
    if (KernelBytes.isDigit(c)) {
      return number(c);
    }
    return KernelBytes.isLetter(c) || c == '\\' || c == '_' ? name(c) : Token.UNEXPECTED;
  }

  private Token number(int first) {
    int c = buffer.get();
    if (first == '0' && c == 'x') {
      do {
        if (!append(c)) {
          return Token.UNEXPECTED;
        }
        c = buffer.get();
      } while (KernelBytes.isHexDigit(c));
      buffer.unget();
      return Token.HEXADECIMAL;
    }
    while (KernelBytes.isDigit(c)) {
      if (!append(c)) {
        return Token.UNEXPECTED;
      }
      c = buffer.get();
    }
    buffer.unget();
    return Token.DECIMAL;
  }

  private Token name(int first) {
    int c = first;
    if (c == '\\') {
      room++;
      length--;
    } else {
      c = buffer.get();
    }
    while (KernelBytes.isNameByte(c) || c == '\\') {
      if (c == '\\') {
        c = buffer.get();
      }
      if (!append(c)) {
        return Token.UNEXPECTED;
      }
      c = buffer.get();
    }
    buffer.unget();
    return Token.NAME;
  }
}
