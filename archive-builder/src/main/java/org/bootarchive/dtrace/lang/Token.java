package org.bootarchive.dtrace.lang;

/**
 * A token.
 *
 * @param kind what it is
 * @param text the sign or word; of a name or string what it stands for
 * @param integer of an integer its value
 */
record Token(TokenKind kind, String text, IntegerLiteral integer) {
  static Token word(String text) {
    return new Token(TokenKind.WORD, text, IntegerLiteral.ZERO);
  }

  static Token of(TokenKind kind, String text) {
    return new Token(kind, text, IntegerLiteral.ZERO);
  }

  static Token integer(IntegerLiteral integer) {
    return new Token(TokenKind.INTEGER, "", integer);
  }

  boolean is(String word) {
    return kind == TokenKind.WORD && text.equals(word);
  }
}
