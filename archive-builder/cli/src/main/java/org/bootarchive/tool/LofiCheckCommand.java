package org.bootarchive.tool;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.bootarchive.json.ResultJson;
import org.bootarchive.lofi.LofiCheck;
import org.bootarchive.lofi.LofiFault;
import org.bootarchive.lofi.LofiReport;
import org.bootarchive.ufs.device.FileBlockDevice;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lofi check}: is a compressed file sound, and what would the kernel make of it? */
@Command(
    name = "check",
    header = "Checks every segment of a compressed file.",
    description = {
      "Looks at every segment of a compressed file, tells what is wrong and what the",
      "kernel would make of it. Exit code 1 if anything is."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  archive-tool lofi check usr.lgz"})
final class LofiCheckCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description = "The compressed file; - is the standard input.")
  private Path file = Path.of("");

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    LofiReport report;
    try (SpooledInput input = SpooledInput.of(file);
        FileBlockDevice device = FileBlockDevice.open(input.path())) {
      report = LofiCheck.check(device, bytes -> {});
    }
    PrintWriter out = StandardOutput.text();
    if (json) {
      out.println(ResultJson.of(report));
    } else {
      for (LofiFault finding : report.findings()) {
        out.println(
            finding.structure() + " at byte " + finding.byteOffset() + ": " + finding.message());
      }
      report.header().map(LofiFiles::text).ifPresent(out::println);
      out.println("kernel: " + report.kernel().text());
      out.println(report.sound() ? "clean" : "NOT CLEAN: findings " + report.findings().size());
    }
    return report.sound() ? ExitCode.GOOD : ExitCode.NO;
  }
}
