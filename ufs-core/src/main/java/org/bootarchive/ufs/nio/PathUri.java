package org.bootarchive.ufs.nio;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.bootarchive.ufs.disk.FileName;

/**
 * URIs of paths: {@code ufs:IMAGE!/NAME/NAME}, each byte of a name that is no letter, digit or one
 * of {@code -._~} as {@code %HH}.
 */
final class PathUri {
  /** Stands between the image and a path in it; no name holds it, as names have no bare "!". */
  private static final String SEPARATOR = "!/";

  private PathUri() {}

  /** Returns the URI of a path, with a slash at its end if it is a directory now. */
  static URI of(UfsPath path) {
    UfsFileSystem fileSystem = path.getFileSystem();
    UfsPath whole = path.toAbsolutePath();
    StringBuilder text = new StringBuilder();
    text.append(UfsFileSystemProvider.SCHEME).append(':').append(fileSystem.key()).append('!');
    for (FileName name : whole.names()) {
      text.append('/');
      encode(name, text);
    }
    if (whole.names().isEmpty() || isDirectory(whole)) {
      text.append('/');
    }
    return URI.create(text.toString());
  }

  private static boolean isDirectory(UfsPath path) {
    return path.getFileSystem().isOpen() && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static void encode(FileName name, StringBuilder text) {
    for (int i = 0; i < name.length(); i++) {
      byte b = name.at(i);
      if (isUnreserved(b)) {
        text.append((char) b);
      } else {
        text.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
  }

  private static boolean isUnreserved(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || b == '-'
        || b == '.'
        || b == '_'
        || b == '~';
  }

  /**
   * Returns the image that a URI names: all behind the scheme, without {@code !/} at the end.
   *
   * @throws IllegalArgumentException if the URI is of another scheme
   */
  static String imageOf(URI uri) {
    String rest = rest(uri);
    return rest.endsWith(SEPARATOR) ? rest.substring(0, rest.length() - SEPARATOR.length()) : rest;
  }

  /** Returns the image that the URI of a path names. */
  static String imageOfPath(URI uri) {
    String rest = rest(uri);
    int separator = rest.lastIndexOf(SEPARATOR);
    return separator < 0 ? rest : rest.substring(0, separator);
  }

  /** Returns the names of the path that a URI names. */
  static List<FileName> namesOf(URI uri) {
    String rest = rest(uri);
    int separator = rest.lastIndexOf(SEPARATOR);
    List<FileName> names = new ArrayList<>();
    if (separator >= 0) {
      for (String name : rest.substring(separator + SEPARATOR.length()).split("/", -1)) {
        if (!name.isEmpty()) {
          names.add(decode(uri, name));
        }
      }
    }
    return names;
  }

  private static FileName decode(URI uri, String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    int plain = 0;
    for (int at = text.indexOf('%'); at >= 0; at = text.indexOf('%', plain)) {
      bytes.writeBytes(text.substring(plain, at).getBytes(StandardCharsets.UTF_8));
      // A URI has two digits behind each %, or it is none.
      bytes.write(HexFormat.fromHexDigits(text, at + 1, at + 3));
      plain = at + 3;
    }
    bytes.writeBytes(text.substring(plain).getBytes(StandardCharsets.UTF_8));
    byte[] name = bytes.toByteArray();
    for (byte b : name) {
      if (b == 0) {
        throw new IllegalArgumentException("a name has a zero byte: " + uri);
      }
    }
    return FileName.of(name);
  }

  private static String rest(URI uri) {
    if (!UfsFileSystemProvider.SCHEME.equalsIgnoreCase(uri.getScheme())) {
      throw new IllegalArgumentException("the scheme is not ufs: " + uri);
    }
    if (uri.getRawFragment() != null) {
      throw new IllegalArgumentException("a fragment says nothing here: " + uri);
    }
    return uri.getRawSchemeSpecificPart();
  }
}
