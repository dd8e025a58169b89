package org.bootarchive.archive.tar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.text.EscapedBytes;
import org.jspecify.annotations.Nullable;

/** What the members before a tar member say of it: POSIX's records of type x, GNU's L and K. */
final class TarExtensions {
  private final String tar;
  private @Nullable String name;
  private @Nullable String link;
  private @Nullable Long size;
  private @Nullable Long uid;
  private @Nullable Long gid;
  private @Nullable Instant modified;

  TarExtensions(String tar) {
    this.tar = tar;
  }

  void setName(byte[] content) {
    name = untilZero(content);
  }

  void setLink(byte[] content) {
    link = untilZero(content);
  }

  private static String untilZero(byte[] content) {
    String text = new String(content, ISO_8859_1);
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }

  /**
   * Takes records of the form {@code LENGTH KEY=VALUE\n}.
   *
   * @param offset where they are in the tar, for messages
   * @throws CorruptImageException if they are not of that form, or describe a sparse file
   */
  void addRecords(byte[] content, long offset) throws CorruptImageException {
    String text = new String(content, ISO_8859_1);
    for (int at = 0; at < text.length(); ) {
      int space = text.indexOf(' ', at);
      int length = space < 0 || space - at > 7 ? -1 : length(text.substring(at, space));
      int end = at + length;
      int equals = text.indexOf('=', at);
      if (length <= space - at + 1
          || end > text.length()
          || text.charAt(end - 1) != '\n'
          || equals < space
          || equals >= end) {
        throw new CorruptImageException(tar, offset, "an extended header is damaged");
      }
      add(text.substring(space + 1, equals), text.substring(equals + 1, end - 1), offset);
      at = end;
    }
  }

  private static int length(String digits) {
    return digits.matches("[0-9]+") ? Integer.parseInt(digits) : -1;
  }

  private void add(String key, String value, long offset) throws CorruptImageException {
    if (key.startsWith("GNU.sparse.")) {
      throw new CorruptImageException(tar, offset, "a sparse file, which no platform has");
    }
    switch (key) {
      case "path" -> name = value;
      case "linkpath" -> link = value;
      case "size" -> size = number(key, value, Long.MAX_VALUE, offset);
      case "uid" -> uid = number(key, value, TarHeader.MAX_ID, offset);
      case "gid" -> gid = number(key, value, TarHeader.MAX_ID, offset);
      case "mtime" -> modified = time(value, offset);
      default -> {}
    }
  }

  /** Returns a number; null for no value, which takes back one before. */
  private @Nullable Long number(String key, String digits, long limit, long offset)
      throws CorruptImageException {
    if (digits.isEmpty()) {
      return null;
    }
    if (!digits.matches("[0-9]{1,18}") || Long.parseLong(digits) > limit) {
      throw new CorruptImageException(
          tar,
          offset,
          "the "
              + key
              + " in an extended header, "
              + EscapedBytes.escape(digits.getBytes(ISO_8859_1))
              + ", is no number from 0 to "
              + limit);
    }
    return Long.parseLong(digits);
  }

  /** Returns a time of decimal seconds, with any number of digits behind the point. */
  private @Nullable Instant time(String decimal, long offset) throws CorruptImageException {
    if (decimal.isEmpty()) {
      return null;
    }
    if (!decimal.matches("-?[0-9]{1,15}([.][0-9]{0,30})?")) {
      throw new CorruptImageException(tar, offset, "an extended header has a time of no digits");
    }
    BigDecimal time = new BigDecimal(decimal.endsWith(".") ? decimal + "0" : decimal);
    BigDecimal seconds = time.setScale(0, RoundingMode.FLOOR);
    int nanos = time.subtract(seconds).movePointRight(9).intValue();
    return Instant.ofEpochSecond(seconds.longValueExact(), nanos);
  }

  /** Returns a header as it is meant with these. */
  TarHeader applyTo(TarHeader header) {
    return new TarHeader(
        name == null ? header.name() : name,
        header.mode(),
        uid == null ? header.uid() : uid,
        gid == null ? header.gid() : gid,
        size == null ? header.size() : size,
        modified == null ? header.modified() : modified,
        header.type(),
        link == null ? header.link() : link,
        header.major(),
        header.minor());
  }
}
