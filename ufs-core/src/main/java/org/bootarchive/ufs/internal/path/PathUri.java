package org.bootarchive.ufs.internal.path;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.bootarchive.ufs.text.FileName;

/**
 * URIs of paths: {@code SCHEME:IMAGE!/NAME/NAME}, each byte of a name that is no letter, digit or
 * one of {@code -._~} as {@code %HH}.
 */
public final class PathUri {
  /** Stands between the image and a path in it; no name holds it, as names have no bare "!". */
  private static final String SEPARATOR = "!/";

  private PathUri() {}

  /**
   * Returns the URI of a path.
   *
   * @param key what stands for the file system
   * @param names those of the path, from the root
   * @param directory whether a slash is to end it
   */
  public static URI of(String scheme, String key, List<FileName> names, boolean directory) {
    StringBuilder text = new StringBuilder();
    text.append(scheme).append(':').append(key).append('!');
    for (FileName name : names) {
      text.append('/');
      encode(name, text);
    }
    if (names.isEmpty() || directory) {
      text.append('/');
    }
    return URI.create(text.toString());
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
  public static String imageOf(String scheme, URI uri) {
    String rest = rest(scheme, uri);
    return rest.endsWith(SEPARATOR) ? rest.substring(0, rest.length() - SEPARATOR.length()) : rest;
  }

  /** Returns the image that the URI of a path names. */
  public static String imageOfPath(String scheme, URI uri) {
    String rest = rest(scheme, uri);
    int separator = rest.lastIndexOf(SEPARATOR);
    return separator < 0 ? rest : rest.substring(0, separator);
  }

  /** Returns the names of the path that a URI names. */
  public static List<FileName> namesOf(String scheme, URI uri) {
    String rest = rest(scheme, uri);
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

  private static String rest(String scheme, URI uri) {
    if (!scheme.equalsIgnoreCase(uri.getScheme())) {
      throw new IllegalArgumentException("the scheme is not " + scheme + ": " + uri);
    }
    if (uri.getRawFragment() != null) {
      throw new IllegalArgumentException("a fragment says nothing here: " + uri);
    }
    return uri.getRawSchemeSpecificPart();
  }
}
