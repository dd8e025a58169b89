package org.bootarchive.dtrace.compile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bootarchive.dtrace.types.StabilityAttributes;
import org.jspecify.annotations.Nullable;

/** Control lines about names that come later: {@code dt_pragma_apply}. */
final class PendingPragmas {
  /**
   * One of them.
   *
   * @param name of what it is about
   * @param directive the control line's first word
   * @param attributes to be given, or null
   * @param version to be given, or null
   * @param line where it stands
   */
  record Pragma(
      String name,
      String directive,
      @Nullable StabilityAttributes attributes,
      @Nullable DVersion version,
      int line) {}

  private final List<Pragma> pending = new ArrayList<>();

  void add(Pragma pragma) {
    pending.add(pragma);
  }

  boolean isAbout(String name) {
    return pending.stream().anyMatch(pragma -> pragma.name.equals(name));
  }

  void applyTo(Identifier identifier) {
    for (Pragma pragma : pending) {
      if (pragma.name.equals(identifier.name)) {
        if (pragma.attributes != null) {
          identifier.attributes = pragma.attributes;
        }
        if (pragma.version != null) {
          identifier.version = pragma.version;
        }
      }
    }
    pending.removeIf(pragma -> pragma.name.equals(identifier.name));
  }

  /** Returns the first by name that is about nothing that came. */
  Optional<Pragma> unused() {
    return pending.stream().min(Comparator.comparing(Pragma::name));
  }
}
