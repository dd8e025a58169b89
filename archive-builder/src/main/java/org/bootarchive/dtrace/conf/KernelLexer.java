package org.bootarchive.dtrace.conf;

/**
 * Splits a file into tokens as the kernel does: {@code kobj_lex} of modsysfile.c, with its limits.
 */
final class KernelLexer {
  private final KernelBuffer buffer;
  private final ConfRemarks findings;
  private final TokenText token;
  private int kernelLine = 1;
  private int tokenOffset;
  private int tokenLine = 1;

  /**
   * Starts at the beginning of a file.
   *
   * @param size the largest size that {@link #next} is called with
   */
  KernelLexer(KernelBuffer buffer, int size, ConfRemarks findings) {
    this.buffer = buffer;
    this.findings = findings;
    this.token = new TokenText(size);
  }

  /** Returns the last token's text, which ends at a NUL as the kernel's do. */
  String text() {
    return token.text();
  }

  /** Returns the last token, which is a number, as {@code kobj_getvalue} does. */
  KernelNumber number() {
    return token.number();
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
  ConfRemarks findings() {
    return findings;
  }

  /** Notes what the kernel says, with the line that it takes for the current one. */
  void warn(ConfCode code, String text) {
    findings.warn(code, tokenLine, tokenOffset, () -> text, kernelLine);
  }

  /** Notes that the kernel says it did not expect the last token. */
  void warnUnexpected() {
    findings.warn(
        ConfCode.UNEXPECTED_TOKEN,
        tokenLine,
        tokenOffset,
        () -> "Unexpected token '" + text() + "'",
        kernelLine);
  }

  /** Notes something about the last token, whose text comes first. */
  void noteToken(ConfCode code, String what) {
    findings.note(code, tokenLine, tokenOffset, () -> text() + what);
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
    token.start(size - 1);
    token.put(c);
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

  private Token whiteSpace() {
    for (int c = buffer.get(); KernelBytes.isBlank(c) || c == '\f'; c = buffer.get()) {
      if (!token.append(c)) {
        return Token.UNEXPECTED;
      }
    }
    buffer.unget();
    return Token.WHITE_SPACE;
  }

  private Token string(int size) {
    token.start(size);
    for (int c = buffer.get(); c != '"'; c = buffer.get()) {
      if (c == '\n' || c == KernelBuffer.END) {
        warn(ConfCode.MISSING_QUOTE, "Missing \"");
        token.start(size);
        token.put('\n');
        buffer.unget();
        return Token.STRING;
      }
      if (c == '\\' ? !escape() : !token.append(c)) {
        return Token.UNEXPECTED;
      }
    }
    return Token.STRING;
  }

  private boolean escape() {
    if (!token.useRoom()) {
      return false;
    }
    int c = buffer.get();
    if (!KernelBytes.isDigit(c)) {
      token.put(c);
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
    token.put(octal);
    return true;
  }

  private Token word(int first) {
    int c = first;
    if (c == '-' || c == '~') {
      if (!token.useRoom()) {
        return Token.UNEXPECTED;
      }
      c = buffer.get();
      token.put(c);
      if (first == '-' && (KernelBytes.isBlank(c) || c == '\n')) {
        buffer.unget();
        token.dropLast();
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
        if (!token.append(c)) {
          return Token.UNEXPECTED;
        }
        c = buffer.get();
      } while (KernelBytes.isHexDigit(c));
      buffer.unget();
      return Token.HEXADECIMAL;
    }
    while (KernelBytes.isDigit(c)) {
      if (!token.append(c)) {
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
      token.giveRoomBack();
      token.dropLast();
    } else {
      c = buffer.get();
    }
    while (KernelBytes.isNameByte(c) || c == '\\') {
      if (c == '\\') {
        c = buffer.get();
      }
      if (!token.append(c)) {
        return Token.UNEXPECTED;
      }
      c = buffer.get();
    }
    buffer.unget();
    return Token.NAME;
  }
}
