package org.bootarchive.boot.config.grub;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The variables that {@code kernel$} and {@code module$} expand: those that the {@code variable}
 * command sets, and {@code $ISADIR}, which on a 64-bit machine is {@code amd64}.
 *
 * <p>{@code $ZFS-BOOTFS} depends on the pool and stays as it is. Source: {@code expand_string} in
 * expand.c.
 */
final class GrubVariables {
  private static final String ISADIR = "$ISADIR";
  private static final int NAME_LIMIT = 31;

  private final Map<String, String> values = new HashMap<>();

  GrubVariables() {}

  GrubVariables(GrubVariables other) {
    values.putAll(other.values);
  }

  /** Sets a variable as the argument of {@code variable} says. */
  void set(String argument) {
    int blank = argument.indexOf(' ');
    if (blank < 0) {
      values.put(argument, "");
      return;
    }
    int start = blank;
    while (start < argument.length() && argument.charAt(start) == ' ') {
      start++;
    }
    values.put(argument.substring(0, blank), argument.substring(start));
  }

  /** Expands a text once; names that are not set go to {@code undefined} and stay as they are. */
  String expand(String text, Consumer<String> undefined) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    int i = 0;
    while (i < text.length()) {
      if (text.startsWith(ISADIR, i)) {
        out.append("amd64");
        i += ISADIR.length();
        continue;
      }
      int close = text.startsWith("${", i) ? closing(text, i + 2) : -1;
      if (close < 0) {
        out.append(text.charAt(i++));
        continue;
      }
      String name = text.substring(i + 2, close);
      String value = values.get(name);
      if (value == null) {
        undefined.accept(name);
        out.append(text, i, close + 1);
      } else {
        out.append(value);
      }
      i = close + 1;
    }
    return out.toString();
  }

  /** Returns where the name ends, or -1: a longer name or an open one is no variable. */
  private static int closing(String text, int start) {
    for (int i = start; i < text.length() && i - start < NAME_LIMIT; i++) {
      if (text.charAt(i) == '}') {
        return i;
      }
    }
    return -1;
  }
}
