package org.bootarchive.tool;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.bootarchive.archive.host.InputFiles;
import org.bootarchive.archive.overlay.OverlayFile;
import org.bootarchive.archive.overlay.OverlayLayout;
import org.bootarchive.archive.overlay.OverlayPlan;
import org.bootarchive.archive.overlay.internal.RemovedOverlay;
import org.bootarchive.boot.config.BootConfiguration;
import org.bootarchive.boot.config.BootLoader;
import org.bootarchive.boot.config.BootRoot;
import org.bootarchive.boot.config.ConfigEdit;
import org.bootarchive.boot.config.grub.GrubConfiguration;
import org.bootarchive.json.ResultJson;
import org.bootarchive.media.disk.MediumCopy;
import org.bootarchive.media.volume.VolumePlan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code overlay}: files that the kernel sees instead of the archive's, and who loads them. */
@Command(
    name = "overlay",
    header = "Lays files over an archive without changing it.",
    description = {
      "Lays out files that the kernel is to see instead of the archive's own, and",
      "prints the boot loader's lines for them; with a boot configuration, edits that",
      "and says what the kernel will answer. The archive stays as it is. What hurts",
      "the boot is refused (exit code 1) before anything is written."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  archive-tool overlay --add etc/system=my-system --out /mnt/usbkey \\",
      "    --menu /mnt/usbkey/boot/grub/menu.lst",
      "  archive-tool overlay --add etc/system=my-system --media smartos.usb.gz \\",
      "    --out traced.usb.gz"
    })
final class OverlayCommand implements Callable<Integer> {
  @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();

  @Mixin private MediaOptions media = new MediaOptions();

  @Mixin private LayoutOptions layoutOptions = new LayoutOptions();

  @Option(
      names = "--add",
      paramLabel = "NAME=FILE",
      description = "A file, and the name that the kernel looks it up by; repeated.")
  private List<String> added = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR|NEW",
      description = {
        "The boot loader's root: files are laid out below it. With --media: the "
            + "new medium, gzipped if its name ends in .gz; - is the standard output."
      })
  private @Nullable Path out;

  @Option(
      names = "--for",
      paramLabel = "LOADER",
      description =
          "Print lines for grub, grub2, syslinux, loader or ipxe. Default: what is edited, else "
              + "grub")
  private @Nullable String loader;

  @Option(
      names = "--cnapi",
      description = "Only print the files as Triton's boot_modules: a JSON list for CNAPI.")
  private boolean cnapi;

  @Option(
      names = "--remove",
      description = {
        "Undo the edit of the configuration; files stay. With --media: the files that "
            + "were laid out go too, but not every byte is as it was before."
      })
  private boolean remove;

  @Option(
      names = "--convert-only",
      description = "Only give the menu entry's modules types, where the kernel would guess.")
  private boolean convertOnly;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    checkOptions();
    if (cnapi) {
      return bootModules();
    }
    if (media.isGiven()) {
      try (OutputFile output = media.output(out, layoutOptions.dryRun())) {
        int code = onMedium(output.path());
        output.send();
        return code;
      }
    }
    if (!configuration.isGiven()) {
      BootLoader bootLoader = bootLoader();
      OverlayPlan plan = OverlayPlan.of(layout(), layoutOptions.hashed(bootLoader));
      return finish(plan, bootLoader);
    }
    BootRoot bootRoot = configuration.rootToEdit(out);
    if (!remove && !convertOnly) {
      OverlayLayout layout = layout();
      for (OverlayFile file : layout.files()) {
        configuration.requireStay(layout.target(file));
      }
    }
    BootConfiguration edited = configuration.read(bootRoot);
    if (remove || convertOnly) {
      ConfigEdit edit =
          edited instanceof GrubConfiguration grub && convertOnly
              ? grub.convert()
              : edited.remove();
      if (!layoutOptions.dryRun()) {
        edit.write();
      }
      OverlayOutput.printEdit(StandardOutput.text(), edit, json);
      return ExitCode.GOOD;
    }
    OverlayPlan plan =
        OverlayPlan.of(layout(), layoutOptions.hashed(edited.bootLoader()), edited, bootRoot);
    return finish(plan, edited.bootLoader());
  }

  private int onMedium(Path target) throws IOException {
    new InputFiles().addAll(sources()).add(media.named().orElse(null)).requireNone(target);
    try (OpenMedium medium = media.openToEdit(EditTime.of(sources()));
        MediumCopy copy = medium.copyTo(target)) {
      if (!layoutOptions.dryRun()) {
        copy.start();
      }
      BootRoot bootRoot = medium.bootRoot();
      BootConfiguration edited = medium.configuration(bootRoot, configuration.choices());
      if (remove) {
        return removeOn(medium, copy, bootRoot, edited);
      }
      OverlayPlan plan =
          OverlayPlan.of(
              OverlayLayout.of(medium.top(), layoutOptions.prefix(), files()),
              layoutOptions.hashed(edited.bootLoader()),
              edited,
              bootRoot);
      boolean refused = plan.isRefused() && !layoutOptions.force();
      if (!refused) {
        plan.write();
        VolumePlan volume = medium.plan();
        if (!layoutOptions.dryRun()) {
          medium.write(copy, volume);
        }
      }
      OverlayOutput.print(plan, edited.bootLoader(), refused, json);
      return refused ? ExitCode.NO : ExitCode.GOOD;
    }
  }

  private int removeOn(
      OpenMedium medium, MediumCopy copy, BootRoot bootRoot, BootConfiguration edited)
      throws IOException {
    ConfigEdit edit = edited.remove();
    edit.write();
    RemovedOverlay.of(edit, bootRoot).delete();
    VolumePlan volume = medium.plan();
    if (!layoutOptions.dryRun()) {
      medium.write(copy, volume);
    }
    OverlayOutput.printEdit(StandardOutput.text(), edit, json);
    medium.noteKept(edit);
    return ExitCode.GOOD;
  }

  private List<Path> sources() {
    return files().stream().map(OverlayFile::source).toList();
  }

  private Integer bootModules() throws IOException {
    PrintWriter printer = StandardOutput.text();
    OverlayPlan plan =
        OverlayPlan.of(OverlayLayout.of(Path.of(""), layoutOptions.prefix(), files()), false);
    if (plan.isRefused() && !layoutOptions.force()) {
      OverlayOutput.print(plan, BootLoader.GRUB, true, json);
      return ExitCode.NO;
    }
    printer.println(ResultJson.bootModules(plan.layout()));
    return ExitCode.GOOD;
  }

  private Integer finish(OverlayPlan plan, BootLoader bootLoader) throws IOException {
    boolean refused = plan.isRefused() && !layoutOptions.force();
    if (!refused && !layoutOptions.dryRun()) {
      plan.write();
    }
    OverlayOutput.print(plan, bootLoader, refused, json);
    return refused ? ExitCode.NO : ExitCode.GOOD;
  }

  private OverlayLayout layout() throws IOException {
    if (out == null) {
      throw usage("--out DIR is missing: the boot loader's root");
    }
    return OverlayLayout.of(out, layoutOptions.prefix(), files());
  }

  private List<OverlayFile> files() {
    return added.stream().map(argument -> OverlayArgument.parse(argument)).toList();
  }

  private BootLoader bootLoader() {
    if (loader == null) {
      return BootLoader.GRUB;
    }
    return switch (loader.toLowerCase(Locale.ROOT)) {
      case "grub" -> BootLoader.GRUB;
      case "loader" -> BootLoader.LOADER;
      case "ipxe" -> BootLoader.IPXE;
      case "grub2" -> BootLoader.GRUB2;
      case "syslinux" -> BootLoader.SYSLINUX;
      default ->
          throw usage("--for takes grub, grub2, syslinux, loader or ipxe, not '" + loader + "'");
    };
  }

  private void checkOptions() {
    BootLoader asked = bootLoader();
    media.check();
    configuration.checkToEdit(media.isGiven());
    if (media.isGiven() && (configuration.isGiven() || convertOnly || cnapi || loader != null)) {
      throw usage("--media brings its own configuration: no --menu, --for and the like beside it");
    }
    BootLoader edited = configuration.bootLoader();
    if (edited != null && loader != null && asked != edited) {
      throw usage("--for " + loader + " does not go with the configuration that is edited");
    }
    if ((remove || convertOnly) && edited == null && !media.isGiven()) {
      throw usage(
          "no configuration; name it with --menu, --grub-cfg, --syslinux, --loader-conf or --ipxe");
    }
    if (convertOnly && (edited != BootLoader.GRUB || remove)) {
      throw usage("--convert-only goes with --menu, and not with --remove");
    }
    if ((remove || convertOnly) != added.isEmpty()) {
      throw usage(
          added.isEmpty()
              ? "nothing to do; give --add NAME=FILE"
              : "--add does not go with "
                  + (remove ? "--remove" : "--convert-only")
                  + ": run overlay with that first, and then once more with --add");
    }
    if (cnapi && edited != null) {
      throw usage("--cnapi goes without a configuration: Triton's booter writes its own");
    }
  }

  private UsageException usage(String message) {
    return new UsageException(message);
  }
}
