package org.bootarchive.tool;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bootarchive.dtrace.AnonymousEnabling;
import org.bootarchive.dtrace.compile.DCompileException;
import org.bootarchive.dtrace.compile.DEnabling;
import org.bootarchive.dtrace.compile.DProgram;
import org.bootarchive.dtrace.conf.DriverConf;
import org.bootarchive.dtrace.types.TypeDirectory;
import org.bootarchive.ufs.device.AtomicFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code anon compile}: what {@code dtrace -A} does. */
@Command(
    name = "compile",
    header = "Compiles programs in D to an anonymous enabling.",
    description = {
      "Compiles programs in D as dtrace -A does, to the same bytes, and takes its",
      "options. Messages about programs are dtrace's own, on standard error, with",
      "exit code 1."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Without --types there are no kernel types and no probes: descriptions need -Z.",
      "",
      "Example:",
      "  archive-tool anon compile -s boot.d --types types --out dtrace.conf"
    })
final class AnonCompileCommand implements Callable<Integer> {
  private static final String EMPTY_CONF = "name=\"dtrace\" parent=\"pseudo\" instance=0;\n";

  @Spec private CommandSpec spec;

  private final List<String> words = new ArrayList<>();

  @Parameters(
      arity = "0..*",
      paramLabel = "ARG",
      description = "What $1, $2 ... stand for in the programs.")
  private List<String> arguments = new ArrayList<>();

  @Option(names = "--types", paramLabel = "DIR", description = "NAME.elf and probes.tsv.")
  private @Nullable Path types;

  @Option(names = "--library", paramLabel = "DIR", description = "Libraries in D.")
  private @Nullable Path library;

  @Option(
      names = "--dof",
      paramLabel = "PREFIX",
      description = "Write PREFIX.dof, PREFIX.prog1.dof ..., PREFIX.err.dof, PREFIX.opt.dof.")
  private @Nullable Path prefix;

  @Option(names = "--out", paramLabel = "FILE", description = "Write a dtrace.conf.")
  private @Nullable Path out;

  @Option(names = "-C", description = "Not here: there is no preprocessor.")
  private boolean preprocess;

  private AnonCompileCommand(CommandSpec spec) {
    this.spec = spec;
  }

  AnonCompileCommand() {
    this(CommandSpec.create());
  }

  @Option(names = "-n", paramLabel = "TEXT", description = "A program; probes by name.")
  void setName(String @Nullable [] given) {
    add("-n", given);
  }

  @Option(names = "-s", paramLabel = "FILE", description = "A program in a file.")
  void setScript(String @Nullable [] given) {
    add("-s", given);
  }

  @Option(names = "-P", paramLabel = "TEXT", description = "A program; probes by provider.")
  void setProvider(String @Nullable [] given) {
    add("-P", given);
  }

  @Option(names = "-m", paramLabel = "TEXT", description = "A program; probes by module.")
  void setModule(String @Nullable [] given) {
    add("-m", given);
  }

  @Option(names = "-f", paramLabel = "TEXT", description = "A program; probes by function.")
  void setFunction(String @Nullable [] given) {
    add("-f", given);
  }

  @Option(names = "-i", paramLabel = "TEXT", description = "A program; probes by number.")
  void setIdentifier(String @Nullable [] given) {
    add("-i", given);
  }

  @Option(names = "-x", paramLabel = "OPT[=VAL]", description = "Set an option of dtrace.")
  void setOption(String @Nullable [] given) {
    add("-x", given);
  }

  @Option(names = "-b", paramLabel = "SIZE", description = "Set the size of buffers.")
  void setBuffer(String @Nullable [] given) {
    add("-b", given);
  }

  @Option(names = "-q", description = "Set quiet.")
  void setQuiet(boolean given) {
    add("-q", given);
  }

  @Option(names = "-w", description = "Permit destructive actions.")
  void setDestructive(boolean given) {
    add("-w", given);
  }

  @Option(names = "-F", description = "Set flowindent.")
  void setFlowIndent(boolean given) {
    add("-F", given);
  }

  @Option(names = "-Z", description = "Let descriptions match no probe.")
  void setZeroProbes(boolean given) {
    add("-Z", given);
  }

  /** Adds the last of the values that an option has been given so far. */
  private void add(String option, String @Nullable [] given) {
    if (given != null && given.length > 0) {
      words.add(option);
      words.add(ByteArguments.bytes(given[given.length - 1]));
    }
  }

  private void add(String option, boolean given) {
    if (given) {
      words.add(option);
    }
  }

  private static String text(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  @Override
  public Integer call() throws IOException {
    if (preprocess) {
      throw usage("-C: there is no preprocessor here; run it first");
    }
    if (prefix == null && out == null) {
      throw usage("nowhere to write to; give --out or --dof");
    }
    List<String> all = new ArrayList<>(words);
    all.add("--");
    arguments.forEach(argument -> all.add(ByteArguments.bytes(argument)));
    TypeDirectory environment =
        TypeDirectory.open(Optional.ofNullable(types), Optional.ofNullable(library));
    PrintWriter errors = spec.commandLine().getErr();
    DEnabling enabling;
    try {
      enabling = DEnabling.compile(all, environment, AnonCompileCommand::script);
    } catch (DEnabling.UsageException e) {
      throw usage(e.getMessage());
    } catch (DCompileException e) {
      errors.println("dtrace: " + text(String.valueOf(e.getMessage())));
      return ExitCode.NO;
    } catch (NoSuchFileException e) {
      errors.println("dtrace: failed to open " + e.getFile() + ": No such file or directory");
      return ExitCode.NO;
    }
    if (enabling.programs().isEmpty()) {
      throw usage("no program; give -n, -s, -P, -m, -f or -i");
    }
    return write(enabling, errors);
  }

  private static String script(String name) throws IOException {
    return Files.readString(Path.of(text(name)), StandardCharsets.ISO_8859_1);
  }

  private int write(DEnabling enabling, PrintWriter errors) throws IOException {
    ImmutableList<byte[]> dofs =
        enabling.all().stream().map(DProgram::dof).collect(ImmutableList.toImmutableList());
    if (prefix != null) {
      writeDofs(enabling, prefix.toString());
    }
    Optional<String> refusal = AnonymousEnabling.ofDofs(dofs, Optional.empty()).refusal();
    if (refusal.isPresent()) {
      errors.println("archive-tool: the kernel does not take this enabling: " + refusal.get());
    }
    if (out != null) {
      if (refusal.isPresent()) {
        return ExitCode.NO;
      }
      DriverConf empty = DriverConf.parse(EMPTY_CONF.getBytes(StandardCharsets.ISO_8859_1));
      AtomicFile.write(out, ByteBuffer.wrap(empty.withEnabling(dofs).bytes()));
    }
    return ExitCode.GOOD;
  }

  private static void writeDofs(DEnabling enabling, String prefix) throws IOException {
    for (int i = 0; i < enabling.programs().size(); i++) {
      write(prefix + (i == 0 ? "" : ".prog" + i), enabling.programs().get(i));
    }
    if (enabling.errors().isPresent()) {
      write(prefix + ".err", enabling.errors().get());
    }
    write(prefix + ".opt", enabling.options());
  }

  private static void write(String name, DProgram program) throws IOException {
    AtomicFile.write(Path.of(name + ".dof"), ByteBuffer.wrap(program.dof()));
  }

  private ParameterException usage(@Nullable String message) {
    return new ParameterException(
        spec.commandLine(), message == null ? "wrong arguments" : message);
  }
}
