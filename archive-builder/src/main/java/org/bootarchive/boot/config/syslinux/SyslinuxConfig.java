package org.bootarchive.boot.config.syslinux;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.bootarchive.ufs.finding.SourceLine;

/**
 * A configuration that was read.
 *
 * @param labels in order, those of all menus
 * @param top the menu that is shown first
 * @param defaultCommand what is carried out if nobody types anything: a label with words, or a
 *     command
 * @param defaultLine its line
 * @param globalDefault what {@code default} says, also if {@code ui} goes before it
 * @param userInterface whether {@code ui} is used
 * @param prompt whether a prompt is shown first
 * @param timed whether prompt and menu give up waiting
 * @param noMenu whether the menu is passed over unless a shift key is held
 * @param implicit whether a command may be other than a label
 * @param options whether words behind a command count
 * @param strings what {@code sysappend} adds to commands that are no labels
 */
record SyslinuxConfig(
    ImmutableList<Label> labels,
    Menu top,
    Optional<String> defaultCommand,
    SourceLine defaultLine,
    Optional<String> globalDefault,
    boolean userInterface,
    boolean prompt,
    boolean timed,
    boolean noMenu,
    boolean implicit,
    boolean options,
    Optional<String> onTimeout,
    Optional<String> onError,
    long strings) {

  /** Returns the label that the first word of a command names; the first of two equal ones. */
  Optional<Label> label(String command) {
    String word = Chars.word(command);
    return labels.stream().filter(label -> label.isNamedBy(word)).findFirst();
  }
}
