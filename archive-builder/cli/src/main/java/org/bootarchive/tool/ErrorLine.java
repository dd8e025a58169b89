package org.bootarchive.tool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
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
        .println(command + ": " + exception.getMessage() + "; see " + command + " --help");
    failed.getErr().flush();
    return ExitCode.USAGE;
  }

  @Override
  public int handleExecutionException(Exception exception, CommandLine failed, ParseResult result)
      throws Exception {
    Exception cause =
        exception instanceof UncheckedIOException unchecked ? unchecked.getCause() : exception;
    if (!(cause instanceof IOException io)) {
      throw exception;
    }
    failed.getOut().flush();
    failed.getErr().println("archive-tool: " + describe(io));
    if (main.debug()) {
      cause.printStackTrace(failed.getErr());
    }
    failed.getErr().flush();
    return cause instanceof NotInImageException ? ExitCode.NO : ExitCode.INPUT;
  }

  private static String describe(IOException exception) {
    String message = String.valueOf(exception.getMessage());
    if (exception instanceof NoSuchFileException) {
      return message + ": no such file; check the path";
    }
    if (exception instanceof FileAlreadyExistsException) {
      return message + ": exists already; choose another name or remove it";
    }
    if (exception instanceof DirectoryNotEmptyException) {
      return message + ": is not empty; choose another directory, or --force";
    }
    if (exception instanceof NotDirectoryException) {
      return message + ": no directory; choose another name";
    }
    return message;
  }
}
