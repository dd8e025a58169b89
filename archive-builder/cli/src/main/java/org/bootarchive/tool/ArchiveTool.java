package org.bootarchive.tool;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.bootarchive.ufs.internal.device.UnpackLimit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The tool as a whole: what is common to its commands, and any command line that it can get. */
@Command(
    name = "archive-tool",
    description = "Works on the ramdisk that illumos and SmartOS boot from.",
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = ArchiveTool.Version.class,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Each command has --help with an example; help COMMAND shows it, too.",
      "Exit codes: 0 good; 1 the answer is no; 2 wrong usage; 3 input that cannot be",
      "read, or output that cannot be written."
    })
final class ArchiveTool
    implements Callable<Integer>, IParameterExceptionHandler, IExecutionExceptionHandler {
  /** What names files, for commands that have it, and what each is of. */
  private static final List<String> NAMING_FILES =
      List.of(
          "--platform DIR|TGZ",
          "--media FILE",
          "--menu FILE --root DIR",
          "--loader-conf DIR",
          "--module 'COMMAND LINE' FILE");

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show a stack trace with an error.")
  private boolean debug;

  /** Sets how much may come of a compressed file. */
  @Option(
      names = "--max-unpacked",
      scope = ScopeType.INHERIT,
      paramLabel = "SIZE",
      converter = ByteSize.class,
      description = "The most that may come of a compressed file.")
  void setMaxUnpacked(long bytes) {
    UnpackLimit.set(bytes);
  }

  /** Sets whether progress is shown. */
  @Option(names = "--quiet", scope = ScopeType.INHERIT, description = "Show no progress.")
  void setQuiet(boolean isQuiet) {
    Progress.setQuiet(isQuiet);
  }

  /** Runs what some arguments say and returns its exit code. */
  static int execute(String... args) {
    String[] asked = withHelpBehind(args);
    return new ArchiveTool().commandLine(asked).execute(asked);
  }

  /** Makes {@code help COMMAND} the command's own option. */
  private static String[] withHelpBehind(String... args) {
    if (args.length == 0 || !args[0].equals("help")) {
      return args;
    }
    if (args.length > 1 && !Commands.NAMES.contains(args[1])) {
      return Arrays.copyOfRange(args, 1, args.length);
    }
    String[] asked = Arrays.copyOfRange(args, 1, args.length + 1);
    asked[args.length - 1] = "--help";
    return asked;
  }

  /**
   * Returns the command line for some arguments. Where the first one names a command, that command
   * alone is set up: setting up all of them takes longer than most commands run.
   */
  CommandLine commandLine(String... args) {
    // Converters that no option needs; setting them up costs 15 ms.
    System.setProperty("picocli.converters.excludes", "java\\.(time|sql|net)\\..*");
    CommandLine line = new CommandLine(this);
    Callable<Integer> named =
        args.length == 0 || args[0].indexOf(' ') >= 0 ? null : Commands.create(args[0]);
    if (named != null) {
      line.addSubcommand(args[0], named);
    } else {
      for (String name : Commands.NAMES) {
        line.addSubcommand(name, Commands.create(name));
      }
    }
    line.setOut(StandardOutput.text());
    line.setErr(StandardError.text());
    line.setExecutionStrategy(ArchiveTool::run);
    line.setExpandAtFiles(false);
    line.registerConverter(Path.class, new ByteArguments.PathConverter());
    line.setParameterExceptionHandler(this);
    line.setExecutionExceptionHandler(this);
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

  @Override
  public Integer call() {
    throw new UsageException("a command is missing");
  }

  @Override
  public int handleParseException(ParameterException exception, String[] arguments) {
    CommandLine line = exception.getCommandLine();
    String message = String.valueOf(exception.getMessage());
    if (exception instanceof UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()) {
      String typed = unmatched.getUnmatched().get(0);
      if (!typed.startsWith("-") && !line.getSubcommands().isEmpty()) {
        message = "there is no command " + typed;
      }
      String near = nearest(line, typed);
      if (!near.isEmpty()) {
        message += "; did you mean " + near + "?";
      } else if (!typed.startsWith("-")) {
        message = withOption(line, typed, message);
      }
    }
    return ErrorLine.ofUsage(name(line), message);
  }

  @Override
  public int handleExecutionException(Exception exception, CommandLine failed, ParseResult result)
      throws Exception {
    return ErrorLine.of(name(failed), exception, debug);
  }

  /** Returns the option or command that was probably meant; empty if none is near. */
  private static String nearest(CommandLine line, String typed) {
    if (!typed.startsWith("-")) {
      return NearestName.of(typed, line.getSubcommands().keySet());
    }
    int equals = typed.indexOf('=');
    List<String> names = new ArrayList<>();
    line.getCommandSpec().options().forEach(option -> names.addAll(List.of(option.names())));
    return NearestName.of(equals < 0 ? typed : typed.substring(0, equals), names);
  }

  /** Says which options name files, for a command that takes none but by them. */
  private static String withOption(CommandLine line, String typed, String message) {
    CommandSpec spec = line.getCommandSpec();
    String options =
        NAMING_FILES.stream()
            .filter(option -> spec.findOption(option.substring(0, option.indexOf(' '))) != null)
            .collect(Collectors.joining(", "));
    return !spec.positionalParameters().isEmpty() || options.isEmpty()
        ? message
        : typed + ": say with an option what this file is: " + options;
  }

  private static String name(CommandLine line) {
    return line.getCommandSpec().qualifiedName();
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
