package org.bootarchive.tool;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lofi}: compressed images by themselves. */
@Command(
    name = "lofi",
    header = "Compresses images as lofiadm -C does, and back.",
    description = {
      "Compresses images as lofiadm -C does, such as the usr.lgz of SmartOS, and",
      "takes them apart."
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {LofiCompressCommand.class, LofiUncompressCommand.class, LofiCheckCommand.class},
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  archive-tool lofi uncompress usr.lgz usr.ufs"})
final class LofiCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  private LofiCommand(CommandSpec spec) {
    this.spec = spec;
  }

  LofiCommand() {
    this(CommandSpec.create());
  }

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "a command is missing: compress, uncompress or check");
  }
}
