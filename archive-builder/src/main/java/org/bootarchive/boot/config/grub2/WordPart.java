package org.bootarchive.boot.config.grub2;

/**
 * A piece of a word: {@code grub_script_arg}.
 *
 * @param kind how it is expanded
 * @param text the text, or the name of the variable
 */
record WordPart(Kind kind, String text) {
  /** How a piece of a word is expanded. */
  enum Kind {
    /** As it stands; a backslash makes the char behind it an ordinary one. */
    TEXT,
    /** What stood in quotes: as it is. */
    QUOTED,
    /** A variable without quotes: split at white space; nothing if it is empty. */
    VARIABLE,
    /** A variable in double quotes. */
    QUOTED_VARIABLE,
    /** A text to be translated, {@code $"..."}, which expands variables itself. */
    TRANSLATED
  }
}
