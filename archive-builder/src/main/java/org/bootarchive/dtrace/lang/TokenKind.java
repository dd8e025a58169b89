package org.bootarchive.dtrace.lang;

/** The kinds of tokens of D. */
enum TokenKind {
  END,
  PROBE_SPECIFIER,
  TYPE_NAME,
  IDENTIFIER,
  AGGREGATION,
  INTEGER,
  STRING,
  /** The slash behind a predicate. */
  PREDICATE_END,
  /** A reserved word, an operator or a sign, told apart by its text. */
  WORD
}
