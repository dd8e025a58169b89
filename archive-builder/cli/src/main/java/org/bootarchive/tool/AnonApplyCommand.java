package org.bootarchive.tool;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.bootarchive.archive.anon.AnonymousApply;
import org.bootarchive.archive.anon.AnonymousInput;
import org.bootarchive.archive.anon.AnonymousSources;
import org.bootarchive.archive.anon.ArchiveOwnFiles;
import org.bootarchive.archive.build.SourceDate;
import org.bootarchive.archive.overlay.OverlayFile;
import org.bootarchive.archive.overlay.OverlayLayout;
import org.bootarchive.archive.patch.ArchivePatch;
import org.bootarchive.archive.patch.DoesNotFitException;
import org.bootarchive.archive.patch.Edit;
import org.bootarchive.archive.patch.EditPath;
import org.bootarchive.archive.patch.PatchOptions;
import org.bootarchive.archive.patch.PatchReport;
import org.bootarchive.archive.platform.BootArchiveFile;
import org.bootarchive.archive.platform.Platform;
import org.bootarchive.boot.BootFiles;
import org.bootarchive.boot.LoadedBoot;
import org.bootarchive.boot.config.BootConfiguration;
import org.bootarchive.boot.config.BootRoot;
import org.bootarchive.json.ResultJson;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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
  @Spec private CommandSpec spec;

  @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();

  @Mixin private MediaOptions media = new MediaOptions();

  @Mixin private LayoutOptions layoutOptions = new LayoutOptions();

  @Option(
      names = "--dtrace-conf",
      required = true,
      paramLabel = "FILE",
      description = "The dtrace.conf with the enabling.")
  private Path dtraceConf;

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
        "With --patch: the new archive. With --media: the new medium."
      })
  private @Nullable Path out;

  @Option(
      names = "--patch",
      paramLabel = "IMAGE",
      description = "Make a patched archive of this one, instead of overlays.")
  private @Nullable Path image;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  private AnonApplyCommand(CommandSpec spec, Path dtraceConf) {
    this.spec = spec;
    this.dtraceConf = dtraceConf;
  }

  AnonApplyCommand() {
    this(CommandSpec.create(), Path.of(""));
  }

  @Override
  public Integer call() throws IOException {
    checkOptions();
    if (image != null) {
      return patch(image);
    }
    if (media.isGiven()) {
      return overlayMedium();
    }
    BootRoot root = configuration.rootToEdit(out);
    Path top = out == null ? root.directory() : out;
    return overlay(root, top, configuration.read(root), () -> {});
  }

  /** What is to be done when the overlay is laid out. */
  private interface Ending {
    void run() throws IOException;
  }

  private Integer overlayMedium() throws IOException {
    Path target = out;
    if (target == null) {
      throw usage("--out NEW is missing: the medium that is to be written");
    }
    Path settings = system;
    List<Path> sources = settings == null ? List.of(dtraceConf) : List.of(dtraceConf, settings);
    try (OpenMedium medium = media.openToEdit(EditTime.of(sources))) {
      BootRoot root = medium.bootRoot();
      BootConfiguration edited = medium.configuration(root, configuration.choices());
      return overlay(root, medium.top(), edited, () -> medium.write(medium.plan(), target));
    }
  }

  private Integer overlay(BootRoot root, Path top, BootConfiguration edited, Ending ending)
      throws IOException {
    AnonymousInput input =
        fromImage
            ? AnonymousInput.fromArchive(dtraceConf, archive(edited, root))
            : AnonymousInput.of(dtraceConf, given());
    try (AnonymousSources sources = sources(input)) {
      OverlayLayout layout = OverlayLayout.of(top, layoutOptions.prefix(), sources.files());
      boolean hashed = layoutOptions.hashed(edited.bootLoader());
      AnonymousApply apply = AnonymousApply.overlay(layout, hashed, edited, root);
      boolean refused = apply.isRefused() && !layoutOptions.force();
      if (!refused && !layoutOptions.dryRun()) {
        apply.plan().orElseThrow().write();
        ending.run();
      }
      return finish(new AnonymousApply.Outcome(input, sources, apply, refused, Optional.empty()));
    }
  }

  private static ArchiveOwnFiles archive(BootConfiguration edited, BootRoot root)
      throws IOException {
    // Removing nothing changes nothing, and says what the configuration loads.
    LoadedBoot now = LoadedBoot.load(edited.remove(Set.of()).bootBefore(), BootFiles.below(root));
    return ArchiveOwnFiles.of(now.moduleSet());
  }

  private Integer patch(Path place) throws IOException {
    if (out == null) {
      throw usage("--out NEW is missing: the new archive");
    }
    SourceDate date = date();
    try (BootArchiveFile file = Platform.openArchive(place)) {
      BlockDevice archive = FileBlockDevice.of(file.path());
      AnonymousInput input =
          fromImage
              ? AnonymousInput.fromArchive(dtraceConf, ArchiveOwnFiles.of(archive))
              : AnonymousInput.of(dtraceConf, given());
      try (AnonymousSources sources = sources(input)) {
        AnonymousApply apply = AnonymousApply.patch(archive, sources.files());
        boolean refused = apply.isRefused() && !layoutOptions.force();
        Optional<AnonymousApply.Patched> patched = Optional.empty();
        if (!refused && !layoutOptions.dryRun()) {
          patched =
              Optional.of(new AnonymousApply.Patched(out, write(file.path(), sources, date, out)));
        }
        return finish(new AnonymousApply.Outcome(input, sources, apply, refused, patched));
      }
    } catch (DoesNotFitException e) {
      spec.commandLine().getErr().println("archive-tool: " + Hints.describe(e));
      return ExitCode.NO;
    }
  }

  private static PatchReport write(
      Path archive, AnonymousSources sources, SourceDate date, Path target) throws IOException {
    ImmutableList.Builder<Edit> edits = ImmutableList.builder();
    for (OverlayFile file : sources.files()) {
      byte[] path = file.name().toBytes();
      edits.add(new Edit.Put(EditPath.of(path), file.source()));
    }
    try (ProgressOfImage progress = new ProgressOfImage("patch")) {
      return ArchivePatch.patch(
          archive, edits.build(), PatchOptions.DEFAULTS.withDate(date), target, progress);
    }
  }

  private Integer finish(AnonymousApply.Outcome outcome) throws IOException {
    if (json) {
      spec.commandLine().getOut().println(ResultJson.of(outcome));
    } else {
      new AnonApplyText(spec.commandLine().getOut()).print(outcome, out);
    }
    boolean good =
        !outcome.refused()
            && (outcome.apply().boot().verdict().isGood() || !outcome.apply().isVerdictNew());
    return good || (layoutOptions.force() && !outcome.refused()) ? ExitCode.GOOD : ExitCode.NO;
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

  private SourceDate date() {
    try {
      return SourceDateVariable.read();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private void checkOptions() {
    media.check();
    configuration.checkToEdit(media.isGiven());
    configuration.checkRoot();
    long targets =
        Stream.of(image != null, configuration.isGiven(), media.isGiven())
            .filter(given -> given)
            .count();
    if (targets != 1) {
      throw usage(
          "name one of --menu, --grub-cfg, --syslinux, --loader-conf and --ipxe, or --media FILE,"
              + " or --patch IMAGE");
    }
    if (fromImage == (system != null)) {
      throw usage(
          fromImage
              ? "--system goes without --from-image, which takes the archive's own"
              : "--system is missing; or start from the archive's own with --from-image");
    }
    if (image != null && layoutOptions.isHashGiven()) {
      throw usage("--hash goes with overlays; a patched archive has a hash file");
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
