package org.bootarchive.boot.config.grub2;

import java.util.function.BiConsumer;

/** The file grubenv: lib/envblk.c. */
final class EnvironmentBlock {
  private static final String SIGNATURE = "# GRUB Environment Block\n";

  private EnvironmentBlock() {}

  /**
   * Gives each variable of a block.
   *
   * @return whether it is one
   */
  static boolean read(String block, BiConsumer<String, String> variables) {
    if (!block.startsWith(SIGNATURE)) {
      return false;
    }
    int at = SIGNATURE.length();
    while (at < block.length()) {
      int newline;
      if (block.charAt(at) == '#') {
        newline = block.indexOf('\n', at);
      } else {
        int equal = block.indexOf('=', at);
        StringBuilder value = new StringBuilder();
        newline = equal < 0 ? -1 : value(block, equal + 1, value);
        if (newline < 0) {
          return true;
        }
        variables.accept(block.substring(at, equal), value.toString());
      }
      if (newline < 0) {
        return true;
      }
      at = newline + 1;
    }
    return true;
  }

  /** Reads a value; returns the position of the line end behind it, -1 if there is none. */
  private static int value(String block, int start, StringBuilder value) {
    for (int i = start; i < block.length(); i++) {
      char c = block.charAt(i);
      if (c == '\n') {
        return i;
      }
      if (c == '\\') {
        if (++i == block.length()) {
          return -1;
        }
        c = block.charAt(i);
      }
      value.append(c);
    }
    return -1;
  }
}
