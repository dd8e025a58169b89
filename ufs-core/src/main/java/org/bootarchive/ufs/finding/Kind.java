package org.bootarchive.ufs.finding;

import java.util.Optional;
import org.bootarchive.ufs.internal.text.KebabCase;

/** A kind of finding; each room that finds something lists its kinds in an enum. */
public interface Kind {
  /** Returns the constant's name. */
  String name();

  /** Returns how much findings of this kind matter. */
  Severity severity();

  /** Returns what to do about it, one line for people; empty if nothing has to be done. */
  default String remedy() {
    return "";
  }

  /** Returns the stable code, as users search for it: {@code fragment-map}. */
  default String code() {
    return KebabCase.of(name());
  }

  /** Returns a finding of this kind that is about no place in particular. */
  default Finding finding(String message) {
    return new Finding(code(), severity(), message, Optional.empty(), remedy());
  }

  /** Returns a finding of this kind. */
  default Finding at(Place place, String message) {
    return new Finding(code(), severity(), message, Optional.of(place), remedy());
  }

  /** Returns whether a finding is of this kind. */
  default boolean is(Finding finding) {
    return finding.code().equals(code());
  }
}
