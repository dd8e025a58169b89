package org.bootarchive.tool;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.bootarchive.archive.ConfigEdit;
import org.bootarchive.archive.EditableConfiguration;
import org.bootarchive.archive.GrubConfiguration;
import org.bootarchive.archive.IpxeConfiguration;
import org.bootarchive.archive.LoaderConfiguration;
import org.bootarchive.archive.OverlayFile;
import org.bootarchive.archive.OverlayLayout;
import org.bootarchive.archive.OverlayPlan;
import org.bootarchive.boot.config.BootLoader;
import org.bootarchive.boot.config.BootRoot;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code overlay}: files that the kernel sees instead of the archive's, and who loads them. */
@Command(
    name = "overlay",
    description = {
      "Lays out files that the kernel is to see instead of the archive's own, and prints",
      "the boot loader's lines for them; with a boot configuration, edits that and says",
      "what the kernel will answer. The archive stays as it is. What hurts the boot is",
      "refused (exit code 1) before anything is written."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  archive-tool overlay --add etc/system=my-system --out /mnt/usbkey \\",
      "    --menu /mnt/usbkey/boot/grub/menu.lst"
    })
final class OverlayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--add",
      paramLabel = "NAME=FILE",
      description = "A file, and the name that the kernel looks it up by; repeated.")
  private List<String> added = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The boot loader's root: files are laid out below it.")
  private @Nullable Path out;

  @Option(
      names = "--prefix",
      paramLabel = "PATH",
      defaultValue = "os/bootfs",
      description = "Where below DIR the files go. Default: ${DEFAULT-VALUE}")
  private String prefix = "os/bootfs";

  @Option(
      names = "--for",
      paramLabel = "LOADER",
      description = "Print lines for grub, loader or ipxe. Default: what is edited, else grub")
  private @Nullable String loader;

  @Option(names = "--menu", paramLabel = "FILE", description = "A menu.lst to edit.")
  private @Nullable Path menu;

  @Option(
      names = "--entry",
      paramLabel = "N|TITLE",
      description = "With --menu: the entry; default: the menu's own.")
  private @Nullable String entry;

  @Option(
      names = "--loader-conf",
      paramLabel = "FILE",
      description = "The illumos loader's file that takes a block, such as loader.conf.local.")
  private @Nullable Path loaderConf;

  @Option(names = "--ipxe", paramLabel = "FILE", description = "An iPXE script to edit.")
  private @Nullable Path ipxe;

  @Option(
      names = "--root",
      paramLabel = "DIR",
      description = "The directory that the configuration's paths are below. Default: --out")
  private @Nullable Path root;

  @Option(
      names = "--hash",
      negatable = true,
      description = "Have the kernel check each file's SHA-1. Default: for the illumos loader")
  private @Nullable Boolean hash;

  @Option(
      names = "--cnapi",
      description = "Only print the files as Triton's boot_modules: a JSON list for CNAPI.")
  private boolean cnapi;

  @Option(names = "--remove", description = "Undo the edit of the configuration; files stay.")
  private boolean remove;

  @Option(
      names = "--convert-only",
      description = "Only give the menu entry's modules types, where the kernel would guess.")
  private boolean convertOnly;

  @Option(names = "--force", description = "Write in spite of what hurts.")
  private boolean force;

  @Option(names = "--dry-run", description = "Write nothing.")
  private boolean dryRun;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  private OverlayCommand(CommandSpec spec) {
    this.spec = spec;
  }

  OverlayCommand() {
    this(CommandSpec.create());
  }

  @Override
  public Integer call() throws IOException {
    checkOptions();
    if (cnapi) {
      return bootModules();
    }
    Optional<Path> file = Stream.of(menu, loaderConf, ipxe).flatMap(Stream::ofNullable).findAny();
    PrintWriter printer = spec.commandLine().getOut();
    if (file.isEmpty()) {
      return finish(OverlayPlan.of(layout(), hashed(bootLoader())), bootLoader(), printer);
    }
    BootRoot bootRoot = BootRoot.of(BootRootChoice.choose(root, out, file.get()));
    EditableConfiguration configuration = configuration(bootRoot);
    if (remove || convertOnly) {
      ConfigEdit edit =
          configuration instanceof GrubConfiguration grub && convertOnly
              ? grub.convert()
              : configuration.remove();
      if (!dryRun) {
        edit.write();
      }
      OverlayOutput.printEdit(printer, edit, json);
      return ExitCode.GOOD;
    }
    OverlayPlan plan =
        OverlayPlan.of(layout(), hashed(configuration.bootLoader()), configuration, bootRoot);
    return finish(plan, configuration.bootLoader(), printer);
  }

  private Integer bootModules() throws IOException {
    PrintWriter printer = spec.commandLine().getOut();
    OverlayPlan plan = OverlayPlan.of(OverlayLayout.of(Path.of(""), prefix, files()), false);
    if (plan.isRefused() && !force) {
      OverlayOutput.print(printer, plan, BootLoader.GRUB, true, json);
      return ExitCode.NO;
    }
    Json.print(printer, OverlayOutput.bootModules(plan.layout()));
    return ExitCode.GOOD;
  }

  private Integer finish(OverlayPlan plan, BootLoader bootLoader, PrintWriter printer)
      throws IOException {
    boolean refused = plan.isRefused() && !force;
    if (!refused && !dryRun) {
      plan.write();
    }
    OverlayOutput.print(printer, plan, bootLoader, refused, json);
    return refused ? ExitCode.NO : ExitCode.GOOD;
  }

  private OverlayLayout layout() throws IOException {
    if (out == null) {
      throw usage("--out DIR is missing: the boot loader's root");
    }
    return OverlayLayout.of(out, prefix, files());
  }

  private List<OverlayFile> files() {
    return added.stream().map(argument -> OverlayArgument.parse(spec, argument)).toList();
  }

  private EditableConfiguration configuration(BootRoot bootRoot) throws IOException {
    if (menu != null) {
      return GrubConfiguration.read(menu, Optional.ofNullable(entry), bootRoot);
    }
    return ipxe != null
        ? IpxeConfiguration.read(ipxe, bootRoot)
        : LoaderConfiguration.of(Objects.requireNonNull(loaderConf), bootRoot);
  }

  private boolean hashed(BootLoader bootLoader) {
    return hash == null ? bootLoader == BootLoader.LOADER : hash;
  }

  private BootLoader bootLoader() {
    if (loader == null) {
      return BootLoader.GRUB;
    }
    return switch (loader.toLowerCase(Locale.ROOT)) {
      case "grub" -> BootLoader.GRUB;
      case "loader" -> BootLoader.LOADER;
      case "ipxe" -> BootLoader.IPXE;
      default -> throw usage("--for takes grub, loader or ipxe, not '" + loader + "'");
    };
  }

  private void checkOptions() {
    long files = Stream.of(menu, loaderConf, ipxe).filter(file -> file != null).count();
    BootLoader asked = bootLoader();
    if (files > 1) {
      throw usage("name one configuration: --menu, --loader-conf or --ipxe");
    }
    if (files == 1 && loader != null && asked != edited()) {
      throw usage("--for " + loader + " does not go with the configuration that is edited");
    }
    if ((remove || convertOnly) && files == 0) {
      throw usage("no configuration; name it with --menu, --loader-conf or --ipxe");
    }
    if (convertOnly && (menu == null || remove)) {
      throw usage("--convert-only goes with --menu, and not with --remove");
    }
    if ((remove || convertOnly) != added.isEmpty()) {
      throw usage(
          added.isEmpty() ? "nothing to do; give --add NAME=FILE" : "--add goes alone, not here");
    }
    if (cnapi && files > 0) {
      throw usage("--cnapi goes without a configuration: Triton's booter writes its own");
    }
    if (entry != null && menu == null) {
      throw usage("--entry goes with --menu");
    }
  }

  private BootLoader edited() {
    if (menu != null) {
      return BootLoader.GRUB;
    }
    return ipxe != null ? BootLoader.IPXE : BootLoader.LOADER;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
