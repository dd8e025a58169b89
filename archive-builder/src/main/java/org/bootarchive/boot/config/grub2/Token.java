package org.bootarchive.boot.config.grub2;

import org.bootarchive.ufs.finding.SourceLine;
import org.jspecify.annotations.Nullable;

/**
 * A token of a script.
 *
 * @param kind what it is
 * @param text as it stands in the script
 * @param word its pieces if it can be a word of a command, else null
 * @param start where it begins in the text that is being read
 * @param where the line on which it begins
 */
record Token(Kind kind, String text, @Nullable Word word, int start, SourceLine where) {
  /** The kinds of tokens: {@code GRUB_PARSER_TOKEN_...} of parser.y. */
  enum Kind {
    END,
    NEWLINE,
    SEMICOLON,
    LEFT_BRACE,
    RIGHT_BRACE,
    /** {@code || && | & ;; < >} and double brackets: no rule of the grammar has them. */
    UNUSABLE,
    /** A word of the language, such as {@code if}; an argument too. */
    RESERVED,
    /** A word that is an identifier. */
    NAME,
    WORD
  }

  /** Returns the position behind it. */
  int end() {
    return start + text.length();
  }

  boolean isReserved(String reserved) {
    return kind == Kind.RESERVED && text.equals(reserved);
  }

  boolean isDelimiter() {
    return kind == Kind.NEWLINE || kind == Kind.SEMICOLON;
  }

  boolean isArgument() {
    return kind == Kind.NAME || kind == Kind.WORD || kind == Kind.RESERVED;
  }
}
