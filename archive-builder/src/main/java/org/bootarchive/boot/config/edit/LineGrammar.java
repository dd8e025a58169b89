package org.bootarchive.boot.config.edit;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.bootarchive.boot.config.ConfigException;
import org.bootarchive.ufs.finding.SourceLine;

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

  /** The longest line that the boot loader reads whole, in bytes. */
  int maxLineBytes();
}
