package org.bootarchive.tool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import org.bootarchive.archive.host.TargetIsInputException;
import org.bootarchive.archive.patch.EditException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Says what is wrong in one line on the standard error. */
final class ErrorLine implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private final Main main;

  ErrorLine(Main main) {
    this.main = main;
  }

  @Override
  public int handleParseException(ParameterException exception, String[] arguments) {
    CommandLine failed = exception.getCommandLine();
    String command = failed.getCommandSpec().qualifiedName();
    failed
        .getErr()
        .println(
            command
                + ": "
                + Texts.shownLine(ByteArguments.text(String.valueOf(exception.getMessage())))
                + "; see "
                + command
                + " --help");
    failed.getErr().flush();
    return ExitCode.USAGE;
  }

  @Override
  public int handleExecutionException(Exception exception, CommandLine failed, ParseResult result)
      throws Exception {
    Exception cause =
        exception instanceof UncheckedIOException unchecked ? unchecked.getCause() : exception;
    if (cause instanceof InvalidPathException invalid) {
      failed
          .getErr()
          .println(
              "archive-tool: " + Texts.shownLine(invalid.getInput() + ": " + invalid.getReason()));
      failed.getErr().flush();
      return ExitCode.USAGE;
    }
    if (!(cause instanceof IOException io)) {
      throw exception;
    }
    failed.getOut().flush();
    if (cause instanceof StandardOutput.UnreadException) {
      return ExitCode.GOOD;
    }
    failed.getErr().println("archive-tool: " + Texts.shownLine(Hints.describe(io)));
    if (main.debug()) {
      cause.printStackTrace(failed.getErr());
    }
    failed.getErr().flush();
    if (cause instanceof TargetIsInputException) {
      return ExitCode.USAGE;
    }
    return isAnswer(io) ? ExitCode.NO : ExitCode.INPUT;
  }

  /** Returns whether nothing is wrong with the input: what was asked for is not to be had. */
  private static boolean isAnswer(IOException cause) {
    return cause instanceof NotInImageException
        || (cause instanceof EditException edit && edit.isBeyondLimit());
  }
}
