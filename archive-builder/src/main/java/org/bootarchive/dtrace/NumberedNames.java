package org.bootarchive.dtrace;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.io.ByteSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;

/** The names in a file of numbered names, such as name_to_major. */
final class NumberedNames {
  /** More of a file is not read; the kernel's own have a few kilobytes. */
  private static final long MAX_BYTES = 1 << 20;

  private static final Splitter WORDS = Splitter.on(CharMatcher.anyOf(" \t")).omitEmptyStrings();

  private NumberedNames() {}

  /**
   * Returns the first words of the lines but for comments ({@code read_binding_file} of
   * modsysfile.c).
   */
  static ImmutableList<String> of(ByteSource file) throws IOException {
    ImmutableList.Builder<String> names = ImmutableList.builder();
    String text = file.slice(0, MAX_BYTES).asCharSource(StandardCharsets.ISO_8859_1).read();
    for (String line : (Iterable<String>) text.lines()::iterator) {
      Iterator<String> words = WORDS.split(line).iterator();
      if (words.hasNext()) {
        String name = words.next();
        if (!name.startsWith("#")) {
          names.add(name);
        }
      }
    }
    return names.build();
  }
}
