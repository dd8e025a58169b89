package org.bootarchive.boot.config;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Bytes as text that is fit for a message or a comment: {@code \xHH} for what is not printable. */
final class DisplayText {
  private static final String HEX = "0123456789abcdef";

  private DisplayText() {}

  /** Returns {@code bytes} with the backslash and all outside 0x20..0x7e as {@code \xHH}. */
  static String escape(String bytes) {
    StringBuilder out = new StringBuilder(bytes.length() + 16);
    for (int i = 0; i < bytes.length(); i++) {
      char c = bytes.charAt(i);
      if (c >= 0x20 && c <= 0x7e && c != '\\') {
        out.append(c);
      } else {
        out.append("\\x").append(HEX.charAt(c >> 4 & 0xf)).append(HEX.charAt(c & 0xf));
      }
    }
    return out.toString();
  }

  /** Returns at most {@code limit} chars of {@code bytes}, escaped, with an ellipsis if cut. */
  static String brief(String bytes, int limit) {
    return bytes.length() <= limit ? escape(bytes) : escape(bytes.substring(0, limit)) + "...";
  }

  /** Returns what {@link #escape} was given, or null if the text is not its output. */
  static @Nullable String unescape(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\') {
        out.append(c);
        continue;
      }
      OptionalInt value = hexAt(text, i);
      if (value.isEmpty()) {
        return null;
      }
      out.append((char) value.getAsInt());
      i += 3;
    }
    return out.toString();
  }

  private static OptionalInt hexAt(String text, int backslash) {
    if (backslash + 3 >= text.length() || text.charAt(backslash + 1) != 'x') {
      return OptionalInt.empty();
    }
    int high = HEX.indexOf(text.charAt(backslash + 2));
    int low = HEX.indexOf(text.charAt(backslash + 3));
    return high < 0 || low < 0 ? OptionalInt.empty() : OptionalInt.of(high << 4 | low);
  }
}
