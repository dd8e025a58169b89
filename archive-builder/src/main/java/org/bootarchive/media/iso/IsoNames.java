package org.bootarchive.media.iso;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.base.Strings;
import java.nio.file.FileSystemException;
import java.util.Map;
import java.util.Set;
import org.bootarchive.ufs.text.FileName;

/** Names of ISO 9660 (level 1) and of Joliet, as mkisofs makes them. */
final class IsoNames {
  /** The most UTF-16 units of a name of Joliet. */
  static final int MOST_JOLIET_UNITS = 64;

  private static final int BASE = 8;
  private static final int EXTENSION = 3;
  private static final int FEWEST_DIGITS = 3;
  private static final int MOST_DIGITS = 5;
  private static final CharMatcher D_CHARACTERS =
      CharMatcher.inRange('A', 'Z').or(CharMatcher.inRange('0', '9')).or(CharMatcher.is('_'));
  private static final CharMatcher NOT_JOLIET = CharMatcher.anyOf("*/:;?\\");

  private IsoNames() {}

  /**
   * Returns an upper-case 8.3 name, with dot and without version, that is none of those taken.
   *
   * @param taken names of the directory; the caller adds the new one
   * @param unused empty at first, and the same for all names of a directory: the numbers from which
   *     on names may be unused, so that not all of them are tried for each name
   * @param what is named, for an exception
   */
  static String unique(
      FileName name,
      boolean isDirectory,
      Set<String> taken,
      Map<String, Integer> unused,
      String what)
      throws FileSystemException {
    String text = Ascii.toUpperCase(new String(name.toBytes(), ISO_8859_1));
    text = CharMatcher.is('.').trimLeadingFrom(text);
    int dot = isDirectory ? -1 : text.lastIndexOf('.');
    String base = characters(dot < 0 ? text : text.substring(0, dot), BASE);
    base = base.isEmpty() ? "_" : base;
    String end =
        isDirectory ? "" : "." + (dot < 0 ? "" : characters(text.substring(dot + 1), EXTENSION));
    if (!taken.contains(base + end)) {
      return base + end;
    }
    int first = 0;
    int limit = 1000;
    for (int digits = FEWEST_DIGITS; digits <= MOST_DIGITS; digits++) {
      String start = base.substring(0, Math.min(base.length(), BASE - digits));
      String row = digits + start + end;
      for (int i = unused.getOrDefault(row, first); i < limit; i++) {
        String candidate = start + Strings.padStart(Integer.toString(i), digits, '0') + end;
        unused.put(row, i);
        if (!taken.contains(candidate)) {
          return candidate;
        }
      }
      unused.put(row, limit);
      first = limit;
      limit *= 10;
    }
    throw new FileSystemException(what, null, "no ISO 9660 name is left for it");
  }

  private static String characters(String text, int most) {
    return D_CHARACTERS.negate().replaceFrom(text.substring(0, Math.min(most, text.length())), '_');
  }

  /** Returns a name of ISO 9660 without its version. */
  static String withoutVersion(byte[] name) {
    String text = new String(name, ISO_8859_1);
    int semicolon = text.indexOf(';');
    return semicolon < 0 ? text : text.substring(0, semicolon);
  }

  /** Orders names by what is before the dot, then by the extension, each padded with spaces. */
  static int compare(byte[] name, byte[] other) {
    String a = withoutVersion(name);
    String b = withoutVersion(other);
    int dotA = a.indexOf('.') < 0 ? a.length() : a.indexOf('.');
    int dotB = b.indexOf('.') < 0 ? b.length() : b.indexOf('.');
    int order = comparePadded(a.substring(0, dotA), b.substring(0, dotB));
    return order != 0 ? order : comparePadded(a.substring(dotA), b.substring(dotB));
  }

  private static int comparePadded(String a, String b) {
    for (int i = 0; i < Math.max(a.length(), b.length()); i++) {
      int order =
          Character.compare(i < a.length() ? a.charAt(i) : ' ', i < b.length() ? b.charAt(i) : ' ');
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /** Returns the name that Joliet has for one of Rock Ridge. */
  static String joliet(FileName name) {
    String text = NOT_JOLIET.replaceFrom(new String(name.toBytes(), UTF_8), '_');
    return text.substring(0, Math.min(MOST_JOLIET_UNITS, text.length()));
  }

  /** Returns the name in a record of Joliet, without version. */
  static String jolietOf(byte[] name) {
    String text = new String(name, UTF_16BE);
    int semicolon = text.indexOf(';');
    text = semicolon < 0 ? text : text.substring(0, semicolon);
    return text.substring(0, Math.min(MOST_JOLIET_UNITS, text.length()));
  }
}
