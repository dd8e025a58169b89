package org.bootarchive.boot.config.grub2;

import com.google.common.collect.ImmutableList;
import org.bootarchive.ufs.finding.SourceLine;
import org.jspecify.annotations.Nullable;

/** A statement of a script: {@code grub_script_cmd}. */
sealed interface Statement {

  /**
   * A command with its words.
   *
   * @param words at least one
   * @param block what stands in braces behind them, null if nothing does
   */
  record Command(
      ImmutableList<Word> words, @Nullable ImmutableList<ScriptLine> block, SourceLine where)
      implements Statement {}

  /** Statements one after the other. */
  record Sequence(ImmutableList<Statement> statements) implements Statement {}

  /** {@code if}; an {@code elif} is another one in its {@code otherwise}. */
  record If(Statement condition, Statement then, @Nullable Statement otherwise)
      implements Statement {}

  /** {@code for NAME in WORDS}. */
  record For(String name, ImmutableList<Word> words, Statement body, SourceLine where)
      implements Statement {}

  /** {@code while}, or {@code until} if the condition is negated. */
  record While(Statement condition, boolean negated, Statement body, SourceLine where)
      implements Statement {}
}
