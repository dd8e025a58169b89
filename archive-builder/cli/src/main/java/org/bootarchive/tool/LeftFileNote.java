package org.bootarchive.tool;

import java.nio.file.Path;
import java.util.function.Consumer;

/** Says what a command left that was killed; no lambda, which a cold start would have to make. */
final class LeftFileNote implements Consumer<Path> {
  static final LeftFileNote TO_ERRORS = new LeftFileNote();

  private LeftFileNote() {}

  @Override
  public void accept(Path left) {
    StandardError.text().println("note: " + left + ": left by a command that was killed; removed");
  }
}
