package org.bootarchive.ufs.internal.path;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import org.bootarchive.ufs.text.FileName;

/**
 * What the text of a path says.
 *
 * @param absolute whether a slash starts it
 * @param names the names between its slashes
 */
public record PathText(boolean absolute, ImmutableList<FileName> names) {
  private static final Splitter SLASHES = Splitter.on('/').omitEmptyStrings();

  /**
   * Parses text as {@link java.nio.file.FileSystem#getPath} takes it.
   *
   * @throws java.nio.file.InvalidPathException if it holds a zero, or half of a surrogate pair
   */
  public static PathText parse(String first, String... more) {
    NameText.check(first);
    boolean absolute = first.startsWith("/");
    ImmutableList.Builder<FileName> names = ImmutableList.builder();
    addNames(first, names);
    boolean empty = first.isEmpty();
    for (String next : more) {
      NameText.check(next);
      absolute |= empty && next.startsWith("/");
      empty &= next.isEmpty();
      addNames(next, names);
    }
    return new PathText(absolute, names.build());
  }

  private static void addNames(String text, ImmutableList.Builder<FileName> names) {
    for (String name : SLASHES.split(text)) {
      names.add(NameText.parse(name));
    }
  }

  /** Returns the names between the slashes of a link's text. */
  public static ImmutableList<FileName> split(byte[] text) {
    ImmutableList.Builder<FileName> names = ImmutableList.builder();
    int start = 0;
    for (int i = 0; i <= text.length; i++) {
      if (i == text.length || text[i] == '/') {
        if (i > start) {
          names.add(FileName.of(text, start, i));
        }
        start = i + 1;
      }
    }
    return names.build();
  }
}
