package org.bootarchive.tool;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import org.bootarchive.archive.host.TargetIsInputException;
import org.bootarchive.archive.patch.EditException;
import org.bootarchive.boot.config.ConfigException;

/** Says what is wrong in one line on the standard error. */
final class ErrorLine {
  private ErrorLine() {}

  /**
   * Says what is wrong with a command line, and returns the exit code.
   *
   * @param command what the command is called, as {@code archive-tool inspect}
   */
  static int ofUsage(String command, String message) {
    PrintWriter errors = StandardError.text();
    errors.println(
        command
            + ": "
            + Texts.shownLine(SpooledInput.shown(ByteArguments.text(message)))
            + "; see "
            + command
            + " --help");
    errors.flush();
    return ExitCode.USAGE;
  }

  /**
   * Says what has ended a command, and returns the exit code.
   *
   * @param command what the command is called, as {@code archive-tool inspect}
   * @param debug whether a stack trace is shown, too
   * @throws Exception if it is nothing that input or a command line can bring about
   */
  static int of(String command, Exception exception, boolean debug) throws Exception {
    Exception cause =
        exception instanceof UncheckedIOException unchecked ? unchecked.getCause() : exception;
    if (cause instanceof UsageException usage) {
      return ofUsage(command, String.valueOf(usage.getMessage()));
    }
    PrintWriter errors = StandardError.text();
    if (cause instanceof InvalidPathException invalid) {
      errors.println(
          "archive-tool: " + Texts.shownLine(invalid.getInput() + ": " + invalid.getReason()));
      errors.flush();
      return ExitCode.USAGE;
    }
    if (!(cause instanceof IOException io)) {
      throw exception;
    }
    StandardOutput.text().flush();
    if (cause instanceof StandardOutput.UnreadException) {
      return ExitCode.GOOD;
    }
    errors.println(
        "archive-tool: " + Texts.shownLine(SpooledInput.shown(Hints.describe(io, words(command)))));
    if (debug) {
      cause.printStackTrace(errors);
    }
    errors.flush();
    if (cause instanceof TargetIsInputException) {
      return ExitCode.USAGE;
    }
    return isAnswer(io) ? ExitCode.NO : ExitCode.INPUT;
  }

  /** Returns a command as it is typed behind the tool's name. */
  private static String words(String command) {
    return command.substring(command.indexOf(' ') + 1);
  }

  /** Returns whether nothing is wrong with the input: what was asked for is not to be had. */
  private static boolean isAnswer(IOException cause) {
    return cause instanceof NotInImageException
        || (cause instanceof ConfigException config && config.refusesOverlay())
        || (cause instanceof EditException edit && edit.isBeyondLimit());
  }
}
