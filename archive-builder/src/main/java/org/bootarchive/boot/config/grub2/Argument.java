package org.bootarchive.boot.config.grub2;

import java.util.BitSet;

/** An argument in the making: its bytes, and which of them are wildcards. */
final class Argument {
  private final StringBuilder text = new StringBuilder();
  private final BitSet wildcards = new BitSet();
  private boolean started;

  /** Adds text as it stands in a script without quotes. */
  void addWritten(String written) {
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      if (c == '\\' && i + 1 < written.length()) {
        text.append(written.charAt(++i));
      } else {
        add(c);
      }
    }
    started |= !written.isEmpty();
  }

  /** Adds text whose {@code *} and {@code ?} are wildcards. */
  void addPattern(String pattern) {
    for (int i = 0; i < pattern.length(); i++) {
      add(pattern.charAt(i));
    }
    started = true;
  }

  /** Adds text without wildcards; an empty one makes an empty argument. */
  void addLiteral(String literal) {
    text.append(literal);
    started = true;
  }

  private void add(char c) {
    if (c == '*' || c == '?') {
      wildcards.set(text.length());
    }
    text.append(c);
  }

  /** Returns whether there is an argument, be it empty. */
  boolean isStarted() {
    return started;
  }

  boolean hasWildcard() {
    return !wildcards.isEmpty();
  }

  boolean isWildcard(int index) {
    return wildcards.get(index);
  }

  String text() {
    return text.toString();
  }
}
