package org.bootarchive.archive.build;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import java.io.IOException;
import java.util.List;
import org.bootarchive.ufs.text.EscapedBytes;

/**
 * A line of a manifest.
 *
 * @param number from 1
 * @param type d, f, s or h
 * @param path the file's path, chars U+0000 to U+00FF for bytes
 * @param fields of d and f: mode, user, group; of s and h: the text or target
 */
record ManifestLine(int number, char type, String path, List<String> fields) {
  private static final Splitter FIELDS = Splitter.on(CharMatcher.anyOf(" \t\r")).omitEmptyStrings();

  /** Returns whether a line says nothing. */
  static boolean isBlank(String line) {
    String text = line.trim();
    return text.isEmpty() || text.startsWith("#");
  }

  /**
   * Reads a line.
   *
   * @param line chars U+0000 to U+00FF for bytes
   * @throws IOException if it is none
   */
  static ManifestLine parse(int number, String line) throws IOException {
    List<String> fields = FIELDS.splitToList(line);
    String type = fields.get(0);
    return switch (type) {
      case "d", "f" -> {
        requireFields(fields, 5, type + " PATH MODE USER GROUP");
        yield new ManifestLine(number, type.charAt(0), fields.get(1), fields.subList(2, 5));
      }
      case "s", "h" -> {
        requireFields(fields, 2, type + " LINK=TARGET");
        int equals = fields.get(1).indexOf('=');
        if (equals < 1 || equals == fields.get(1).length() - 1) {
          throw new IOException("a link is " + type + " LINK=TARGET");
        }
        yield new ManifestLine(
            number,
            type.charAt(0),
            fields.get(1).substring(0, equals),
            List.of(fields.get(1).substring(equals + 1)));
      }
      default ->
          throw new IOException(
              "a line starts with d, f, s or h, not with '"
                  + EscapedBytes.escape(type.getBytes(ISO_8859_1))
                  + "'");
    };
  }

  private static void requireFields(List<String> fields, int count, String form)
      throws IOException {
    if (fields.size() != count) {
      throw new IOException("expected " + form + ", found " + fields.size() + " fields");
    }
  }

  int permissions() throws IOException {
    String mode = fields.get(0);
    if (!mode.matches("[0-7]{1,5}") || Integer.parseInt(mode, 8) > 07777) {
      throw new IOException(
          "'" + EscapedBytes.escape(mode.getBytes(ISO_8859_1)) + "' is no mode in octal");
    }
    return Integer.parseInt(mode, 8);
  }

  String user() {
    return fields.get(1);
  }

  String group() {
    return fields.get(2);
  }

  byte[] target() {
    return fields.get(0).getBytes(ISO_8859_1);
  }

  byte[] pathBytes() {
    return path.getBytes(ISO_8859_1);
  }

  /** Returns whether another line says the same. */
  boolean saysTheSame(ManifestLine other) {
    return type == other.type && path.equals(other.path) && fields.equals(other.fields);
  }
}
