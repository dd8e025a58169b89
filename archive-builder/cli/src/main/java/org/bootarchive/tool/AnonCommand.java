package org.bootarchive.tool;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

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
  @Override
  public Integer call() {
    throw new UsageException("a command is missing");
  }
}
