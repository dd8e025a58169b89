package org.bootarchive.boot.config.ipxe;

import com.google.common.collect.ImmutableList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The options of a command, taken apart as iPXE's {@code getopt_long} and {@code parse_options} do.
 *
 * @param values by long name; a flag's value is empty
 * @param operands the words behind the options
 */
record IpxeOptions(Map<String, String> values, ImmutableList<String> operands) {

  /**
   * Takes words apart.
   *
   * @param known the long names, each with {@code =} behind it if it takes a value; the first
   *     letter is the short name
   * @return null if iPXE refuses the options or the number of operands
   */
  static @Nullable IpxeOptions parse(List<String> words, List<String> known, int least, int most) {
    Map<String, String> values = new HashMap<>();
    int i = 1;
    while (i < words.size() && words.get(i).startsWith("-")) {
      String word = words.get(i++);
      if (word.equals("--")) {
        break;
      }
      if (word.startsWith("--")) {
        i = longOption(words, word.substring(2), i, known, values);
      } else {
        i = shortOptions(words, word, i, known, values);
      }
      if (i < 0) {
        return null;
      }
    }
    List<String> operands = words.subList(i, words.size());
    return operands.size() < least || operands.size() > most
        ? null
        : new IpxeOptions(values, ImmutableList.copyOf(operands));
  }

  private static int longOption(
      List<String> words, String text, int next, List<String> known, Map<String, String> values) {
    int equals = text.indexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals);
    boolean flag = known.contains(name);
    if (!flag && !known.contains(name + "=")) {
      return -1;
    }
    if (flag) {
      values.put(name, "");
      return equals < 0 ? next : -1;
    }
    if (equals >= 0) {
      return put(values, name, text.substring(equals + 1)) ? next : -1;
    }
    return argument(words, next) && put(values, name, words.get(next)) ? next + 1 : -1;
  }

  private static int shortOptions(
      List<String> words, String word, int next, List<String> known, Map<String, String> values) {
    if (word.length() == 1) {
      return -1;
    }
    for (int at = 1; at < word.length(); at++) {
      String name = null;
      for (String candidate : known) {
        if (candidate.charAt(0) == word.charAt(at)) {
          name = candidate;
          break;
        }
      }
      if (name == null) {
        return -1;
      }
      if (!name.endsWith("=")) {
        values.put(name, "");
        continue;
      }
      String bare = name.substring(0, name.length() - 1);
      if (at + 1 < word.length()) {
        return put(values, bare, word.substring(at + 1)) ? next : -1;
      }
      return argument(words, next) && put(values, bare, words.get(next)) ? next + 1 : -1;
    }
    return next;
  }

  /** Returns whether the next word can be an option's value: it must not look like an option. */
  private static boolean argument(List<String> words, int next) {
    return next < words.size() && !words.get(next).startsWith("-");
  }

  private static boolean put(Map<String, String> values, String name, String value) {
    if (name.endsWith("timeout") && !isInteger(value)) {
      return false;
    }
    values.put(name, value);
    return true;
  }

  /** Returns whether {@code parse_integer} takes a text: a whole number in C's notation. */
  static boolean isInteger(String text) {
    try {
      Long.decode(text);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  @Nullable String value(String name) {
    return values.get(name);
  }

  /** Returns the operands from one on with a blank between each two. */
  String joined(int from) {
    return from >= operands.size() ? "" : String.join(" ", operands.subList(from, operands.size()));
  }
}
