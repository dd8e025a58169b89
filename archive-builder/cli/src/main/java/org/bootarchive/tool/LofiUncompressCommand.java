package org.bootarchive.tool;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.bootarchive.json.ResultJson;
import org.bootarchive.lofi.LofiDevice;
import org.bootarchive.lofi.LofiHeader;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.internal.device.AtomicFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lofi uncompress}: the image in a compressed file. */
@Command(
    name = "uncompress",
    header = "Writes the image in a compressed file.",
    description = {
      "Writes the image in a compressed file to OUT, which appears when it is",
      "complete. A damaged file is refused with exit code 3; lofi check tells all",
      "that is wrong with it."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  archive-tool lofi uncompress usr.lgz usr.ufs",
      "  archive-tool cat boot_archive usr.lgz | archive-tool lofi uncompress - -"
    })
final class LofiUncompressCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description = "The compressed file; - is the standard input.")
  private Path file = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "OUT",
      description = "The image to write; - is the standard output.")
  private Path out = Path.of("");

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    LofiHeader header;
    try (SpooledInput input = SpooledInput.of(file);
        OutputFile output = OutputFile.of("OUT", out, "image")) {
      LofiFiles.requireOther(input.path(), output.path());
      try (LofiDevice device = LofiFiles.open(input.path())) {
        header = device.header();
        uncompress(device, output.path());
      }
      output.send();
    }
    PrintWriter output = StandardOutput.text();
    if (json) {
      output.println(ResultJson.of(header));
    } else {
      output.println(out + ": " + LofiFiles.text(header));
    }
    return ExitCode.GOOD;
  }

  private void uncompress(LofiDevice device, Path image) throws IOException {
    try (AtomicFile target = AtomicFile.create(image);
        Progress progress = Progress.of("uncompress", device.size())) {
      device.copyTo(target.channel(), progress);
      target.commit();
    } catch (CorruptImageException e) {
      throw e.in(file.toString());
    }
  }
}
