package org.bootarchive.tool;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
      "Exit codes: 0 good; 1 the answer is no; 2 wrong usage; 3 input that cannot be read."
    })
public final class Main implements Runnable {
  private static final ImmutableMap<String, Supplier<Callable<Integer>>> COMMANDS =
      ImmutableMap.<String, Supplier<Callable<Integer>>>builder()
          .put("inspect", InspectCommand::new)
          .put("cat", CatCommand::new)
          .put("extract", ExtractCommand::new)
          .put("check", CheckCommand::new)
          .put("hash", HashCommand::new)
          .put("verify", VerifyCommand::new)
          .put("modules", ModulesCommand::new)
          .put("lookup", LookupCommand::new)
          .put("simulate", SimulateCommand::new)
          .put("overlay", OverlayCommand::new)
          .put("build", BuildCommand::new)
          .put("patch", PatchCommand::new)
          .put("diff", DiffCommand::new)
          .build();

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
    System.exit(run(args));
  }

  /** Runs a command on the standard streams and returns its exit code. */
  static int run(String... args) {
    ByteArguments.remember(args);
    CommandLine line = commandLine(args);
    int code = line.execute(args);
    line.getOut().flush();
    line.getErr().flush();
    return code;
  }

  /**
   * Returns the command line for some arguments. Where the first one names a command, that command
   * alone is set up: setting up all of them takes longer than most commands run.
   */
  private static CommandLine commandLine(String... args) {
    Main main = new Main();
    CommandLine line = new CommandLine(main);
    for (Map.Entry<String, Supplier<Callable<Integer>>> command : COMMANDS.entrySet()) {
      if (args.length == 0 || args[0].equals(command.getKey()) || !COMMANDS.containsKey(args[0])) {
        line.addSubcommand(command.getKey(), command.getValue().get());
      }
    }
    line.setOut(new PrintWriter(System.out, false, StandardCharsets.UTF_8));
    line.setExpandAtFiles(false);
    line.setParameterExceptionHandler(
        (exception, arguments) -> {
          String command = exception.getCommandLine().getCommandSpec().qualifiedName();
          line.getErr()
              .println(command + ": " + exception.getMessage() + "; see " + command + " --help");
          return ExitCode.USAGE;
        });
    line.setExecutionExceptionHandler(
        (exception, failed, result) -> report(exception, main.debug, failed));
    return line;
  }

  private static int report(Exception exception, boolean trace, CommandLine failed)
      throws Exception {
    Exception cause =
        exception instanceof UncheckedIOException unchecked ? unchecked.getCause() : exception;
    if (!(cause instanceof IOException io)) {
      throw exception;
    }
    failed.getOut().flush();
    failed.getErr().println("archive-tool: " + describe(io));
    if (trace) {
      cause.printStackTrace(failed.getErr());
    }
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
