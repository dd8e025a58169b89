package org.bootarchive.archive.convert;

import java.io.IOException;
import java.util.List;

/** A form of archive cannot hold all of some files, and was to; nothing was written. */
public final class LossException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient List<Loss> losses;

  LossException(List<Loss> losses) {
    super(losses.size() + " things would be lost; nothing is written");
    this.losses = List.copyOf(losses);
  }

  /** Returns what would be lost, by path. */
  public List<Loss> losses() {
    return losses;
  }
}
