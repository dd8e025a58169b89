package org.bootarchive.boot.config.grub;

import com.google.common.collect.ImmutableList;
import org.bootarchive.ufs.finding.SourceLine;
import org.bootarchive.ufs.text.ByteString;

/** An entry of a menu.lst: a title and the commands that GRUB runs when it is chosen. */
public final class MenuEntry {
  private final int number;
  private final String title;
  private final SourceLine source;
  private final int end;
  private final ImmutableList<GrubCommand> commands;

  MenuEntry(
      int number, String title, SourceLine source, int end, ImmutableList<GrubCommand> commands) {
    this.number = number;
    this.title = title;
    this.source = source;
    this.end = end;
    this.commands = commands;
  }

  /** Returns the number that {@code default} counts, from 0. */
  public int number() {
    return number;
  }

  /** Returns the title as GRUB shows it. */
  public String title() {
    return title;
  }

  /** Returns the line of the title. */
  public SourceLine source() {
    return source;
  }

  /** Returns the index of the first line. */
  int from() {
    return source.line() - 1;
  }

  /** Returns the index of the line behind the last: the next title, or the end of the file. */
  int to() {
    return end;
  }

  ImmutableList<GrubCommand> commands() {
    return commands;
  }

  /** Returns the number and the title. */
  @Override
  public String toString() {
    return number + ": " + ByteString.ofLatin1(title);
  }
}
