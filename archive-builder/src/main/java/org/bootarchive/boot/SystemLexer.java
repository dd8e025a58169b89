package org.bootarchive.boot;

/**
 * Splits {@code /etc/system} into tokens as {@code kobj_lex} of modsysfile.c does, as far as the
 * commands that matter here need it.
 */
final class SystemLexer {
  enum Token {
    NAME,
    COLON,
    OPERATOR,
    VALUE,
    COMMENT,
    NEWLINE,
    END,
    UNEXPECTED
  }

  private static final int END_OF_FILE = -1;

  private final String text;
  private int at;
  private String value = "";

  SystemLexer(String text) {
    this.text = text;
  }

  /** Returns the text of the last token. */
  String value() {
    return value;
  }

  /**
   * Reads the next token; blanks and tabs in front are passed over.
   *
   * @param size how many chars the kernel has room for, its NUL included
   */
  Token next(int size) {
    skipBlanks();
    int start = at;
    int c = read();
    if (c == END_OF_FILE) {
      value = "";
      return Token.END;
    }
    return rest(c, start, size);
  }

  private Token rest(int c, int start, int size) {
    if (c == '"') {
      return string();
    }
    Token token;
    if (isLetter(c) || c == '\\') {
      return name(start, size);
    } else if (c == '*' || c == '#') {
      token = Token.COMMENT;
    } else if (c == ':') {
      token = Token.COLON;
    } else if (c == '=' || c == '&' || c == '|') {
      token = Token.OPERATOR;
    } else if (c == '\n' || c == '\r') {
      token = Token.NEWLINE;
    } else {
      boolean signed = (c == '-' || c == '~') && isDigit(peek());
      token = signed || isDigit(c) ? Token.VALUE : Token.UNEXPECTED;
      while (token == Token.VALUE && (isDigit(peek()) || isLetter(peek()))) {
        at++;
      }
    }
    value = text.substring(start, at);
    return token;
  }

  /** A name: a backslash takes the next char into it, whatever that is. */
  private Token name(int start, int size) {
    at = start;
    StringBuilder name = new StringBuilder();
    while (isNameChar(peek()) || peek() == '\\') {
      int c = read();
      if (c == '\\') {
        c = read();
      }
      if (c == END_OF_FILE || name.length() >= size - 1) {
        break;
      }
      name.append((char) c);
    }
    value = name.toString();
    return name.length() >= size - 1 ? Token.UNEXPECTED : Token.NAME;
  }

  /** A string in quotes; a line end without a backslash ends it too. */
  private Token string() {
    int start = at;
    for (int c = read(); c != '"'; c = read()) {
      if (c == '\\') {
        c = read();
      }
      if (c == '\n' || c == END_OF_FILE) {
        at = c == END_OF_FILE ? at : at - 1;
        break;
      }
    }
    value = text.substring(start, at);
    return Token.VALUE;
  }

  /** Reads on to a blank or the end of the line, and returns what was there. */
  String word(String stops) {
    int start = at;
    while (peek() != END_OF_FILE
        && !isBlank(peek())
        && !isNewline(peek())
        && stops.indexOf(peek()) < 0) {
      at++;
    }
    return text.substring(start, at);
  }

  /** Passes over the char that ended a word, unless that is the end of the line. */
  void skipStop() {
    if (peek() != END_OF_FILE && !isNewline(peek())) {
      at++;
    }
  }

  /** Makes the line end that was just read the next char again. */
  void unreadNewline() {
    if (at > 0 && isNewline(text.charAt(at - 1))) {
      at--;
    }
  }

  void skipBlanks() {
    while (isBlank(peek())) {
      at++;
    }
  }

  /** Goes to the end of the line, and leaves that as the next char. */
  void skipLine() {
    while (peek() != END_OF_FILE && !isNewline(peek())) {
      at++;
    }
  }

  private int peek() {
    return at < text.length() ? text.charAt(at) : END_OF_FILE;
  }

  private int read() {
    int c = peek();
    at += c == END_OF_FILE ? 0 : 1;
    return c;
  }

  private static boolean isBlank(int c) {
    return c == ' ' || c == '\t';
  }

  private static boolean isNewline(int c) {
    return c == '\n' || c == '\r' || c == '\f';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private static boolean isNameChar(int c) {
    return isLetter(c) || isDigit(c) || c == '-';
  }
}
