package org.bootarchive.archive.platform;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The list of all regular files of an image with their MD5, {@code boot_archive.manifest}: a line
 * each of 32 hexadecimal digits, two spaces, and the path behind {@code ./}, sorted by bytes.
 *
 * <p>Paths are chars U+0000 to U+00FF for bytes, without the {@code ./}. As md5sum writes it, a
 * line whose path holds a backslash or an end of line starts with a backslash, and has them as
 * {@code \\}, {@code \n} and {@code \r}.
 *
 * <p>Source: {@code bi_ship_manifest} of smartos-live's {@code tools/build_live}, and md5sum(1).
 */
final class FileManifest {
  /** The digits of an MD5. */
  static final int MD5_DIGITS = 32;

  private static final int PATH_AT = MD5_DIGITS + 4;

  private final SortedMap<String, String> sums;
  private final List<Fault> faults;

  /** What is wrong with a line. */
  enum Wrong {
    /** It has another form. */
    MALFORMED,
    /** Its path was there before. */
    DUPLICATE,
    /** Its path is below the one before. */
    ORDER
  }

  /**
   * A line that is not as it should be.
   *
   * @param line from 1
   * @param path empty if the line has none
   */
  record Fault(Wrong wrong, int line, String path) {}

  private FileManifest(SortedMap<String, String> sums, List<Fault> faults) {
    this.sums = Collections.unmodifiableSortedMap(sums);
    this.faults = Collections.unmodifiableList(faults);
  }

  /** Returns the manifest of some paths and their sums, in 32 lower-case digits. */
  public static FileManifest of(Map<String, String> sums) {
    return new FileManifest(new TreeMap<>(sums), List.of());
  }

  /** Reads a manifest; what is wrong with it is kept, and no exception. */
  public static FileManifest parse(byte[] text) {
    SortedMap<String, String> sums = new TreeMap<>();
    List<Fault> faults = new ArrayList<>();
    String before = "";
    int number = 0;
    for (int start = 0; start < text.length; ) {
      int end = start;
      while (end < text.length && text[end] != '\n') {
        end++;
      }
      String line = new String(text, start, end - start, ISO_8859_1);
      start = end + 1;
      number++;
      String path = path(line);
      if (path == null) {
        faults.add(new Fault(Wrong.MALFORMED, number, ""));
        continue;
      }
      if (sums.putIfAbsent(path, sum(line)) != null) {
        faults.add(new Fault(Wrong.DUPLICATE, number, path));
      } else if (path.compareTo(before) < 0) {
        faults.add(new Fault(Wrong.ORDER, number, path));
      }
      before = path;
    }
    return new FileManifest(sums, faults);
  }

  private static boolean isEscaped(String line) {
    return line.startsWith("\\");
  }

  private static String sum(String line) {
    int at = isEscaped(line) ? 1 : 0;
    return line.substring(at, at + MD5_DIGITS);
  }

  /** Returns the path in a line, null if it is no line of a manifest. */
  private static @Nullable String path(String line) {
    String rest = isEscaped(line) ? line.substring(1) : line;
    if (rest.length() <= PATH_AT || !rest.startsWith("  ./", MD5_DIGITS)) {
      return null;
    }
    for (int i = 0; i < MD5_DIGITS; i++) {
      char digit = rest.charAt(i);
      if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
        return null;
      }
    }
    String path = rest.substring(PATH_AT);
    return isEscaped(line) ? unescape(path) : path;
  }

  private static String unescape(String path) {
    StringBuilder plain = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '\\' && i + 1 < path.length()) {
        i++;
        c = path.charAt(i);
        c = c == 'n' ? '\n' : c == 'r' ? '\r' : c;
      }
      plain.append(c);
    }
    return plain.toString();
  }

  /** Returns the sums by path, in the order of the bytes. */
  public SortedMap<String, String> sums() {
    return sums;
  }

  List<Fault> faults() {
    return faults;
  }

  /** Returns the lines. */
  public byte[] toBytes() {
    int bytes = 0;
    for (String path : sums.keySet()) {
      bytes += PATH_AT + path.length() + 1;
    }
    StringBuilder text = new StringBuilder(bytes);
    for (Map.Entry<String, String> entry : sums.entrySet()) {
      String path = entry.getKey();
      String escaped = path.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
      text.append(escaped.equals(path) ? "" : "\\");
      text.append(entry.getValue()).append("  ./").append(escaped).append('\n');
    }
    return text.toString().getBytes(ISO_8859_1);
  }
}
