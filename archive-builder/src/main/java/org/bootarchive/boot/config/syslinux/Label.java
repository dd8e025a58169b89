package org.bootarchive.boot.config.syslinux;

import org.bootarchive.ufs.finding.SourceLine;
import org.jspecify.annotations.Nullable;

/**
 * A label, as it is recorded when the next one begins: {@code struct menu_entry}.
 *
 * @param name what it is called
 * @param command the command that it stands for; null if it starts nothing, as a separator does
 * @param menu the menu that shows it
 * @param menuDefault whether that menu's cursor is on it at first
 * @param where its line
 * @param source where the arguments stand
 */
record Label(
    String name,
    @Nullable Command command,
    Menu menu,
    boolean menuDefault,
    SourceLine where,
    ArgumentSource source) {

  /**
   * A command of a label.
   *
   * @param type {@code kernel} if its file's extension says what it is, else {@code linux}, {@code
   *     com32} and so on
   * @param file the file, and words that stand behind it on the same line
   * @param append the arguments; empty if there are none
   * @param added what initrd and ipappend add at the end, each with a blank in front
   */
  record Command(String type, String file, String append, String added) {

    /** Returns the command as it is carried out: {@code record()}. */
    String line() {
      String command = type.equals("kernel") ? file : "." + type + " " + file;
      return command + (append.isEmpty() ? "" : " " + append) + added;
    }
  }

  /** Returns whether it is what the first word of a command names. */
  boolean isNamedBy(String firstWord) {
    return command != null && name.equals(firstWord);
  }
}
