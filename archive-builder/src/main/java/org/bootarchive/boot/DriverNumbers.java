package org.bootarchive.boot;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.primitives.Ints;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The drivers that etc/name_to_major gives major numbers to; no other can be used.
 *
 * <p>Source: {@code read_binding_file} of modsysfile.c and {@code make_mbind} of modsubr.c: a name
 * and a number on a line, of one number the first name.
 */
final class DriverNumbers {
  /** Bytes of the file that are looked at; a real one has some 6000. */
  static final int MAX_BYTES = 1 << 20;

  private static final Splitter WORDS =
      Splitter.on(CharMatcher.whitespace()).trimResults(CharMatcher.is('"')).omitEmptyStrings();

  private final ImmutableSortedMap<Integer, String> names;

  private DriverNumbers(ImmutableSortedMap<Integer, String> names) {
    this.names = names;
  }

  /**
   * Reads the file.
   *
   * @param text its content, chars standing for bytes
   */
  static DriverNumbers parse(String text) {
    Map<Integer, String> names = new TreeMap<>();
    for (String line : Splitter.on('\n').split(text)) {
      int comment = line.indexOf('#');
      List<String> words = WORDS.splitToList(comment < 0 ? line : line.substring(0, comment));
      @Nullable Integer number = words.size() < 2 ? null : number(words.get(1));
      if (number != null && number >= 0) {
        names.putIfAbsent(number, words.get(0));
      }
    }
    return new DriverNumbers(ImmutableSortedMap.copyOf(names));
  }

  private static @Nullable Integer number(String word) {
    return word.startsWith("0x") ? Ints.tryParse(word.substring(2), 16) : Ints.tryParse(word);
  }

  /** Returns the drivers in the order of their numbers. */
  List<String> drivers() {
    return names.values().asList();
  }

  boolean has(String driver) {
    return names.containsValue(driver);
  }
}
