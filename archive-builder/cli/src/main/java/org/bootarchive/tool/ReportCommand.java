package org.bootarchive.tool;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bootarchive.archive.host.InputFiles;
import org.bootarchive.archive.platform.PlatformImage;
import org.bootarchive.boot.DryBootReport;
import org.bootarchive.media.disk.PartChoice;
import org.bootarchive.report.Report;
import org.bootarchive.report.ReportLimits;
import org.bootarchive.report.ReportSource;
import org.bootarchive.report.ReportSource.Role;
import org.bootarchive.report.ReportSubject;
import org.bootarchive.ufs.internal.device.AtomicFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code report}: an archive, a change and a boot on one page. */
@Command(
    name = "report",
    header = "Shows an archive, a change and a boot on one page.",
    description = {
      "Writes one HTML file that needs nothing beside it: the archive at a glance,",
      "findings with what to do, what fills it, its files and the texts in them; with",
      "--against what differs from an older one, line by line; with the options of",
      "simulate the boot step by step, and an anonymous enabling. The same is in the",
      "page as JSON, which --json prints.",
      "Exit code 0 if the report is written, whatever it says; 3 if the input cannot",
      "be read. For a yes or no, see check, verify, diff and simulate."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "--slice, --partition and --offset are about the medium of --media, or about",
      "IMAGE if no modules are named.",
      "",
      "Example:",
      "  archive-tool report platform-STAMP.tgz --out report.html",
      "  archive-tool report new --against old --platform new --out report.html",
      "  archive-tool report boot_archive --json"
    })
final class ReportCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "IMAGE",
      description = {
        "An archive of any form, a platform directory, a platform-STAMP.tgz, a disk, a medium;",
        "- is the standard input."
      })
  private Path image = Path.of("");

  @Option(
      names = "--archive",
      paramLabel = "PATH",
      description = "Of a medium: the archive's path there. Default: what it boots")
  private @Nullable String archive;

  @Option(
      names = "--against",
      paramLabel = "OLD",
      description = "An older archive, platform or medium: show what differs from it.")
  private @Nullable Path against;

  @Mixin private ModulesOptions modules = new ModulesOptions();

  @Option(names = "--out", paramLabel = "FILE", description = "The page; - is the standard output.")
  private @Nullable Path out;

  @Option(names = "--json", description = "Print the report as JSON.")
  private boolean json;

  @Option(
      names = "--content-limit",
      paramLabel = "SIZE",
      converter = ByteSize.class,
      description = "Texts of files that are longer are left out. Default: 64k")
  private long contentLimit = ReportLimits.DEFAULTS.fileBytes();

  @Option(
      names = "--content-total",
      paramLabel = "SIZE",
      converter = ByteSize.class,
      description =
          "So much of all texts together, configuration first. Default: 2m, less if the page would"
              + " have more than 8 MB")
  private @Nullable Long contentTotal;

  @Override
  public Integer call() throws IOException {
    checkOptions();
    try {
      write();
    } finally {
      modules.close();
    }
    return ExitCode.GOOD;
  }

  private void checkOptions() throws IOException {
    modules.check();
    if (out == null && !json) {
      throw new UsageException("--out FILE is missing: the page; or ask for --json");
    }
    if (json && out != null && StandardOutput.isMeantBy(out)) {
      throw new UsageException(
          "--json and --out - both are for the standard output; leave one out");
    }
    if (against != null
        && SpooledInput.isStandardInput(image)
        && SpooledInput.isStandardInput(against)) {
      throw new UsageException("one of the two may be -, the standard input");
    }
    if (contentLimit > ReportLimits.MOST_BYTES
        || (contentTotal != null && contentTotal > ReportLimits.MOST_BYTES)) {
      throw new UsageException("--content-limit and --content-total may be 64m at most");
    }
    Path target = out;
    if (target != null && !StandardOutput.isMeantBy(target)) {
      if (Files.isDirectory(target)) {
        throw new UsageException("--out " + target + ": is a directory; name a file");
      }
      OutName.requireDirectory("--out", target);
      InputFiles inputs = new InputFiles().addAll(PlatformImage.filesAt(image)).add(image);
      if (against != null) {
        inputs.addAll(PlatformImage.filesAt(against)).add(against);
      }
      inputs.addAll(modules.named()).requireNone(target);
    }
  }

  private void write() throws IOException {
    ArchiveChoice choice =
        new ArchiveChoice(
            modules.hasMedia() ? PartChoice.ANY : modules.part(),
            archive == null ? Optional.empty() : Optional.of(ByteArguments.path(archive)));
    Path old = against;
    try (ReportedArchive subject = ReportedArchive.open(image, choice);
        OpenImage before = old == null ? null : DiffCommand.open(old, choice, true)) {
      Optional<ReportSubject> older =
          old == null || before == null
              ? Optional.empty()
              : Optional.of(ReportedArchive.old(old, before));
      Optional<DryBootReport> boot =
          modules.isGiven() ? Optional.of(SimulateCommand.run(modules)) : Optional.empty();
      Report report =
          Report.of(
              new Report.Request(
                  new ArchiveTool.Version().getVersion()[0],
                  title(),
                  subject.subject(),
                  older,
                  modules.isGiven() ? Optional.of(modulesSource()) : Optional.empty(),
                  boot,
                  limits()));
      write(report);
    }
  }

  private ReportLimits limits() {
    ReportLimits limits = ReportLimits.DEFAULTS.withFileBytes((int) contentLimit);
    return contentTotal == null ? limits : limits.withTotalBytes(contentTotal.intValue());
  }

  private String title() {
    String name = String.valueOf(image.getFileName());
    return Texts.shownLine(StandardOutput.isMeantBy(image) ? "standard input" : name);
  }

  /** Returns what names the modules, by the first file that does. */
  private ReportSource modulesSource() throws IOException {
    List<Path> named = modules.named();
    Path first = named.isEmpty() ? Path.of("") : named.get(0);
    return new ReportSource(
        Role.MODULES,
        Texts.shownLine(first.toString()),
        modules.kind(),
        Files.isRegularFile(first) ? Files.size(first) : 0,
        Optional.empty());
  }

  private void write(Report report) throws IOException {
    Path target = out;
    if (target != null && StandardOutput.isMeantBy(target)) {
      try (OutputStream page = StandardOutput.stream()) {
        report.writePage(page);
      }
    } else if (target != null) {
      try (AtomicFile file = AtomicFile.create(target)) {
        // Closing the stream would close the file before it has its name.
        OutputStream page =
            new BufferedOutputStream(Channels.newOutputStream(file.channel()), 1 << 16);
        report.writePage(page);
        page.flush();
        file.commit();
      }
    }
    if (json) {
      PrintWriter text = StandardOutput.text();
      report.writeJson(text);
      text.println();
    }
  }
}
