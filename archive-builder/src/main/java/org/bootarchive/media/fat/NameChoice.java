package org.bootarchive.media.fat;

import com.google.common.base.Ascii;
import java.util.Optional;
import java.util.function.Predicate;
import org.bootarchive.media.fat.FatLayout.Entry;

/** The short name that pcfs gives a new file ({@code generate_short_name} in pc_dir.c). */
final class NameChoice {
  private NameChoice() {}

  /**
   * Returns the short name of a name that needs no long one: upper case, eight characters and three
   * at most.
   */
  static Optional<byte[]> shortOnly(String name) {
    int dot = name.indexOf('.');
    String base = dot < 0 ? name : name.substring(0, dot);
    String extension = dot < 0 ? "" : name.substring(dot + 1);
    boolean fits =
        !base.isEmpty()
            && base.length() <= Entry.NAME_BYTES
            && extension.length() <= Entry.EXTENSION_BYTES
            && (dot < 0 || !extension.isEmpty());
    return fits && isPlain(base) && isPlain(extension)
        ? Optional.of(ShortName.of(base, extension))
        : Optional.empty();
  }

  private static boolean isPlain(String text) {
    return text.chars().allMatch(c -> c != ' ' && ShortName.isValid((char) c));
  }

  /**
   * Returns the short name that goes with a long one.
   *
   * @param isTaken whether a name as text is one of the directory's, long or short
   */
  static byte[] alias(String longName, Predicate<String> isTaken) {
    String name = longName.substring(leading(longName));
    int dot = name.lastIndexOf('.');
    String extension = dot < 0 ? "" : kept(name.substring(dot + 1), Entry.EXTENSION_BYTES);
    String base = dot < 0 ? name : name.substring(0, dot);
    boolean numbered = !isShortInUpperCase(longName) || kept(base, Entry.NAME_BYTES).isEmpty();
    for (int number = numbered ? 1 : 0; ; number++) {
      String tail = number == 0 ? "" : "~" + number;
      String head = kept(base, Entry.NAME_BYTES - tail.length());
      byte[] alias = ShortName.of(head + tail, extension);
      if (!isTaken.test(ShortName.text(alias))) {
        return alias;
      }
    }
  }

  private static int leading(String name) {
    int at = 0;
    while (at < name.length()
        && (name.charAt(at) == ' ' || !ShortName.isValid(Ascii.toUpperCase(name.charAt(at))))) {
      at++;
    }
    return at;
  }

  /** Returns the first characters that a short name can have, in upper case. */
  private static String kept(String text, int most) {
    StringBuilder kept = new StringBuilder(most);
    for (int i = 0; i < text.length() && kept.length() < most; i++) {
      char c = Ascii.toUpperCase(text.charAt(i));
      if (c != ' ' && ShortName.isValid(c)) {
        kept.append(c);
      }
    }
    return kept.toString();
  }

  /** Returns whether a name in upper case is a short one ({@code pc_is_short_file_name}). */
  private static boolean isShortInUpperCase(String name) {
    int dot = name.indexOf('.');
    String base = dot < 0 ? name : name.substring(0, dot);
    String extension = dot < 0 ? "" : name.substring(dot + 1);
    return base.length() <= Entry.NAME_BYTES
        && extension.length() <= Entry.EXTENSION_BYTES
        && isValidInUpperCase(base)
        && isValidInUpperCase(extension);
  }

  private static boolean isValidInUpperCase(String text) {
    return text.chars().allMatch(c -> ShortName.isValid(Ascii.toUpperCase((char) c)));
  }
}
