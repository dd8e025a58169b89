package org.bootarchive.tool;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.bootarchive.archive.platform.BootArchiveFile;
import org.bootarchive.archive.platform.Platform;
import org.bootarchive.archive.platform.PlatformCheck;
import org.bootarchive.archive.platform.PlatformCheckReport;
import org.bootarchive.json.ResultJson;
import org.bootarchive.ufs.check.CheckOptions;
import org.bootarchive.ufs.check.CheckReport;
import org.bootarchive.ufs.check.UfsCheck;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.finding.Severity;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code check}: is the file system in an image sound? */
@Command(
    name = "check",
    header = "Checks a file system, or a platform whole.",
    description = {
      "Finds every inconsistency of a file system, and what would surprise a reader",
      "in mid-boot. Of a platform also: is the hash the archive's, is the file system",
      "of /usr in usr.lgz sound, is every line of the manifest true and no file",
      "missing from it, are the kernel and the git status those in the archive. Exit",
      "code 0 if there is no error (warnings do not count), 1 if there is, 3 if there",
      "is no file system in the image."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  archive-tool check os/STAMP/platform"})
final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "IMAGE",
      description = "A boot archive, a platform directory or platform-STAMP.tgz.")
  private Path image;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Option(
      names = "--all",
      description = "Print every finding, not only the first of those that are alike.")
  private boolean all;

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
    return Platform.isPlatform(image) ? checkPlatform() : checkImage();
  }

  private int checkPlatform() throws IOException {
    PlatformCheckReport report;
    try (Platform platform = Platform.open(image);
        ProgressOfImage progress = new ProgressOfImage("check")) {
      report = PlatformCheck.check(platform, CheckOptions.DEFAULTS.withBootTraps(traps), progress);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(ResultJson.of(report));
    } else {
      PlatformCheckOutput.print(out, report, all);
    }
    if (!report.hasRoot()) {
      return ExitCode.INPUT;
    }
    return report.clean() ? ExitCode.GOOD : ExitCode.NO;
  }

  private int checkImage() throws IOException {
    CheckReport report;
    try (BootArchiveFile file = Platform.openArchive(image);
        FileBlockDevice device = FileBlockDevice.open(file.path())) {
      report = UfsCheck.check(device, CheckOptions.DEFAULTS.withBootTraps(traps));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(ResultJson.of(report));
    } else {
      printText(out, report);
    }
    if (!report.holdsFileSystem()) {
      return ExitCode.INPUT;
    }
    return report.clean() ? ExitCode.GOOD : ExitCode.NO;
  }

  private void printText(PrintWriter out, CheckReport report) {
    FindingsText.atMargin(out).print(report.findings(), all);
    printVerdict(out, report.findings());
  }

  /** Prints what findings come to. */
  static void printVerdict(PrintWriter out, List<Finding> findings) {
    long errors = findings.stream().filter(finding -> finding.severity() == Severity.ERROR).count();
    long warnings = findings.size() - errors;
    out.println(
        errors == 0
            ? "clean" + (warnings == 0 ? "" : "; warnings: " + warnings)
            : "NOT CLEAN: errors " + errors + ", warnings " + warnings);
  }
}
