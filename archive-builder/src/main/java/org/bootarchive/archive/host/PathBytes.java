package org.bootarchive.archive.host;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of host paths. Java shows them as characters of the locale, and some not at all; a path
 * that the host gave keeps its bytes, which its URI shows.
 */
public final class PathBytes {
  private static final Charset HOST =
      Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

  private PathBytes() {}

  /** Returns the bytes of a path of one name. */
  public static byte[] name(Path name) {
    byte[] plain = plain(name);
    if (plain != null) {
      return plain;
    }
    byte[] all = decode(name.toUri().getRawPath());
    int end = all.length;
    while (end > 0 && all[end - 1] == '/') {
      end--;
    }
    int start = end;
    while (start > 0 && all[start - 1] != '/') {
      start--;
    }
    return Arrays.copyOfRange(all, start, end);
  }

  /** Returns the bytes of a symbolic link's text. */
  public static byte[] linkText(Path text) {
    byte[] plain = plain(text);
    if (plain != null) {
      return plain;
    }
    byte[] all = decode(text.toUri().getRawPath());
    if (text.isAbsolute()) {
      return all;
    }
    byte[] here = decode(text.getFileSystem().getPath("").toUri().getRawPath());
    byte[] relative = Arrays.copyOfRange(all, here.length, all.length);
    boolean slash = text.toString().endsWith("/");
    int end = relative.length;
    while (!slash && end > 0 && relative[end - 1] == '/') {
      end--;
    }
    return Arrays.copyOf(relative, end);
  }

  private static byte @Nullable [] plain(Path path) {
    String text = path.toString();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return decodable(path, text);
      }
    }
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte @Nullable [] decodable(Path path, String text) {
    if (!path.getFileSystem().equals(FileSystems.getDefault())) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    return text.indexOf('\ufffd') < 0 && HOST.newEncoder().canEncode(text)
        ? text.getBytes(HOST)
        : null;
  }

  private static byte[] decode(String rawPath) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(rawPath.length());
    for (int i = 0; i < rawPath.length(); i++) {
      if (rawPath.charAt(i) == '%') {
        bytes.write(HexFormat.fromHexDigits(rawPath, i + 1, i + 3));
        i += 2;
      } else {
        bytes.write(rawPath.charAt(i));
      }
    }
    return bytes.toByteArray();
  }
}
