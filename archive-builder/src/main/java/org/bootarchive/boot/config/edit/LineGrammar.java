package org.bootarchive.boot.config.edit;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.bootarchive.boot.config.ConfigException;
import org.bootarchive.boot.config.OverlayModule;
import org.bootarchive.ufs.finding.SourceLine;
import org.jspecify.annotations.Nullable;

/** How a script's lines are joined and what in them loads a module. */
public interface LineGrammar {

  /** Joins the lines {@code from} to {@code to}, the latter not included. */
  ImmutableList<LogicalLine> join(ImmutableList<RawLine> lines, int from, int to);

  /**
   * Returns the module statement that a line is; empty if it is another line.
   *
   * @throws ConfigException if it loads modules in a way that cannot be edited
   */
  Optional<ModuleStatement> module(LogicalLine line, SourceLine where) throws ConfigException;

  /**
   * Returns what loads a module, behind the command.
   *
   * @param path as it is written
   * @param options with a blank in front of each
   */
  default String commandLine(String path, String options) {
    return path + options;
  }

  /** Returns what loads an overlay, behind the command. */
  default String commandLine(OverlayModule overlay) {
    return overlay.commandLine().latin1();
  }

  /**
   * Returns a module's line as it must be written so that the kernel gets the options that stand
   * there; null if it does.
   */
  default @Nullable String repaired(ModuleStatement module, SourceLine where) {
    return null;
  }

  /** The longest line that the boot loader reads whole, in bytes. */
  int maxLineBytes();
}
