package org.bootarchive.boot.config.loader;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the loader does with {@code boot-args}: it takes them apart into settings that its menu
 * shows, and at the boot puts them together again, not always the same.
 *
 * <p>Source: {@code parse-boot-args} and {@code set-boot-args} in loader.4th.
 */
final class LoaderBootArgs {
  private static final String BOOT_ARGS = "boot-args";
  private static final String ACPI = "acpi-user-options";
  private static final int MAX_ROUNDS = 10_000;

  private static final ImmutableMap<Character, String> SWITCHES =
      ImmutableMap.of(
          's', "boot_single",
          'v', "boot_verbose",
          'k', "boot_kmdb",
          'd', "boot_drop_into_kmdb",
          'r', "boot_reconfigure",
          'a', "boot_ask");

  private final Map<String, String> environment;

  LoaderBootArgs(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Takes {@code boot-args} apart; each change begins at the beginning of what is left. */
  void parse() {
    for (int round = 0; round < MAX_ROUNDS; round++) {
      String before = environment.get(BOOT_ARGS);
      if (before == null) {
        return;
      }
      String after = step(before);
      if (after == null) {
        environment.remove(BOOT_ARGS);
        return;
      }
      if (after.equals(before)) {
        return;
      }
      environment.put(BOOT_ARGS, after);
    }
  }

  /**
   * Returns what is left after one change: the same if there is nothing to change, null if nothing
   * is left. What stands in front of the changed option is lost.
   */
  private @Nullable String step(String text) {
    int at = text.indexOf('-');
    while (at >= 0) {
      int from = at;
      if (at + 1 < text.length() && text.charAt(at + 1) == 'B') {
        int list = at + 2;
        while (list < text.length() && text.charAt(list) == ' ') {
          list++;
        }
        if (list == text.length()) {
          return null;
        }
        if (text.charAt(list) == '-') {
          return text.substring(list);
        }
        while (list < text.length() && text.charAt(list) != ' ') {
          if (text.startsWith(ACPI + "=", list)) {
            return withoutAcpi(text, from, list);
          }
          while (list < text.length() && text.charAt(list) != ',' && text.charAt(list) != ' ') {
            list++;
          }
          if (list < text.length() && text.charAt(list) == ',') {
            list++;
          }
        }
        at = text.indexOf('-', list);
        continue;
      }
      int letter = at + 1;
      while (letter < text.length() && text.charAt(letter) != ' ') {
        String setting = SWITCHES.get(text.charAt(letter));
        if (setting != null) {
          environment.put(setting, "YES");
          String rest = text.substring(from, letter) + text.substring(letter + 1);
          if (rest.length() > 1 && rest.charAt(1) == ' ') {
            rest = rest.substring(2);
          }
          return rest.length() <= 1 ? null : rest;
        }
        letter++;
      }
      if (letter == text.length()) {
        return text;
      }
      at = text.indexOf('-', letter);
    }
    return text;
  }

  private String withoutAcpi(String text, int from, int property) {
    int end = property;
    while (end < text.length() && text.charAt(end) != ',' && text.charAt(end) != ' ') {
      end++;
    }
    environment.put(ACPI, text.substring(property + ACPI.length() + 1, end));
    if (end < text.length() && text.charAt(end) == ',') {
      return text.substring(from, property) + text.substring(end + 1);
    }
    return text.substring(from, property - 1) + text.substring(end);
  }

  /** Puts {@code boot-args} together for the kernel. */
  void compose() {
    String rest = environment.getOrDefault(BOOT_ARGS, "");
    StringBuilder out = new StringBuilder();
    if (!rest.isEmpty() && rest.charAt(0) != '-') {
      int option = rest.indexOf('-');
      out.append(option < 0 ? rest : rest.substring(0, option));
      rest = option < 0 ? "" : rest.substring(option);
    }
    if (out.length() > 0) {
      out.append(' ');
    }
    out.append('-');
    for (char letter : new char[] {'s', 'v', 'k', 'd', 'r', 'a'}) {
      String value = environment.get(SWITCHES.getOrDefault(letter, ""));
      if (value != null && Ascii.equalsIgnoreCase(value, "YES")) {
        out.append(letter);
      }
    }
    if (!rest.isEmpty()) {
      if (rest.length() > 1 && rest.charAt(1) == 'B') {
        if (last(out) == '-') {
          rest = rest.substring(1);
        } else {
          out.append(' ');
        }
      } else {
        rest = rest.substring(1);
      }
      out.append(rest);
    }
    String acpi = environment.getOrDefault(ACPI, "");
    if (!acpi.isEmpty()) {
      if (last(out) != '-') {
        out.append(" -");
      }
      out.append("B acpi-user-options=").append(acpi);
    }
    if (last(out) == '-') {
      out.setLength(out.length() - 1);
      if (out.length() > 0 && last(out) == ' ') {
        out.setLength(out.length() - 1);
      }
    }
    if (out.length() > 0) {
      environment.put(BOOT_ARGS, out.toString());
    }
  }

  private static char last(StringBuilder text) {
    return text.charAt(text.length() - 1);
  }
}
