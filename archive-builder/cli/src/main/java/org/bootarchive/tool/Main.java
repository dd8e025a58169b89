package org.bootarchive.tool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.bootarchive.archive.image.HashingChannel;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line's entry. */
@Command(
    name = "archive-tool",
    description = "Works on the ramdisk that illumos and SmartOS boot from.",
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = Main.Version.class,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Each command has --help with an example.",
      "Exit codes: 0 good; 1 the answer is no; 2 wrong usage; 3 input that cannot be",
      "read."
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show a stack trace with an error.")
  private boolean debug;

  private Main(CommandSpec spec) {
    this.spec = spec;
  }

  Main() {
    this(CommandSpec.create());
  }

  /** Runs a command and exits with its code. */
  public static void main(String[] args) {
    StandardOutput.useProcess();
    // For what is not ours; all of ours says which locale it means.
    Locale.setDefault(Locale.ROOT);
    if (args.length > 0 && Commands.hashMuch(args[0])) {
      HashingChannel.prepare();
    }
    System.exit(runKept(ByteArguments.ofProcess(args)));
  }

  /** Runs a command on the standard streams and returns its exit code. */
  static int run(String... args) {
    return runKept(ByteArguments.ofTexts(args));
  }

  private static int runKept(String... args) {
    CommandLine line = commandLine(args);
    int code = execute(line, args);
    line.getOut().flush();
    try {
      StandardOutput.check();
    } catch (StandardOutput.UnreadException e) {
      // As any filter in a pipeline does.
    } catch (IOException e) {
      if (code != ExitCode.INPUT) {
        line.getErr().println("archive-tool: " + e.getMessage());
      }
      code = ExitCode.INPUT;
    }
    line.getErr().flush();
    return code;
  }

  /** Runs the command. Input may be bounded and still larger than a small heap. */
  private static int execute(CommandLine line, String... args) {
    try {
      return line.execute(args);
    } catch (OutOfMemoryError e) {
      line.getErr().println("archive-tool: not enough memory; give more, as java -Xmx1g -jar ...");
      return ExitCode.INPUT;
    }
  }

  /**
   * Returns the command line for some arguments. Where the first one names a command, that command
   * alone is set up: setting up all of them takes longer than most commands run.
   */
  private static CommandLine commandLine(String... args) {
    // Converters that no option needs; setting them up costs 15 ms.
    System.setProperty("picocli.converters.excludes", "java\\.(time|sql|net)\\..*");
    Main main = new Main();
    CommandLine line = new CommandLine(main);
    Callable<Integer> named = args.length == 0 ? null : Commands.create(args[0]);
    if (named != null) {
      line.addSubcommand(args[0], named);
    } else {
      for (String name : Commands.NAMES) {
        line.addSubcommand(name, Commands.create(name));
      }
    }
    line.setOut(StandardOutput.text());
    line.setErr(StandardOutput.errors());
    line.setExecutionStrategy(Main::run);
    line.setExpandAtFiles(false);
    line.registerConverter(Path.class, new ByteArguments.PathConverter());
    ErrorLine errors = new ErrorLine(main);
    line.setParameterExceptionHandler(errors);
    line.setExecutionExceptionHandler(errors);
    return line;
  }

  private static int run(ParseResult result) {
    for (CommandLine asked : result.asCommandLineList()) {
      if (asked.isUsageHelpRequested()) {
        asked.setOut(StandardOutput.ownText());
      }
    }
    return new CommandLine.RunLast().execute(result);
  }

  /** Returns whether errors are to be shown with their stack traces. */
  boolean debug() {
    return debug;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  /** Reads the version from the jar's manifest. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"archive-tool " + (version == null ? "(unpacked)" : version)};
    }
  }
}
