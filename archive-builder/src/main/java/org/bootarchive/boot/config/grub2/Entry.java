package org.bootarchive.boot.config.grub2;

import com.google.common.collect.ImmutableList;
import org.bootarchive.ufs.finding.SourceLine;

/**
 * An entry of a menu.
 *
 * @param id what {@code --id} says, else the title
 * @param arguments the title and what follows it: its {@code $1}, {@code $2} and so on
 * @param body its commands, read again whenever it is run
 * @param submenu whether it opens a menu of its own
 * @param restricted whether it asks for a user if there are superusers
 */
record Entry(
    String title,
    String id,
    ImmutableList<String> arguments,
    ImmutableList<ScriptLine> body,
    boolean submenu,
    boolean restricted,
    SourceLine where) {

  /**
   * Returns whether a choice names this entry, up to a single {@code >}; {@code >>} stands for one
   * {@code >} of a name: {@code menuentry_eq} of normal/menu.c.
   */
  static boolean names(String name, String choice) {
    int i = 0;
    for (int at = 0; ; at++, i++) {
      boolean end = at >= choice.length();
      if (!end && choice.charAt(at) == '>') {
        if (!choice.startsWith(">>", at)) {
          return i == name.length();
        }
        at++;
      }
      if (end || i >= name.length()) {
        return end && i == name.length();
      }
      if (choice.charAt(at) != name.charAt(i)) {
        return false;
      }
    }
  }
}
