package org.bootarchive.tool;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code anon}: the anonymous enabling, by its own commands. */
@Command(
    name = "anon",
    header = "Works on DTrace's anonymous enabling, for tracing a boot.",
    description = {
      "Works on DTrace's anonymous enabling: what dtrace -A leaves in dtrace.conf and",
      "etc/system for the kernel to trace during boot."
    },
    subcommands = {
      AnonShowCommand.class,
      AnonApplyCommand.class,
      AnonStripCommand.class,
      AnonCompileCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Each command has --help with an example. Example:",
      "  archive-tool anon show dtrace.conf --system system"
    })
final class AnonCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  private AnonCommand(CommandSpec spec) {
    this.spec = spec;
  }

  AnonCommand() {
    this(CommandSpec.create());
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
