package org.bootarchive.tool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bootarchive.archive.build.BuildOptions;
import org.bootarchive.archive.build.ImageTooSmallException;
import org.bootarchive.archive.convert.ArchiveConversion;
import org.bootarchive.archive.convert.ArchiveForm;
import org.bootarchive.archive.host.InputFiles;
import org.bootarchive.archive.platform.PlatformImage;
import org.bootarchive.ufs.device.CorruptImageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
  @Parameters(
      index = "0",
      paramLabel = "IMAGE",
      description = {
        "An archive of any form, a platform directory, a platform-STAMP.tgz, a disk, a medium;",
        "- is the standard input."
      })
  private Path image = Path.of("");

  @Mixin private ArchiveOptions archiveOptions = new ArchiveOptions();

  @Mixin private FormOptions form = new FormOptions();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "NEW",
      description = "The new archive; - is the standard output, which gets no hash file.")
  private Path out = Path.of("");

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

  @Override
  public Integer call() throws IOException {
    if (!form.hasKind()) {
      throw new UsageException("Missing required option: '--to=FORM'");
    }
    ArchiveForm to = form.form(size != null || free != 0 ? "--size and --free go" : "");
    OutName.requireNoPlatform(out, "an archive alone", "");
    BuildOptions options = BuildOptions.DEFAULTS.withFreeBytes(free);
    if (size != null) {
      options = options.withSize(size);
    }
    try (OutputFile output = OutputFile.of(out, "boot_archive")) {
      new InputFiles()
          .addAll(PlatformImage.filesAt(image))
          .requireNone(output.path(), ArchiveConversion.hashFile(output.path()));
      for (Path read : PlatformImage.filesAt(image)) {
        ArchiveConversion.requireOther(read, output.path());
      }
      int code = convert(to, options, output.path());
      output.send();
      return code;
    }
  }

  private int convert(ArchiveForm to, BuildOptions options, Path target) throws IOException {
    try (OpenArchive archive = OpenArchive.open(image, archiveOptions.choice());
        ProgressOfImage progress = new ProgressOfImage("convert")) {
      return form.write(
          to,
          out,
          json,
          strict -> {
            try {
              return ArchiveConversion.convert(
                  archive.file().path(),
                  archive.file().form(),
                  to,
                  options,
                  target,
                  strict,
                  progress);
            } catch (CorruptImageException e) {
              throw UnknownForm.of(e, Optional.of(archive.file().path()))
                  .in(archive.place().shown());
            }
          });
    } catch (ImageTooSmallException e) {
      StandardError.text().println("archive-tool: " + e.getMessage());
      return ExitCode.NO;
    }
  }
}
