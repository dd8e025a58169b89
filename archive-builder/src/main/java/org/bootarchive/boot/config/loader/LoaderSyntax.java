package org.bootarchive.boot.config.loader;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;

/**
 * One line of a loader.conf, or of bootenv.rc, as the loader's Forth parser sees it.
 *
 * <p>The parser knows blanks and tabs only: a carriage return is a syntax error, so a file with
 * CRLF line ends is read no further than its first line that is no comment. Source: {@code
 * get_assignment} and {@code get_prop} in support.4th.
 */
sealed interface LoaderSyntax {
  /** A line without a setting. */
  record Nothing() implements LoaderSyntax {}

  /**
   * A setting.
   *
   * @param name the key
   * @param raw the value with its quotes but without backslashes, as the loader keeps it
   */
  record Assignment(String name, String raw) implements LoaderSyntax {
    /** Returns the value of a module's property: without double quotes; single quotes stay. */
    String value() {
      return raw.startsWith("\"") ? raw.substring(1, raw.length() - 1) : raw;
    }

    boolean isYes() {
      return Ascii.equalsIgnoreCase(value(), "yes");
    }
  }

  /**
   * What ends the reading of the file.
   *
   * @param column where, from 1
   */
  record Mistake(int column) implements LoaderSyntax {}

  /** Reads {@code name=value}. */
  static LoaderSyntax parse(String line) {
    return new Scanner(line).assignment();
  }

  /** Reads {@code setprop name value}. */
  static LoaderSyntax parseProperty(String line) {
    return new Scanner(line).property();
  }

  /** A place in a line that moves forward. */
  final class Scanner {
    private static final CharMatcher LETTER =
        CharMatcher.inRange('a', 'z').or(CharMatcher.inRange('A', 'Z'));
    // The parser's digit includes the minus sign.
    private static final CharMatcher DIGIT = CharMatcher.inRange('0', '9').or(CharMatcher.is('-'));
    private static final CharMatcher NAME = LETTER.or(DIGIT).or(CharMatcher.anyOf("_.,"));
    private static final CharMatcher VALUE = NAME.or(CharMatcher.anyOf("@/:"));
    private static final CharMatcher VALUE_START = LETTER.or(DIGIT).or(CharMatcher.anyOf("/\"'"));
    private static final CharMatcher BLANK = CharMatcher.anyOf(" \t");
    private static final String SETPROP = "setprop";

    private final String line;
    private int at;

    private Scanner(String line) {
      this.line = line;
    }

    LoaderSyntax assignment() {
      skip(BLANK);
      if (atEnd()) {
        return new Nothing();
      }
      if (!LETTER.matches(line.charAt(at))) {
        return new Mistake(at + 1);
      }
      String name = skip(NAME);
      skip(BLANK);
      if (at == line.length() || line.charAt(at) != '=') {
        return new Mistake(at + 1);
      }
      at++;
      return value(name);
    }

    LoaderSyntax property() {
      skip(BLANK);
      if (atEnd()) {
        return new Nothing();
      }
      if (!line.startsWith(SETPROP, at)) {
        return new Mistake(at + 1);
      }
      at += SETPROP.length();
      skip(BLANK);
      return value(skip(NAME));
    }

    private LoaderSyntax value(String name) {
      skip(BLANK);
      if (at == line.length() || !VALUE_START.matches(line.charAt(at))) {
        return new Mistake(at + 1);
      }
      char first = line.charAt(at);
      String raw;
      if (first == '"' || first == '\'') {
        int end = closingQuote(first);
        if (end < 0) {
          return new Mistake(line.length() + 1);
        }
        // Every backslash goes, a doubled one too.
        raw = CharMatcher.is('\\').removeFrom(line.substring(at, end + 1));
        at = end + 1;
      } else {
        raw = skip(VALUE);
      }
      skip(BLANK);
      return atEnd() ? new Assignment(name, raw) : new Mistake(at + 1);
    }

    private int closingQuote(char quote) {
      for (int i = at + 1; i < line.length(); i++) {
        char c = line.charAt(i);
        if (c == quote) {
          return i;
        }
        if (c == '\\') {
          i++;
        }
      }
      return -1;
    }

    private boolean atEnd() {
      return at == line.length() || line.charAt(at) == '#';
    }

    private String skip(CharMatcher matcher) {
      int start = at;
      while (at < line.length() && matcher.matches(line.charAt(at))) {
        at++;
      }
      return line.substring(start, at);
    }
  }
}
