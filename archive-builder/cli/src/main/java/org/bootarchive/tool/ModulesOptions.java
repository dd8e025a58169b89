package org.bootarchive.tool;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bootarchive.archive.overlay.OverlayFile;
import org.bootarchive.archive.platform.PlatformModules;
import org.bootarchive.boot.BootFiles;
import org.bootarchive.boot.LoadedBoot;
import org.bootarchive.boot.config.BootChoices;
import org.bootarchive.boot.config.BootRoot;
import org.bootarchive.boot.config.ConfigException;
import org.bootarchive.boot.config.ConfiguredBoot;
import org.bootarchive.boot.config.ConfiguredModule;
import org.bootarchive.boot.config.grub.GrubConfiguration;
import org.bootarchive.boot.config.grub2.Grub2Configuration;
import org.bootarchive.boot.config.ipxe.IpxeConfiguration;
import org.bootarchive.boot.config.loader.LoaderConfiguration;
import org.bootarchive.boot.config.syslinux.SyslinuxConfiguration;
import org.bootarchive.boot.module.BootModule;
import org.bootarchive.boot.module.ModuleSet;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.text.ByteString;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** MODULES: the options that name a module set. */
final class ModulesOptions implements AutoCloseable {
  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Mixin private MediaOptions media = new MediaOptions();

  private @Nullable OpenMedium openMedium;

  @Option(
      names = "--module",
      arity = "2",
      paramLabel = "ARG",
      description =
          "'COMMAND LINE' FILE: a module as the boot loader passes it; repeated, in order.")
  private List<String> modules = List.of();

  @Option(
      names = "--platform",
      paramLabel = "DIR",
      description = "A platform directory: its archive and hash as the loader would pass them.")
  private @Nullable Path platform;

  @Option(
      names = "--add",
      paramLabel = "NAME=FILE",
      description = "With --platform: an overlay module behind them; repeated.")
  private List<String> added = List.of();

  @Option(names = "--menu", paramLabel = "FILE", description = "A menu.lst of GRUB legacy.")
  private @Nullable Path menu;

  @Option(
      names = "--entry",
      paramLabel = "N|TITLE|ID|LABEL",
      description = "The entry of a menu, or a label or item of --ipxe; default: its own.")
  private @Nullable String entry;

  @Option(
      names = "--loader-conf",
      arity = "1..*",
      paramLabel = "DIR|FILE",
      description = {
        "A boot volume's top, read as the illumos loader reads it; or files of it, in the",
        "order in which it reads them."
      })
  private List<Path> loaderConf = List.of();

  @Option(names = "--ipxe", paramLabel = "FILE", description = "An iPXE script.")
  private @Nullable Path ipxe;

  @Option(names = "--grub-cfg", paramLabel = "FILE", description = "A grub.cfg of GRUB 2.")
  private @Nullable Path grubCfg;

  @Option(
      names = "--syslinux",
      paramLabel = "FILE",
      description = "A configuration of syslinux, isolinux or pxelinux.")
  private @Nullable Path syslinux;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description =
          "With a boot configuration: what only the machine knows, such as mac=...; repeated.")
  private List<String> settings = List.of();

  @Option(
      names = "--root",
      paramLabel = "DIR",
      description = "With a boot configuration: the directory that its paths are below.")
  private @Nullable Path root;

  private ModulesOptions(CommandSpec spec) {
    this.spec = spec;
  }

  ModulesOptions() {
    this(CommandSpec.create());
  }

  /** Returns whether one of the options is given that name a set. */
  boolean isGiven() {
    return !modules.isEmpty()
        || platform != null
        || menu != null
        || ipxe != null
        || media.isGiven()
        || grubCfg != null
        || syslinux != null
        || !loaderConf.isEmpty();
  }

  /**
   * Returns the modules that the options name.
   *
   * @throws ParameterException if they name none, or two sets
   * @throws ConfigException if the configuration names a file that is not there
   * @throws IOException if a file cannot be read
   */
  ModuleSet load() throws IOException {
    checkOneSet();
    if (platform != null) {
      return ModuleSet.of(PlatformModules.of(platform, overlays()));
    }
    if (!modules.isEmpty()) {
      return ModuleSet.of(typedModules());
    }
    LoadedBoot loaded = loadConfigured().orElseThrow();
    if (!loaded.missing().isEmpty() && loaded.configured().loader().stopsAtMissingFile()) {
      ConfiguredModule missing = loaded.missing().get(0);
      throw new ConfigException(
          missing.source(), missing.path() + " is not there; the boot loader stops at it");
    }
    return loaded.moduleSet();
  }

  /**
   * Returns what the boot configuration that the options name loads; empty if they name modules or
   * a platform.
   *
   * @throws ParameterException if the options name no set, or two
   * @throws IOException if a file cannot be read
   */
  Optional<LoadedBoot> loadConfigured() throws IOException {
    checkOneSet();
    if (platform != null || !modules.isEmpty()) {
      return Optional.empty();
    }
    if (media.isGiven()) {
      return Optional.of(loadFromMedium());
    }
    return Optional.of(LoadedBoot.load(configured(), BootFiles.below(bootRoot())));
  }

  private LoadedBoot loadFromMedium() throws IOException {
    OpenMedium open = openMedium;
    if (open == null) {
      open = media.open();
      openMedium = open;
    }
    BootRoot bootRoot = open.bootRoot();
    BootChoices choices = GivenChoices.of(spec, entry, settings);
    ConfiguredBoot boot = open.configuration(bootRoot, choices).boot();
    return LoadedBoot.load(boot, BootFiles.below(bootRoot));
  }

  /** Closes the medium that modules were read from, if there is one. */
  @Override
  public void close() throws IOException {
    if (openMedium != null) {
      openMedium.close();
      openMedium = null;
    }
  }

  private ConfiguredBoot configured() throws IOException {
    BootChoices choices = GivenChoices.of(spec, entry, settings);
    if (menu != null) {
      return GrubConfiguration.read(menu, bootRoot(), choices).boot();
    }
    if (grubCfg != null) {
      return Grub2Configuration.read(grubCfg, bootRoot(), choices).boot();
    }
    if (syslinux != null) {
      return SyslinuxConfiguration.read(syslinux, bootRoot(), choices).boot();
    }
    if (ipxe != null) {
      return IpxeConfiguration.read(ipxe, bootRoot(), choices).boot();
    }
    return isVolume()
        ? LoaderConfiguration.of(bootRoot()).boot()
        : LoaderConfiguration.boot(loaderConf, bootRoot());
  }

  /** Returns whether the loader's configuration is a whole boot volume. */
  private boolean isVolume() {
    return loaderConf.size() == 1 && Files.isDirectory(loaderConf.get(0));
  }

  private BootRoot bootRoot() throws IOException {
    if (root == null && isVolume()) {
      return BootRoot.of(loaderConf.get(0));
    }
    if (root == null) {
      throw new ParameterException(
          spec.commandLine(), "--root DIR is missing: the directory that the paths are below");
    }
    return BootRoot.of(root);
  }

  private void checkOneSet() {
    media.check();
    long sets =
        Stream.of(
                    !modules.isEmpty(),
                    platform != null,
                    menu != null,
                    ipxe != null,
                    grubCfg != null,
                    syslinux != null,
                    media.isGiven())
                .filter(given -> given)
                .count()
            + (loaderConf.isEmpty() ? 0 : 1);
    if (sets != 1) {
      throw new ParameterException(
          spec.commandLine(),
          "name one module set: --module, --platform, --menu, --grub-cfg, --syslinux,"
              + " --loader-conf, --ipxe or --media");
    }
    boolean chooses = menu != null || ipxe != null || grubCfg != null || syslinux != null;
    if (!settings.isEmpty() && !chooses && !media.isGiven()) {
      throw new ParameterException(
          spec.commandLine(), "--set goes with --ipxe, --grub-cfg or --syslinux");
    }
    if (entry != null && !chooses && !media.isGiven()) {
      throw new ParameterException(
          spec.commandLine(), "--entry goes with --menu, --grub-cfg, --syslinux or --ipxe");
    }
    if (!added.isEmpty() && platform == null) {
      throw new ParameterException(spec.commandLine(), "--add goes with --platform");
    }
  }

  private ImmutableList<BootModule> typedModules() throws IOException {
    ImmutableList.Builder<BootModule> loaded = ImmutableList.builder();
    for (int i = 0; i < modules.size(); i += 2) {
      loaded.add(
          new BootModule(
              ByteString.ofLatin1(ByteArguments.bytes(modules.get(i))),
              FileBlockDevice.of(ByteArguments.file(modules.get(i + 1)))));
    }
    return loaded.build();
  }

  private ImmutableList<OverlayFile> overlays() {
    return added.stream()
        .map(argument -> OverlayArgument.parse(spec, argument))
        .collect(ImmutableList.toImmutableList());
  }
}
