package org.bootarchive.ufs.internal.text;

/** Tells what may be sent to a terminal as it is. */
public final class TerminalText {
  private TerminalText() {}

  /**
   * Returns whether a terminal obeys a character and does not show it, or it is none: controls,
   * marks of format and direction, ends of lines and paragraphs, and half a surrogate pair.
   *
   * @param character a code point
   */
  public static boolean isObeyed(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }
}
