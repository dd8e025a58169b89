package org.bootarchive.ufs.internal.path;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Ascii;
import java.nio.file.PathMatcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Translates globs, as {@link java.nio.file.FileSystem#getPathMatcher} defines them, to regular
 * expressions: {@code *} and {@code ?} and brackets stay within a name, {@code **} does not.
 */
public final class GlobPattern {
  private static final String IN_NAME = "[^/]";
  private static final String ANY_DIRECTORIES = "**/";
  private static final String ONE_DIRECTORY = "(?:" + IN_NAME + "*+/)";
  private static final int GROUP = 64;

  private final String glob;
  private final StringBuilder regex = new StringBuilder();
  private int at;
  private boolean inGroup;

  private GlobPattern(String glob) {
    this.glob = glob;
  }

  /**
   * Returns the pattern that whole paths are matched with.
   *
   * @throws PatternSyntaxException if a bracket or a brace is not closed, braces stand in braces, a
   *     bracket is empty or has a slash, a range runs backwards, or a backslash ends the glob
   */
  public static Pattern compile(String glob) {
    return Pattern.compile(new GlobPattern(glob).translate(), Pattern.DOTALL);
  }

  /**
   * Returns a matcher of {@code glob:} or {@code regex:} for whole paths as text, escapes included.
   *
   * @throws UnsupportedOperationException if the syntax is another
   */
  public static PathMatcher matcher(String syntaxAndPattern) {
    int colon = syntaxAndPattern.indexOf(':');
    checkArgument(colon > 0, "not of the form syntax:pattern: %s", syntaxAndPattern);
    String pattern = syntaxAndPattern.substring(colon + 1);
    Pattern compiled =
        switch (Ascii.toLowerCase(syntaxAndPattern.substring(0, colon))) {
          case "glob" -> compile(pattern);
          case "regex" -> Pattern.compile(pattern);
          default -> throw new UnsupportedOperationException("no such syntax: " + syntaxAndPattern);
        };
    return path -> compiled.matcher(path.toString()).matches();
  }

  private String translate() {
    while (at < glob.length()) {
      char c = glob.charAt(at++);
      switch (c) {
        case '\\' -> literal(escaped());
        case '?' -> regex.append(IN_NAME);
        case '*' -> star();
        case '[' -> bracket();
        case '{' -> openGroup();
        case '}' -> closeGroupOr(c);
        case ',' -> alternativeOr(c);
        default -> literal(c);
      }
    }
    if (inGroup) {
      throw error("no } for the {");
    }
    return regex.toString();
  }

  private void star() {
    int first = at - 1;
    while (at < glob.length() && glob.charAt(at) == '*') {
      at++;
    }
    if (at == first + 1) {
      regex.append(IN_NAME).append('*');
      return;
    }
    int directories = 0;
    while (glob.startsWith(ANY_DIRECTORIES, first + directories * ANY_DIRECTORIES.length())) {
      directories++;
    }
    if (directories > 1) {
      at = first + directories * ANY_DIRECTORIES.length();
      directories(directories);
    } else {
      regex.append(".*");
    }
  }

  /**
   * Matches so many directories or more, as {@code .*} and a slash so many times does, but that
   * tries to divide a path in every way. Groups of groups keep the matcher's recursion low.
   */
  private void directories(int count) {
    int groups = count / GROUP;
    if (groups > 0) {
      regex.append("(?>").append(ONE_DIRECTORY).append('{').append(GROUP).append("}){");
      regex.append(groups).append('}');
    }
    if (count % GROUP > 0) {
      regex.append("(?>").append(ONE_DIRECTORY).append('{').append(count % GROUP).append("})");
    }
    regex.append("(?:.*/)?");
  }

  private void openGroup() {
    if (inGroup) {
      throw error("{ inside { }");
    }
    inGroup = true;
    regex.append("(?:");
  }

  private void closeGroupOr(char c) {
    if (inGroup) {
      inGroup = false;
      regex.append(')');
    } else {
      literal(c);
    }
  }

  private void alternativeOr(char c) {
    if (inGroup) {
      regex.append('|');
    } else {
      literal(c);
    }
  }

  private void bracket() {
    regex.append("(?!/)[");
    if (peek() == '!') {
      at++;
      regex.append('^');
    }
    int start = at;
    char low = 0;
    boolean canRange = false;
    while (peek() != ']' || at == start) {
      char c = next();
      if (c == '/') {
        throw error("a slash between [ and ]");
      }
      if (c == ']') {
        throw error("nothing between [ and ]");
      }
      if (c == '-' && canRange && peek() != ']') {
        char high = next();
        if (high < low) {
          throw error("a range that runs backwards");
        }
        if (high == '/') {
          throw error("a slash between [ and ]");
        }
        regex.append('-');
        literal(high);
        canRange = false;
      } else {
        literal(c);
        low = c;
        canRange = true;
      }
    }
    at++;
    regex.append(']');
  }

  private char escaped() {
    if (at == glob.length()) {
      throw error("nothing behind the last backslash");
    }
    return glob.charAt(at++);
  }

  private char peek() {
    if (at == glob.length()) {
      throw error("no ] for the [");
    }
    return glob.charAt(at);
  }

  private char next() {
    char c = peek();
    at++;
    return c;
  }

  private void literal(char c) {
    boolean special = c < 0x80 && !Character.isLetterOrDigit(c);
    if (special) {
      regex.append('\\');
    }
    regex.append(c);
  }

  private PatternSyntaxException error(String message) {
    return new PatternSyntaxException(message, glob, Math.max(at - 1, 0));
  }
}
