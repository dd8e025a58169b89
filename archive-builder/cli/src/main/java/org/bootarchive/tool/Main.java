package org.bootarchive.tool;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import org.bootarchive.archive.image.RunningHash;
import org.bootarchive.ufs.internal.device.TemporaryFiles;
import org.bootarchive.ufs.internal.device.UnpackLimit;

/** The command line's entry. */
public final class Main {
  private Main() {}

  /** Runs a command and exits with its code. */
  public static void main(String[] args) {
    StandardOutput.useProcess();
    // For what is not ours; all of ours says which locale it means.
    Locale.setDefault(Locale.ROOT);
    if (args.length > 0 && Commands.hashMuch(args[0])) {
      RunningHash.prepare();
    }
    int code = runKept(ByteArguments.ofProcess(args));
    // To return is cheaper: newer JVMs set up logging to tell of an exit. All threads are daemons.
    if (code != ExitCode.GOOD) {
      System.exit(code);
    }
  }

  /** Runs a command on the standard streams and returns its exit code. */
  static int run(String... args) {
    return runKept(ByteArguments.ofTexts(args));
  }

  private static int runKept(String... args) {
    PrintWriter out = StandardOutput.begin();
    PrintWriter errors = StandardError.begin();
    TemporaryFiles.tellOfWhatWasLeft(LeftFileNote.TO_ERRORS);
    int code = execute(args);
    out.flush();
    try {
      StandardOutput.check();
    } catch (StandardOutput.UnreadException e) {
      // As any filter in a pipeline does.
    } catch (IOException e) {
      if (code != ExitCode.INPUT) {
        errors.println("archive-tool: " + e.getMessage());
      }
      code = ExitCode.INPUT;
    }
    errors.flush();
    return code;
  }

  /** Runs the command. Input may be bounded and still larger than a small heap. */
  private static int execute(String... args) {
    try {
      PlainCommand plain = PlainCommand.parse(args);
      return plain != null ? plain.run() : ArchiveTool.execute(args);
    } catch (OutOfMemoryError e) {
      StandardError.text()
          .println("archive-tool: not enough memory; give more, as java -Xmx1g -jar ...");
      return ExitCode.INPUT;
    } finally {
      UnpackLimit.reset();
      SpooledInput.reset();
      Progress.setQuiet(false);
    }
  }
}
