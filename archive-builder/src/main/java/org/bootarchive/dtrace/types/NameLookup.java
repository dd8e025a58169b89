package org.bootarchive.dtrace.types;

import com.google.common.collect.ImmutableSet;

/**
 * Takes a name of a type apart: qualifiers, a tag or a name, stars. Names of several words, {@code
 * unsigned long}, are looked up whole.
 *
 * <p>A star goes by the table of pointers of the container that was asked, also where the type is
 * the parent's: so does libctf.
 */
final class NameLookup {
  private static final ImmutableSet<String> QUALIFIERS =
      ImmutableSet.of(
          "static", "volatile", "auto", "extern", "const", "register", "restrict", "_Restrict");

  private final TypeContainer container;
  private final String text;

  NameLookup(TypeContainer container, String text) {
    this.container = container;
    this.text = text;
  }

  int find() {
    int type = 0;
    int end = text.length();
    int at = 0;
    while (at < end) {
      while (at < end && isSpace(text.charAt(at))) {
        at++;
      }
      if (at == end) {
        break;
      }
      if (text.charAt(at) == '*') {
        type = pointer(type);
        if (type == TypeContainer.NONE) {
          return inParent();
        }
        at++;
        continue;
      }
      int wordEnd = endOfWord(at);
      String word = text.substring(at, wordEnd);
      if (QUALIFIERS.contains(word)) {
        at = wordEnd;
        continue;
      }
      NameSpace space = tag(word);
      int from = space == NameSpace.NAMES ? at : wordEnd;
      while (from < end && isSpace(text.charAt(from))) {
        from++;
      }
      int star = text.indexOf('*', from);
      int to = star < 0 ? end : star;
      while (to > from && isSpace(text.charAt(to - 1))) {
        to--;
      }
      type = container.numberOf(space, text.substring(from, to));
      if (type == 0) {
        return inParent();
      }
      at = Math.max(to, from);
    }
    return type == 0 ? TypeContainer.NONE : type;
  }

  private int pointer(int type) {
    int found = container.pointerTo(TypeContainer.index(type));
    if (found == 0) {
      int base = container.resolve(type);
      found = base == TypeContainer.NONE ? 0 : container.pointerTo(TypeContainer.index(base));
    }
    return found == 0 ? TypeContainer.NONE : container.number(found);
  }

  private int inParent() {
    TypeContainer parent = container.parent();
    return parent == null ? TypeContainer.NONE : parent.lookup(text);
  }

  private int endOfWord(int from) {
    int at = from + 1;
    while (at < text.length() && !isSpace(text.charAt(at)) && text.charAt(at) != '*') {
      at++;
    }
    return at;
  }

  private static NameSpace tag(String word) {
    return switch (word) {
      case "struct" -> NameSpace.STRUCTS;
      case "union" -> NameSpace.UNIONS;
      case "enum" -> NameSpace.ENUMS;
      default -> NameSpace.NAMES;
    };
  }

  static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }
}
