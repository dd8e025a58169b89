package org.bootarchive.dtrace.conf;

/** Strings of system(4). */
final class SystemStrings {
  private SystemStrings() {}

  /** Resolves the escapes that the lexer leaves: {@code kobj_get_string} of modsysfile.c. */
  static String unescape(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int special = c == '\\' && i + 1 < text.length() ? "tnb".indexOf(text.charAt(i + 1)) : -1;
      if (special >= 0) {
        out.append("\t\n\b".charAt(special));
        i++;
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
