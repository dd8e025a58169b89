package org.bootarchive.report;

import com.google.common.collect.ImmutableList;
import org.bootarchive.ufs.finding.Severity;
import org.bootarchive.ufs.internal.text.KebabCase;

/**
 * A step of a boot.
 *
 * @param title what is done
 * @param answer what comes of it
 * @param detail what more there is to say; may be empty
 * @param state how good that is
 * @param findings their places among all of the report
 */
record BootStep(
    Phase phase,
    String title,
    String answer,
    String detail,
    State state,
    ImmutableList<Integer> findings) {

  /** When a step is. */
  enum Phase {
    LOADER("loader"),
    MODULES("modules"),
    HASH("hash"),
    OVERLAYS("overlays"),
    BEFORE_ROOT("before root"),
    AFTER_ROOT("after root"),
    SYSTEM_BOOT("system/boot");

    private final String words;

    Phase(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /** How good what comes of a step is; the worst first. */
  enum State {
    ERROR,
    WARNING,
    NOTE,
    GOOD;

    static State of(Severity severity) {
      return switch (severity) {
        case ERROR -> ERROR;
        case WARNING -> WARNING;
        case NOTE -> NOTE;
      };
    }

    String word() {
      return KebabCase.of(this);
    }
  }
}
