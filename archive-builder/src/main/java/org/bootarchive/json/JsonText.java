package org.bootarchive.json;

import java.util.Locale;
import org.bootarchive.ufs.internal.text.TerminalText;

/**
 * JSON as it can be shown on a terminal: what terminals obey and do not show is escaped, which
 * changes no value.
 */
final class JsonText {
  private JsonText() {}

  /** Returns JSON in which nothing but its own ends of lines is a control. */
  static String of(String json) {
    if (json.chars().allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7f))) {
      return json;
    }
    StringBuilder text = new StringBuilder(json.length());
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c == '\n' || !isObeyed(json, i)) {
        text.append(c);
      } else {
        text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      }
    }
    return text.toString();
  }

  private static boolean isObeyed(String json, int at) {
    char c = json.charAt(at);
    int character = c;
    if (Character.isLowSurrogate(c) && at > 0 && Character.isHighSurrogate(json.charAt(at - 1))) {
      character = json.codePointAt(at - 1);
    } else if (Character.isHighSurrogate(c)) {
      character = json.codePointAt(at);
    }
    return TerminalText.isObeyed(character);
  }
}
