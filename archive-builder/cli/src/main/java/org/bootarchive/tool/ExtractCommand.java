package org.bootarchive.tool;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bootarchive.archive.extract.Extraction;
import org.bootarchive.archive.extract.ExtractionOptions;
import org.bootarchive.archive.extract.ExtractionReport;
import org.bootarchive.archive.extract.ExtractionReport.Loss;
import org.bootarchive.archive.host.InputFiles;
import org.bootarchive.archive.platform.PlatformImage;
import org.bootarchive.archive.tree.VolumePath;
import org.bootarchive.archive.tree.VolumePath.LastLink;
import org.bootarchive.archive.tree.mount.UsrMount;
import org.bootarchive.json.ResultJson;
import org.bootarchive.ufs.disk.Superblock;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code extract}: files out of an image. */
@Command(
    name = "extract",
    header = "Extracts files into a directory or a tar.",
    description = {
      "Extracts files into a directory or a tar, with modes, times, links, and owners",
      "and devices where the target can hold them; what it cannot is told on the",
      "standard error, a line each.",
      "Nothing is written outside the target, whatever names and links the image",
      "holds.",
      "PATH may be a pattern: * is any bytes of a name, ? one, [a-z] one of those,",
      "[!a-z] another one, and ** any directories, none too. A file that is called so",
      "comes first; \\xHH is a byte that stands for itself. Exit code 1 if nothing",
      "matches.",
      "usr/... are the files in usr.lgz, if there is one; usr.lgz itself comes along",
      "as a file."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "A directory gets no devices and FIFOs, and owners only if you are root. A name",
      "that it cannot have is escaped there, \\xHH for a byte. A tar holds all of it.",
      "",
      "Example:",
      "  archive-tool extract boot_archive etc kernel/drv --to out",
      "  archive-tool extract boot_archive 'kernel/drv/*.conf' --to out",
      "  archive-tool extract platform-STAMP.tgz --tar root.tar"
    })
final class ExtractCommand implements Callable<Integer> {
  /** Where the files go. */
  static final class Target {
    @Option(
        names = "--to",
        required = true,
        paramLabel = "DIR",
        description = "Into this directory: a new one, or an empty one.")
    private @Nullable Path directory;

    @Option(
        names = "--tar",
        required = true,
        paramLabel = "FILE",
        description = "Into this tar, - being the standard output.")
    private @Nullable Path tar;
  }

  @Mixin private ImageOptions image = new ImageOptions();

  @Parameters(
      index = "1..*",
      paramLabel = "PATH",
      description = "What to extract, with all below it. Default: everything.")
  private List<String> paths = List.of();

  @ArgGroup(multiplicity = "1")
  private Target target = new Target();

  @Option(
      names = "--force",
      description = "Into a directory that is not empty, replacing files; over an existing tar.")
  private boolean force;

  @Option(
      names = "--raw",
      description = "Files that fiocompress has compressed as they are stored.")
  private boolean raw;

  @Option(names = "--json", description = "Print the summary as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    ImmutableList<Path> inputs = PlatformImage.filesAt(image.named());
    if (target.tar != null && !StandardOutput.isMeantBy(target.tar)) {
      OutName.requireDirectory("--tar", target.tar);
      new InputFiles().addAll(inputs).requireNone(target.tar);
    }
    ImagePlace place = image.place();
    return place.reading(() -> extract(place, inputs));
  }

  private int extract(ImagePlace place, ImmutableList<Path> inputs) throws IOException {
    ExtractionReport report;
    ResultJson result;
    try (OpenImage open = image.open(place);
        Progress progress = Progress.of("extract", usedBytes(open))) {
      List<VolumePath> places = new ArrayList<>();
      for (String path : paths) {
        places.addAll(open.find(path, LastLink.KEEP));
      }
      ExtractionOptions options =
          ExtractionOptions.DEFAULTS
              .withReplace(force)
              .withRaw(raw)
              .withKept(inputs)
              .withProgress(progress);
      report = extract(open, options.withPlaces(places));
      result = ResultJson.of(report, open.tree());
      if (places.isEmpty() || places.stream().anyMatch(UsrView::isUsr)) {
        open.usrView().print(StandardError.text());
      }
    }
    boolean toOutput = target.tar != null && StandardOutput.isMeantBy(target.tar);
    print(report, result, toOutput ? StandardError.text() : StandardOutput.text());
    return ExitCode.GOOD;
  }

  private ExtractionReport extract(OpenImage open, ExtractionOptions options) throws IOException {
    if (target.directory != null) {
      return Extraction.toDirectory(open.tree(), target.directory, options);
    }
    Path tar = target.tar;
    if (tar == null) {
      throw new IllegalStateException("neither --to nor --tar");
    }
    return StandardOutput.isMeantBy(tar)
        ? Extraction.toTar(open.tree(), Channels.newOutputStream(StandardOutput.channel()), options)
        : Extraction.toTar(open.tree(), tar, options);
  }

  /** Returns about how much there is to extract. */
  private long usedBytes(OpenImage open) throws IOException {
    long bytes = usedBytes(open.volume().superblock());
    Optional<UsrMount> usr = paths.isEmpty() ? open.tree().usr() : Optional.empty();
    return usr.isPresent() ? bytes + usedBytes(usr.get().volume().superblock()) : bytes;
  }

  private static long usedBytes(Superblock superblock) {
    return Math.max(0, superblock.sizeInBytes() - superblock.freeBytes());
  }

  private void print(ExtractionReport report, ResultJson result, PrintWriter out) {
    if (json) {
      out.println(result);
      return;
    }
    StandardOutput.text().flush();
    for (Loss loss : report.losses()) {
      StandardError.text().println(loss);
    }
    out.println(summary(report));
  }

  private static String summary(ExtractionReport report) {
    String losses =
        report.losses().isEmpty() ? "" : "; not as in the image: " + report.losses().size();
    return "files "
        + report.files()
        + ", directories "
        + report.directories()
        + ", symbolic links "
        + report.symbolicLinks()
        + ", hard links "
        + report.hardLinks()
        + ", devices and FIFOs "
        + report.specialFiles()
        + "; bytes "
        + report.bytes()
        + losses;
  }
}
