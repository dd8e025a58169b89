package org.bootarchive.boot.vfs;

import com.google.common.base.Joiner;
import com.google.common.base.Splitter;
import java.util.ArrayDeque;
import java.util.Deque;

/** What the dots and slashes of a path mean to people, without a look at any link. */
final class LexicalPath {
  private static final String PREFIX = "system/boot/";

  private LexicalPath() {}

  /** Returns the path without leading slash, without dots, and without system/boot/. */
  static String of(String path) {
    String bare = Joiner.on('/').join(Splitter.on('/').omitEmptyStrings().split(path));
    String rest = bare.startsWith(PREFIX) ? bare.substring(PREFIX.length()) : bare;
    Deque<String> components = new ArrayDeque<>();
    for (String component : Splitter.on('/').omitEmptyStrings().split(rest)) {
      if (component.equals("..")) {
        components.pollLast();
      } else if (!component.equals(".")) {
        components.addLast(component);
      }
    }
    return Joiner.on('/').join(components);
  }
}
