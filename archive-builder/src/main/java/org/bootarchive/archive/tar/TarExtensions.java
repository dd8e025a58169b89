package org.bootarchive.archive.tar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.bootarchive.ufs.disk.CorruptImageException;
import org.jspecify.annotations.Nullable;

/** What the members before a tar member say of it: POSIX's records of type x, GNU's L and K. */
final class TarExtensions {
  private final String tar;
  private @Nullable String name;
  private @Nullable String link;
  private @Nullable String size;

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
      case "size" -> size = value;
      default -> {}
    }
  }

  /** Returns a header as it is meant with these. */
  TarHeader applyTo(TarHeader header, long offset) throws CorruptImageException {
    String digits = size;
    if (digits != null && !digits.matches("[0-9]{1,18}")) {
      throw new CorruptImageException(tar, offset, "an extended header has a size of no digits");
    }
    return new TarHeader(
        name == null ? header.name() : name,
        header.mode(),
        header.uid(),
        header.gid(),
        digits == null ? header.size() : Long.parseLong(digits),
        header.seconds(),
        header.type(),
        link == null ? header.link() : link);
  }
}
