package org.bootarchive.tool;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

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
  @Override
  public Integer call() {
    throw new UsageException("a command is missing: compress, uncompress or check");
  }
}
