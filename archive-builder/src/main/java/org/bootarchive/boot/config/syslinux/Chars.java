package org.bootarchive.boot.config.syslinux;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import org.bootarchive.ufs.text.ByteString;
import org.jspecify.annotations.Nullable;

/** How syslinux takes lines apart. */
final class Chars {
  /** {@code my_isspace}: the blank and all below it. */
  private static final CharMatcher SPACE = CharMatcher.inRange('\0', ' ');

  /** {@code isspace} of its C library, by which modules get their arguments. */
  private static final Splitter ARGUMENTS =
      Splitter.on(CharMatcher.anyOf(" \t\n\u000b\f\r")).omitEmptyStrings();

  private Chars() {}

  /** Returns a text without the white space that it begins with. */
  static String skipSpace(String text) {
    return SPACE.trimLeadingFrom(text);
  }

  /** Returns the first word. */
  static String word(String text) {
    int end = SPACE.indexIn(text);
    return end < 0 ? text : text.substring(0, end);
  }

  /** Returns what stands behind a keyword, or null if the line does not begin with it. */
  static @Nullable String after(String line, String keyword) {
    boolean there =
        line.length() >= keyword.length()
            && Ascii.equalsIgnoreCase(line.substring(0, keyword.length()), keyword)
            && (line.length() == keyword.length() || SPACE.matches(line.charAt(keyword.length())));
    return there ? skipSpace(line.substring(keyword.length())) : null;
  }

  /** Returns the words of a module's command line. */
  static Iterable<String> arguments(String commandLine) {
    return ARGUMENTS.split(commandLine);
  }

  /** Returns a number as {@code atoi} and {@code strtoul} read it; 0 if there is none. */
  static long number(String text) {
    String digits = Chars.word(text);
    boolean hexadecimal = digits.startsWith("0x") || digits.startsWith("0X");
    int radix = hexadecimal ? 16 : 10;
    long value = 0;
    for (int i = hexadecimal ? 2 : 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) < 0x80 ? Character.digit(digits.charAt(i), radix) : -1;
      if (digit < 0 || value > Integer.MAX_VALUE) {
        break;
      }
      value = value * radix + digit;
    }
    return value;
  }

  /** Returns a text for a message. */
  static String shown(String bytes) {
    return ByteString.ofLatin1(bytes).brief(120);
  }
}
