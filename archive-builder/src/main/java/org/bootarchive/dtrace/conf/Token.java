package org.bootarchive.dtrace.conf;

/** What the kernel's lexer tells apart: {@code token_t} of sys/kobj_lex.h. */
enum Token {
  UNEXPECTED,
  EQUALS,
  AMPERSAND,
  BIT_OR,
  STAR,
  POUND,
  COLON,
  SEMICOLON,
  COMMA,
  SLASH,
  WHITE_SPACE,
  NEWLINE,
  END,
  STRING,
  HEXADECIMAL,
  DECIMAL,
  NAME
}
