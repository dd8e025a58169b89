package org.bootarchive.boot.config.syslinux;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;

/**
 * The arguments of {@code mboot.c32}, taken apart: {@code main} and {@code get_modules} of
 * com32/mboot/mboot.c.
 *
 * @param options what stands before the kernel, such as {@code -aout}
 * @param strings the kernel's string and those of the modules, each with its path in front; empty
 *     if no kernel is named
 * @param separatorFirst whether a separator stands where a path is expected: nothing is loaded
 * @param separatorLast whether a separator stands at the end: a module without content is added
 */
record MbootCommand(
    ImmutableList<String> options,
    ImmutableList<String> strings,
    boolean separatorFirst,
    boolean separatorLast) {
  static final String SEPARATOR = "---";

  /** Takes the words behind the module's name apart. */
  static MbootCommand parse(List<String> words) {
    int at = 0;
    while (at < words.size() && isOption(words.get(at))) {
      at++;
    }
    ImmutableList.Builder<String> strings = ImmutableList.builder();
    List<String> current = new ArrayList<>();
    boolean separatorFirst = false;
    for (String word : words.subList(at, words.size())) {
      if (!word.equals(SEPARATOR)) {
        current.add(word);
        continue;
      }
      separatorFirst |= current.isEmpty();
      strings.add(String.join(" ", current));
      current.clear();
    }
    boolean last = at < words.size() && current.isEmpty();
    if (!current.isEmpty()) {
      strings.add(String.join(" ", current));
    }
    return new MbootCommand(
        ImmutableList.copyOf(words.subList(0, at)), strings.build(), separatorFirst, last);
  }

  private static boolean isOption(String word) {
    String positive = word.startsWith("-no") ? word.substring(3) : word;
    return positive.equals("-solaris") || positive.equals("-aout");
  }

  /** Returns whether the last word about it asks for the a.out kludge. */
  boolean usesKludge() {
    boolean uses = false;
    for (String option : options) {
      if (option.endsWith("-aout")) {
        uses = option.equals("-aout");
      }
    }
    return uses;
  }
}
