package org.bootarchive.boot.config.loader;

import com.google.common.collect.ImmutableList;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes a command of the illumos loader apart: backslashes, quotes, variables, words.
 *
 * <p>Source: {@code parse} in boot/sys/boot/common/interp_parse.c and {@code backslash} in
 * interp_backslash.c.
 */
final class LoaderWords {
  private static final int MAX_WORDS = 20;
  private static final int MAX_WORD_BYTES = 1023;

  private final String text;
  private final Map<String, String> environment;
  private final Consumer<String> undefined;
  private final ImmutableList.Builder<String> words = ImmutableList.builder();
  private final StringBuilder word = new StringBuilder();
  private int count;

  private LoaderWords(String text, Map<String, String> environment, Consumer<String> undefined) {
    this.text = text;
    this.environment = environment;
    this.undefined = undefined;
  }

  /**
   * Returns the words of a command; empty if the loader refuses it: more than 20 words, one of more
   * than 1023 bytes, open quotes or an open variable. A variable that is not set stands for nothing
   * and is told to {@code undefined}.
   */
  static Optional<ImmutableList<String>> split(
      String command, Map<String, String> environment, Consumer<String> undefined) {
    return Optional.ofNullable(
        new LoaderWords(withoutBackslashes(command), environment, undefined).split());
  }

  private @Nullable ImmutableList<String> split() {
    boolean single = false;
    boolean quoted = false;
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        word.append(text.charAt(i + 1));
        i += 2;
      } else if (c == '\'') {
        single = !single;
        i++;
        if (quoted) {
          word.append(c);
        }
      } else if (c == '"') {
        quoted = !quoted;
        i++;
        if (single) {
          word.append(c);
        }
      } else if (isSpace(c) && !single && !quoted) {
        if (!endWord()) {
          return null;
        }
        i++;
      } else if (c == '$' && !single) {
        i = variable(i + 1);
        if (i < 0) {
          return null;
        }
      } else {
        word.append(c);
        i++;
      }
      if (word.length() > MAX_WORD_BYTES) {
        return null;
      }
    }
    return single || quoted || !endWord() ? null : words.build();
  }

  /** Ends a word if there is one; an empty one in quotes counts for nothing. */
  private boolean endWord() {
    if (word.length() > 0) {
      words.add(word.toString());
      word.setLength(0);
      count++;
    }
    return count <= MAX_WORDS;
  }

  /** Appends the value of the variable whose name or bracket is at {@code i}; -1 if it is open. */
  private int variable(int i) {
    char open = i < text.length() ? text.charAt(i) : 0;
    int end;
    int start = i;
    boolean bracket = open == '{' || open == '(';
    if (bracket) {
      start++;
      end = text.indexOf(open == '{' ? '}' : ')', start);
      if (end < 0) {
        return -1;
      }
    } else {
      end = start;
      while (end < text.length() && !isSpace(text.charAt(end))) {
        end++;
      }
    }
    String name = text.substring(start, end);
    String value = environment.get(name);
    if (value == null) {
      undefined.accept(name);
    } else {
      word.append(value);
    }
    return bracket ? end + 1 : end;
  }

  private static String withoutBackslashes(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i++);
      if (c != '\\') {
        out.append(c);
        continue;
      }
      if (i == text.length()) {
        out.append('\\');
        break;
      }
      i = escape(text, i, out);
    }
    return out.toString();
  }

  private static int escape(String text, int i, StringBuilder out) {
    char c = text.charAt(i);
    switch (c) {
      case '\'', '"', '$' -> out.append('\\').append(c);
      case 'b' -> out.append('\b');
      case 'f' -> out.append('\f');
      case 'r' -> out.append('\r');
      case 'n' -> out.append('\n');
      case 's' -> out.append(' ');
      case 't' -> out.append('\t');
      case 'v' -> out.append('\013');
      case 'z' -> {}
      default -> {
        return c >= '0' && c <= '9' ? number(text, i, out) : plain(c, i, out);
      }
    }
    return i + 1;
  }

  private static int plain(char c, int i, StringBuilder out) {
    out.append(c);
    return i + 1;
  }

  /**
   * Reads three octal digits or 0x and one or two hexadecimal ones; of other digits none is lost.
   */
  private static int number(String text, int i, StringBuilder out) {
    if (digit(text, i, 4) >= 0 && digit(text, i + 1, 8) >= 0 && digit(text, i + 2, 8) >= 0) {
      out.append(
          (char) (digit(text, i, 4) << 6 | digit(text, i + 1, 8) << 3 | digit(text, i + 2, 8)));
      return i + 3;
    }
    boolean hexadecimal = text.startsWith("0x", i) || text.startsWith("0X", i);
    if (hexadecimal && digit(text, i + 2, 16) >= 0) {
      int high = digit(text, i + 2, 16);
      int low = digit(text, i + 3, 16);
      out.append((char) (low < 0 ? high : high << 4 | low));
      return low < 0 ? i + 3 : i + 4;
    }
    // The loader forgets the backslash but stays on the digit.
    return i;
  }

  private static int digit(String text, int i, int radix) {
    return i < text.length() && text.charAt(i) < 0x80 ? Character.digit(text.charAt(i), radix) : -1;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }
}
