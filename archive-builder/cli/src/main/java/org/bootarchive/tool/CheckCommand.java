package org.bootarchive.tool;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bootarchive.archive.platform.Platform;
import org.bootarchive.archive.platform.PlatformCheckReport;
import org.bootarchive.boot.config.ConfigException;
import org.bootarchive.json.ResultJson;
import org.bootarchive.ufs.check.CheckOptions;
import org.bootarchive.ufs.check.CheckReport;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.finding.Severity;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code check}: is the file system in an image sound? */
@Command(
    name = "check",
    header = "Checks a file system, or a platform whole.",
    description = {
      "Finds every inconsistency of a file system, and what would surprise a reader",
      "in mid-boot. Of a platform also: is the hash the archive's, is the file system",
      "of /usr in usr.lgz sound, is every line of the manifest true and no file",
      "missing from it, are the kernel and the git status those in the archive, is",
      "there some room (95 percent), and are the files there that a dry boot needs.",
      "Exit code 0 if there is no error (warnings do not count), 1 if there is, 3 if",
      "there is no file system in the image."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  archive-tool check os/STAMP/platform"})
final class CheckCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "IMAGE",
      description = {
        "A boot archive, a platform directory or platform-STAMP.tgz, a disk, a medium;",
        "- is the standard input."
      })
  private Path image = Path.of("");

  @Mixin private ArchiveOptions archive = new ArchiveOptions();

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

  @Override
  public Integer call() throws IOException {
    ArchiveChoice choice = archive.choice();
    try (ImagePlace place = ImagePlace.open(image, choice, null)) {
      Optional<Path> platform;
      try {
        platform = place.platform();
      } catch (CorruptImageException | ConfigException e) {
        int code = checkMedium(place);
        if (choice.isAny()) {
          throw e;
        }
        return code;
      }
      return platform.isPresent() ? checkPlatform(place, platform.get()) : checkImage(place);
    }
  }

  /** Checks the file system of a part of a medium that boots no archive. */
  private int checkMedium(ImagePlace place) throws IOException {
    CheckReport report = new CheckReport(PlaceCheck.withMedium(place, ImmutableList.of()));
    print(report);
    return report.clean() ? ExitCode.GOOD : ExitCode.NO;
  }

  private int checkPlatform(ImagePlace place, Path top) throws IOException {
    PlatformCheckReport report;
    try (Platform platform = Platform.open(top)) {
      report = PlaceCheck.platform(place, platform, CheckOptions.DEFAULTS.withBootTraps(traps));
    }
    PrintWriter out = StandardOutput.text();
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

  private int checkImage(ImagePlace place) throws IOException {
    CheckReport report = PlaceCheck.archive(place, CheckOptions.DEFAULTS.withBootTraps(traps));
    print(report);
    if (!report.holdsFileSystem()) {
      UnknownForm.note(place, StandardError.text());
      return ExitCode.INPUT;
    }
    return report.clean() ? ExitCode.GOOD : ExitCode.NO;
  }

  private void print(CheckReport report) {
    PrintWriter out = StandardOutput.text();
    if (json) {
      out.println(ResultJson.of(report));
      return;
    }
    FindingsText.atMargin(out).print(report.findings(), all);
    printVerdict(out, report.findings());
  }

  /** Prints what findings come to. */
  static void printVerdict(PrintWriter out, List<Finding> findings) {
    long errors = count(findings, Severity.ERROR);
    long warnings = count(findings, Severity.WARNING);
    long notes = count(findings, Severity.NOTE);
    out.println(
        errors == 0
            ? "clean"
                + (warnings == 0 ? "" : "; warnings: " + warnings)
                + (notes == 0 ? "" : "; notes: " + notes)
            : "NOT CLEAN: errors "
                + errors
                + ", warnings "
                + warnings
                + (notes == 0 ? "" : ", notes " + notes));
  }

  private static long count(List<Finding> findings, Severity severity) {
    return findings.stream().filter(finding -> finding.severity() == severity).count();
  }
}
