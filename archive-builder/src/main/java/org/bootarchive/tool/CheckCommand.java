package org.bootarchive.tool;

import com.google.common.collect.ImmutableSet;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.bootarchive.archive.BootArchiveFile;
import org.bootarchive.ufs.check.CheckOptions;
import org.bootarchive.ufs.check.CheckReport;
import org.bootarchive.ufs.check.Finding;
import org.bootarchive.ufs.check.FindingKind;
import org.bootarchive.ufs.check.Severity;
import org.bootarchive.ufs.check.UfsCheck;
import org.bootarchive.ufs.device.FileBlockDevice;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code check}: is the file system in an image sound? */
@Command(
    name = "check",
    description = {
      "Finds every inconsistency of a file system, and what would surprise a reader in",
      "mid-boot. Exit code 0 if there is no error (warnings do not count), 1 if there is,",
      "3 if there is no file system in the image."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  archive-tool check os/STAMP/platform"})
final class CheckCommand implements Callable<Integer> {
  /** What there is nothing to check in. */
  private static final ImmutableSet<FindingKind> NO_IMAGE =
      ImmutableSet.of(FindingKind.NOT_A_FILE_SYSTEM, FindingKind.UNSUPPORTED_FILE_SYSTEM);

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "IMAGE",
      description = "A boot archive, a platform directory or platform-STAMP.tgz.")
  private Path image;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Option(
      names = "--traps",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Also look for what surprises mid-boot readers. Default: yes")
  private boolean traps = true;

  private CheckCommand(CommandSpec spec, Path image) {
    this.spec = spec;
    this.image = image;
  }

  CheckCommand() {
    this(CommandSpec.create(), Path.of(""));
  }

  @Override
  public Integer call() throws IOException {
    CheckReport report;
    try (BootArchiveFile file = BootArchiveFile.at(image);
        FileBlockDevice device = FileBlockDevice.open(file.path())) {
      report = UfsCheck.check(device, CheckOptions.DEFAULTS.withBootTraps(traps));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Json.print(out, toJson(report));
    } else {
      printText(out, report);
    }
    if (report.findings().stream().anyMatch(finding -> NO_IMAGE.contains(finding.kind()))) {
      return ExitCode.INPUT;
    }
    return report.clean() ? ExitCode.GOOD : ExitCode.NO;
  }

  private static void printText(PrintWriter out, CheckReport report) {
    int errors = 0;
    for (Finding finding : report.findings()) {
      errors += finding.severity() == Severity.ERROR ? 1 : 0;
      out.println(
          Json.lower(finding.severity()) + " [" + finding.code() + "] " + finding.message());
    }
    int warnings = report.findings().size() - errors;
    out.println(
        report.clean()
            ? "clean" + (warnings == 0 ? "" : "; warnings: " + warnings)
            : "NOT CLEAN: errors " + errors + ", warnings " + warnings);
  }

  private static JsonObject toJson(CheckReport report) {
    JsonArray findings = new JsonArray();
    for (Finding finding : report.findings()) {
      JsonObject one = new JsonObject();
      one.addProperty("code", finding.code());
      one.addProperty("severity", Json.lower(finding.severity()));
      one.addProperty("message", finding.message());
      add(one, "inode", finding.inode());
      add(one, "group", finding.group());
      add(one, "fragment", finding.fragment());
      add(one, "offset", finding.offset());
      findings.add(one);
    }
    JsonObject object = new JsonObject();
    object.add("findings", findings);
    object.addProperty("clean", report.clean());
    return object;
  }

  private static void add(JsonObject object, String name, OptionalLong number) {
    if (number.isPresent()) {
      object.addProperty(name, number.getAsLong());
    }
  }
}
