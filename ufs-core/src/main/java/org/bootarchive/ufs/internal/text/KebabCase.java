package org.bootarchive.ufs.internal.text;

import com.google.common.base.Ascii;

/** The words that stand for constants in output, which people search for and programs compare. */
public final class KebabCase {
  private KebabCase() {}

  /** Returns a constant's name in lower case with hyphens: {@code fragment-map}. */
  public static String of(Enum<?> constant) {
    return of(constant.name());
  }

  /** Returns an upper-case name with underscores in lower case with hyphens. */
  public static String of(String name) {
    return Ascii.toLowerCase(name).replace('_', '-');
  }
}
