package org.bootarchive.tool;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bootarchive.archive.build.BuildOptions;
import org.bootarchive.archive.build.ImageTooSmallException;
import org.bootarchive.archive.convert.ArchiveConversion;
import org.bootarchive.archive.convert.ArchiveForm;
import org.bootarchive.archive.convert.Loss;
import org.bootarchive.archive.platform.BootArchiveFile;
import org.bootarchive.archive.platform.Platform;
import org.bootarchive.json.ResultJson;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code convert}: the same files in another form of boot archive. */
@Command(
    name = "convert",
    header = "Makes a boot archive of another form, with the same files.",
    description = {
      "Makes an archive of another form and its hash file: a UFS (SmartOS), a cpio",
      "archive (illumos since 2018; odc, the one that the kernel reads), or an ISO",
      "9660 with Rock Ridge (hsfs); in a gzip file or not. The hash is that of the",
      "archive out of its gzip file: of what the kernel gets.",
      "What the new form cannot hold is told, a line each. The kernel follows no link",
      "in cpio and ISO 9660: links to files become copies.",
      "Exit code 1 if something was lost, or the files do not fit --size."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  archive-tool convert boot_archive --to cpio --gzip --out boot_archive.gz",
      "  archive-tool convert boot_archive.gz --to ufs --free 20m --out boot_archive"
    })
final class ConvertCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "IMAGE",
      description = "An archive of any form, a platform directory, or a platform-STAMP.tgz.")
  private Path image;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FORM",
      description = "ufs, cpio or hsfs (an ISO 9660).")
  private String to = "";

  @Option(names = "--gzip", description = "In a gzip file.")
  private boolean gzip;

  @Option(names = "--out", required = true, paramLabel = "NEW", description = "The new archive.")
  private Path out;

  @Option(names = "--strict", description = "Write nothing if something would be lost.")
  private boolean strict;

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      converter = ByteSize.class,
      description = "Of a UFS: bytes, or with k, m or g. Default: just large enough.")
  private @Nullable Long size;

  @Option(
      names = "--free",
      paramLabel = "SIZE",
      converter = ByteSize.class,
      description = "What stays free in a UFS, at least. Default: nothing.")
  private long free;

  @Option(names = "--json", description = "Print the summary as JSON.")
  private boolean json;

  private ConvertCommand(CommandSpec spec, Path image, Path out) {
    this.spec = spec;
    this.image = image;
    this.out = out;
  }

  ConvertCommand() {
    this(CommandSpec.create(), Path.of(""), Path.of(""));
  }

  @Override
  public Integer call() throws IOException {
    ArchiveForm form = form();
    ArchiveConversion.requireOther(image, out);
    BuildOptions options = BuildOptions.DEFAULTS.withFreeBytes(free);
    if (size != null) {
      options = options.withSize(size);
    }
    try (BootArchiveFile file = Platform.openArchive(image);
        ProgressOfImage progress = new ProgressOfImage("convert")) {
      ArchiveConversion.Written written =
          ArchiveConversion.convert(file.path(), form, options, out, strict, progress);
      print(form, written);
      return written.losses().isEmpty() ? ExitCode.GOOD : ExitCode.NO;
    } catch (ArchiveConversion.LossException e) {
      printLosses(e.losses());
      spec.commandLine().getErr().println("archive-tool: " + e.getMessage());
      return ExitCode.NO;
    } catch (ImageTooSmallException e) {
      spec.commandLine().getErr().println("archive-tool: " + e.getMessage());
      return ExitCode.NO;
    }
  }

  private ArchiveForm form() {
    for (ArchiveForm.Kind kind : ArchiveForm.Kind.values()) {
      if (kind.word().equals(to) || (kind == ArchiveForm.Kind.ISO && to.equals("iso"))) {
        if (kind != ArchiveForm.Kind.UFS && (size != null || free != 0)) {
          throw new ParameterException(
              spec.commandLine(), "--size and --free go with --to ufs: other forms are just full");
        }
        return new ArchiveForm(
            kind, gzip ? Optional.of(ArchiveForm.Gzip.DEFAULTS) : Optional.empty());
      }
    }
    throw new ParameterException(
        spec.commandLine(), "--to " + Texts.printable(to) + ": give ufs, cpio or hsfs");
  }

  private void printLosses(List<Loss> losses) {
    losses.forEach(loss -> spec.commandLine().getErr().println("archive-tool: " + loss));
  }

  private void print(ArchiveForm form, ArchiveConversion.Written written) {
    PrintWriter output = spec.commandLine().getOut();
    if (json) {
      output.println(ResultJson.of(out, written));
    } else {
      printLosses(written.losses());
      output.println(written.hash().hex());
      output.println(out + ": " + written.bytes() / 1024 + " KiB, " + form);
    }
  }
}
