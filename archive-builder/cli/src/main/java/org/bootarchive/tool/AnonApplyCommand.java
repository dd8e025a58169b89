package org.bootarchive.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bootarchive.archive.anon.AnonymousInput;
import org.bootarchive.archive.anon.AnonymousSources;
import org.bootarchive.archive.host.InputFiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code anon apply}: puts an anonymous enabling in front of the kernel at the next boot. */
@Command(
    name = "apply",
    header = "Gives an anonymous enabling to the next boot.",
    description = {
      "Takes the dtrace.conf and etc/system that dtrace -A left on a live system,",
      "checks them, lays them out as overlays and edits a boot configuration, or",
      "patches an archive; and says first what the next boot will say. What the",
      "kernel would not take, or never come to, is refused (exit code 1) before",
      "anything is written; a probe that the archive's kernel does not have is a",
      "finding."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "With --from-image, --dtrace-conf is what dtrace -A -o FILE wrote: its enabling",
      "is added to the archive's own dtrace.conf, and forceload lines for the",
      "providers that the archive has to its own etc/system.",
      "",
      "Examples:",
      "  archive-tool anon apply --dtrace-conf dtrace.conf --system system \\",
      "    --menu /mnt/usbkey/boot/grub/menu.lst --root /mnt/usbkey",
      "  archive-tool anon apply --from-image --dtrace-conf FILE \\",
      "    --patch boot_archive --out NEW",
      "  archive-tool anon apply --dtrace-conf dtrace.conf --system system \\",
      "    --media smartos.usb.gz --out traced.usb.gz"
    })
final class AnonApplyCommand implements Callable<Integer> {
  @Mixin private EnablingTarget target = new EnablingTarget();

  @Option(
      names = "--dtrace-conf",
      required = true,
      paramLabel = "FILE",
      description = "The dtrace.conf with the enabling; - is the standard input.")
  private Path dtraceConf = Path.of("");

  @Option(names = "--system", paramLabel = "FILE", description = "The etc/system.")
  private @Nullable Path system;

  @Option(
      names = "--from-image",
      description = "Start from the archive's own two files, and add to them.")
  private boolean fromImage;

  @Option(
      names = "--out",
      paramLabel = "DIR|NEW",
      description = {
        "The boot loader's root, below which the files are laid out; default: --root.",
        "With --patch: the new archive. With --media: the new medium. - is then the standard "
            + "output."
      })
  private @Nullable Path out;

  @Override
  public Integer call() throws IOException {
    target.check();
    if (fromImage == (system != null)) {
      throw usage(
          fromImage
              ? "--system goes without --from-image, which takes the archive's own"
              : "--system is missing; or start from the archive's own with --from-image");
    }
    Path settings = system;
    if (settings != null && SpooledInput.isStandardInput(settings)) {
      throw usage("--system -: only --dtrace-conf can be the standard input");
    }
    try (SpooledInput input = SpooledInput.of(dtraceConf)) {
      dtraceConf = input.path();
      List<Path> sources = settings == null ? List.of(dtraceConf) : List.of(dtraceConf, settings);
      return target.apply(this::prepare, sources, new InputFiles().addAll(sources), out);
    }
  }

  private Optional<EnablingTarget.Prepared> prepare(EnablingTarget.Before before)
      throws IOException {
    AnonymousInput input =
        fromImage
            ? AnonymousInput.fromArchive(dtraceConf, before.files())
            : AnonymousInput.of(dtraceConf, given());
    return Optional.of(new EnablingTarget.Prepared(input, sources(input)));
  }

  private AnonymousSources sources(AnonymousInput input) throws IOException {
    return fromImage
        ? AnonymousSources.made(input, Files.getLastModifiedTime(dtraceConf))
        : AnonymousSources.given(dtraceConf, given());
  }

  private Path given() {
    if (system == null) {
      throw usage("--system is missing; or start from the archive's own with --from-image");
    }
    return system;
  }

  private UsageException usage(String message) {
    return new UsageException(message);
  }
}
