package org.bootarchive.boot.config.ipxe;

import java.util.Locale;

/**
 * A URI as iPXE resolves it against that of the running script, and as it hands it to the kernel.
 *
 * <p>Source: {@code parse_uri}, {@code resolve_uri} and {@code format_uri} of core/uri.c.
 */
final class IpxeUri {
  private IpxeUri() {}

  /** Returns an absolute URI: a relative one next to the base, an absolute one as it is. */
  static String resolve(String base, String uri) {
    if (isAbsolute(uri)) {
      return escaped(uri);
    }
    int fragment = uri.indexOf('#');
    String front = fragment < 0 ? uri : uri.substring(0, fragment);
    int query = front.indexOf('?');
    String path = query < 0 ? front : front.substring(0, query);
    int authorityEnd = authorityEnd(base);
    String basePath = base.substring(authorityEnd);
    basePath = basePath.substring(0, end(basePath));
    if (path.isEmpty()) {
      return escaped(base.substring(0, authorityEnd) + basePath + uri);
    }
    return escaped(
        base.substring(0, authorityEnd)
            + resolvePath(basePath.isEmpty() ? "/" : basePath, path)
            + uri.substring(path.length()));
  }

  /** Returns the name that an image has by its URI: the last part of the path. */
  static String baseName(String uri) {
    int authorityEnd = authorityEnd(uri);
    String path = uri.substring(authorityEnd);
    path = decode(path.substring(0, end(path)));
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Returns whether a text begins with a scheme. */
  static boolean isAbsolute(String uri) {
    for (int i = 0; i < uri.length(); i++) {
      char c = uri.charAt(i);
      if (c == ':') {
        return true;
      }
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
      if (!letter) {
        return false;
      }
    }
    return false;
  }

  /** Returns where the path of an absolute URI begins. */
  private static int authorityEnd(String uri) {
    int colon = uri.indexOf(':');
    if (!isAbsolute(uri)) {
      return 0;
    }
    if (!uri.startsWith("//", colon + 1)) {
      return colon + 1;
    }
    for (int i = colon + 3; i < uri.length(); i++) {
      if ("/?#".indexOf(uri.charAt(i)) >= 0) {
        return i;
      }
    }
    return uri.length();
  }

  private static int end(String path) {
    int end = 0;
    while (end < path.length() && path.charAt(end) != '?' && path.charAt(end) != '#') {
      end++;
    }
    return end;
  }

  private static String resolvePath(String base, String relative) {
    if (relative.startsWith("/")) {
      return relative;
    }
    String directory = parent(base);
    String rest = relative;
    while (true) {
      if (rest.equals(".") || rest.startsWith("./")) {
        rest = rest.substring(Math.min(rest.length(), 2));
      } else if (rest.equals("..") || rest.startsWith("../")) {
        rest = rest.substring(Math.min(rest.length(), 3));
        directory = parent(directory);
      } else {
        return directory + (directory.endsWith("/") ? "" : "/") + rest;
      }
    }
  }

  /** Returns the directory that a path is in, as {@code dirname} does. */
  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    if (slash < 0) {
      return ".";
    }
    return slash == 0 ? "/" : path.substring(0, slash);
  }

  /** Returns a URI with what cannot be shown in one escaped. */
  private static String escaped(String uri) {
    StringBuilder out = new StringBuilder(uri.length());
    for (int i = 0; i < uri.length(); i++) {
      char c = uri.charAt(i);
      if (c > 0xff || (c > ' ' && c < 0x7f)) {
        out.append(c);
      } else {
        out.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      }
    }
    return out.toString();
  }

  /** Returns a text with all escaped that means something in a URI. */
  static String encode(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > ' ' && c < 0x7f && "%/#:@?=&+".indexOf(c) < 0) {
        out.append(c);
      } else {
        out.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      }
    }
    return out.toString();
  }

  /** Returns a text with {@code %HH} as that byte. */
  static String decode(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
      int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
      if (c == '%' && high >= 0 && low >= 0) {
        out.append((char) (high << 4 | low));
        i += 2;
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
