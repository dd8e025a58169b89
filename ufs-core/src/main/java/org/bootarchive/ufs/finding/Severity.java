package org.bootarchive.ufs.finding;

import org.bootarchive.ufs.internal.text.KebabCase;

/** How much a finding matters; the worst first. */
public enum Severity {
  /** It contradicts itself, does not work, or works otherwise than was meant. */
  ERROR,
  /** It is consistent and works, but is unusual, or a trap. */
  WARNING,
  /** Worth knowing; nothing has to be done. */
  NOTE;

  /** Returns the word for it: {@code error}, {@code warning} or {@code note}. */
  public String word() {
    return KebabCase.of(this);
  }
}
