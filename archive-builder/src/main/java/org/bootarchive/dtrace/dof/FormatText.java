package org.bootarchive.dtrace.dof;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Formats of {@code printf()} as a program has them. The compiler stores each conversion as the
 * consumer's own printf needs it, with the size and the sign of the argument, and takes no such
 * conversion itself for a value of another type ({@code dt_printf.c}).
 */
final class FormatText {
  private static final Pattern CONVERSION =
      Pattern.compile(
          "%(?<flags>[#0+\\-' ?@]*[*\\d]*(?:\\.[*\\d]*)?)(?<size>(?:ll)?)(?<name>[iuxXo%])");

  private FormatText() {}

  /** Returns a format that is compiled to the one that is stored. */
  static String typed(String stored) {
    Matcher matcher = CONVERSION.matcher(stored);
    StringBuilder text = new StringBuilder();
    while (matcher.find()) {
      String flags = matcher.group("flags");
      String name = matcher.group("name");
      boolean wide = !matcher.group("size").isEmpty();
      String typed =
          switch (name) {
            case "i" -> "d";
            // The one that takes pointers too.
            case "x" -> wide ? "p" : "x";
            default -> name;
          };
      matcher.appendReplacement(text, Matcher.quoteReplacement("%" + flags + typed));
    }
    return matcher.appendTail(text).toString();
  }
}
