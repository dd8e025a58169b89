package org.bootarchive.tool;

import org.bootarchive.boot.module.HashState;

/** The state of a module's hash for people. */
final class HashText {
  private HashText() {}

  static String of(HashState state) {
    if (state instanceof HashState.NotChecked notChecked) {
      return "not checked: " + notChecked.reason().text();
    }
    HashState.Checked checked = (HashState.Checked) state;
    String from =
        checked.hashModule().isPresent()
            ? "module " + checked.hashModule().getAsInt()
            : "its command line";
    return checked
        .result()
        .panicMessage()
        .map(message -> "PANIC: " + Texts.printable(message) + " (hash from " + from + ")")
        .orElse("accepted, " + Texts.printable(checked.expected()) + " from " + from);
  }
}
