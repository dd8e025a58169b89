package org.bootarchive.boot.config.edit;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import java.util.Iterator;
import org.bootarchive.boot.module.ModuleType;
import org.bootarchive.ufs.text.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * A module command line as dboot's {@code process_module} takes it apart.
 *
 * @param path the first word; may be empty
 * @param type null if no option gives a type that dboot knows
 * @param name the value of the last {@code name=}, else the path
 * @param hash the value of the last {@code hash=}, or null
 */
public record ModuleOptions(
    ByteString path, @Nullable ModuleType type, ByteString name, @Nullable String hash) {
  private static final Splitter WORDS = Splitter.on(CharMatcher.anyOf(" \t\f\n\r"));

  public static ModuleOptions parse(ByteString commandLine) {
    Iterator<String> words = WORDS.split(commandLine.latin1()).iterator();
    ByteString path = ByteString.ofLatin1(words.next());
    ModuleType type = null;
    ByteString name = path;
    String hash = null;
    while (words.hasNext()) {
      String word = words.next();
      int equal = word.indexOf('=');
      if (equal < 0 || equal + 1 == word.length()) {
        continue;
      }
      String value = word.substring(equal + 1);
      switch (word.substring(0, equal)) {
        case "name" -> name = ByteString.ofLatin1(value);
        case "hash" -> hash = value;
        case "type" -> type = typed(type, value);
        default -> {}
      }
    }
    return new ModuleOptions(path, type, name, hash);
  }

  /** Returns whether the kernel takes it for a file, by its type or for want of one. */
  public boolean isFile() {
    return type == null || type == ModuleType.FILE;
  }

  private static @Nullable ModuleType typed(@Nullable ModuleType previous, String keyword) {
    for (ModuleType candidate : ModuleType.values()) {
      if (candidate.keyword().equals(keyword)) {
        // dboot assigns nothing for "file": what an earlier type= said stays.
        return candidate == ModuleType.FILE && previous != null ? previous : candidate;
      }
    }
    return previous;
  }
}
