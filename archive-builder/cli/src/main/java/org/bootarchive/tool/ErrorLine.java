package org.bootarchive.tool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.bootarchive.archive.build.UsrTwiceException;
import org.bootarchive.archive.patch.DoesNotFitException;
import org.bootarchive.archive.patch.EditException;
import org.bootarchive.archive.patch.UsrMountedException;
import org.bootarchive.archive.tree.DamagedUsrException;
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
                + ByteArguments.text(String.valueOf(exception.getMessage()))
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
      failed.getErr().println("archive-tool: " + invalid.getInput() + ": " + invalid.getReason());
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
    failed.getErr().println("archive-tool: " + describe(io));
    if (main.debug()) {
      cause.printStackTrace(failed.getErr());
    }
    failed.getErr().flush();
    return isAnswer(io) ? ExitCode.NO : ExitCode.INPUT;
  }

  /** Returns whether nothing is wrong with the input: what was asked for is not to be had. */
  private static boolean isAnswer(IOException cause) {
    return cause instanceof NotInImageException
        || (cause instanceof EditException edit && edit.isBeyondLimit());
  }

  /** Returns what is wrong, and the option that helps if there is one. */
  static String describe(IOException exception) {
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
    if (exception instanceof DoesNotFitException unfit) {
      return message + "; " + growth(unfit);
    }
    if (exception instanceof DamagedUsrException
        || exception.getCause() instanceof DamagedUsrException) {
      return message + "; --no-nested shows the archive's own usr/ instead";
    }
    if (exception instanceof UsrTwiceException) {
      return message
          + "; extract with --no-nested leaves them out, build --platform makes usr.lgz of usr/";
    }
    if (exception instanceof UsrMountedException) {
      return message + "; --no-nested changes the archive's own directory";
    }
    return message;
  }

  /** Returns the option that makes room. */
  private static String growth(DoesNotFitException unfit) {
    return (unfit.inUsr() ? "--grow-usr " : "--grow ")
        + unfit.enoughKib()
        + "k makes a file system with room for it";
  }
}
