package org.bootarchive.tool;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bootarchive.archive.overlay.OverlayFile;
import org.bootarchive.archive.platform.Platform;
import org.bootarchive.archive.platform.PlatformModules;
import org.bootarchive.boot.LoadedBoot;
import org.bootarchive.boot.config.BootChoices;
import org.bootarchive.boot.config.BootLoader;
import org.bootarchive.boot.config.BootRoot;
import org.bootarchive.boot.config.ConfigException;
import org.bootarchive.boot.config.ConfiguredBoot;
import org.bootarchive.boot.config.ConfiguredModule;
import org.bootarchive.boot.module.BootModule;
import org.bootarchive.boot.module.ModuleSet;
import org.bootarchive.media.disk.PartChoice;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.internal.text.KebabCase;
import org.bootarchive.ufs.text.ByteString;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** MODULES: the options that name a module set. */
final class ModulesOptions implements AutoCloseable {
  @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();

  @Mixin private MediaOptions media = new MediaOptions();

  private @Nullable OpenMedium openMedium;

  private @Nullable Platform openPlatform;

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
      description =
          "A platform directory, or a platform-STAMP.tgz: its archive and hash as the loader would"
              + " pass them.")
  private @Nullable Path platform;

  @Option(
      names = "--add",
      paramLabel = "NAME=FILE",
      description = "With --platform: an overlay module behind them; repeated.")
  private List<String> added = List.of();

  /** Returns whether one of the options is given that name a set. */
  boolean isGiven() {
    return sets() > 0;
  }

  /** Returns whether a medium is named. */
  boolean hasMedia() {
    return media.isGiven();
  }

  /** Returns what names the modules: {@code modules}, {@code platform}, or whose configuration. */
  String kind() {
    if (platform != null) {
      return "platform";
    }
    if (media.isGiven()) {
      return "medium";
    }
    BootLoader loader = configuration.bootLoader();
    return loader == null ? "modules" : KebabCase.of(loader);
  }

  /** Returns the files and directories that the options name. */
  List<Path> named() {
    List<Path> named = new ArrayList<>(configuration.named());
    configuration.root().ifPresent(named::add);
    media.named().ifPresent(named::add);
    if (platform != null) {
      named.add(platform);
    }
    for (int i = 1; i < modules.size(); i += 2) {
      named.add(ByteArguments.file(modules.get(i)));
    }
    overlays().forEach(overlay -> named.add(overlay.source()));
    return named;
  }

  /** Returns the part that is meant of what is named otherwise than by these options. */
  PartChoice part() {
    return media.choice();
  }

  /** Returns what is chosen from a menu of what is named otherwise than by these options. */
  BootChoices choices() {
    return configuration.choices();
  }

  private long sets() {
    return Stream.of(!modules.isEmpty(), platform != null, media.isGiven())
            .filter(given -> given)
            .count()
        + configuration.count();
  }

  /**
   * Returns the modules that the options name.
   *
   * @throws UsageException if they name none, or two sets
   * @throws ConfigException if the configuration names a file that is not there
   * @throws IOException if a file cannot be read
   */
  ModuleSet load() throws IOException {
    checkOneSet();
    if (platform != null) {
      return ModuleSet.of(platformModules(platform));
    }
    if (!modules.isEmpty()) {
      return ModuleSet.of(typedModules());
    }
    LoadedBoot loaded = loadConfigured().orElseThrow();
    if (!loaded.missing().isEmpty() && loaded.configured().loader().stopsAtMissingFile()) {
      ConfiguredModule missing = loaded.missing().get(0);
      throw new ConfigException(
          missing.source(),
          missing.path()
              + " is not there; the boot loader stops at it"
              + (media.isGiven() ? "" : "; see --root"));
    }
    return loaded.moduleSet();
  }

  /**
   * Returns what the boot configuration that the options name loads; empty if they name modules or
   * a platform.
   *
   * @throws UsageException if the options name no set, or two
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
    return Optional.of(configuration.load());
  }

  private ImmutableList<BootModule> platformModules(Path named) throws IOException {
    if (!Platform.isTarball(named) || !Files.isRegularFile(named)) {
      return PlatformModules.of(named, overlays());
    }
    Platform open = openPlatform;
    if (open == null) {
      open = Platform.open(named);
      openPlatform = open;
    }
    return PlatformModules.of(open, overlays());
  }

  private LoadedBoot loadFromMedium() throws IOException {
    OpenMedium open = openMedium;
    if (open == null) {
      open = media.open();
      openMedium = open;
    }
    BootRoot bootRoot = open.bootRoot();
    BootChoices choices = configuration.choices();
    ConfiguredBoot boot = open.configuration(bootRoot, choices).boot();
    return LoadedBoot.load(boot, bootRoot);
  }

  /** Closes the medium or platform that modules were read from, if there is one. */
  @Override
  public void close() throws IOException {
    if (openPlatform != null) {
      openPlatform.close();
      openPlatform = null;
    }
    if (openMedium != null) {
      openMedium.close();
      openMedium = null;
    }
  }

  /**
   * Checks the options against each other, where they may all be missing.
   *
   * @throws UsageException if they name two sets, or choose from none
   */
  void check() {
    if (isGiven()) {
      checkOneSet();
    } else {
      configuration.checkChoices(false);
      configuration.checkRoot();
      checkAdded();
    }
  }

  private void checkAdded() {
    if (!added.isEmpty() && platform == null) {
      throw new UsageException("--add goes with --platform");
    }
  }

  private void checkOneSet() {
    media.check();
    if (sets() != 1) {
      throw new UsageException(
          "name one module set: --module, --platform, --menu, --grub-cfg, --syslinux,"
              + " --loader-conf, --ipxe or --media");
    }
    boolean fromLoader = configuration.bootLoader() == BootLoader.LOADER;
    if (configuration.hasSettings()
        && (fromLoader || !(configuration.isGiven() || media.isGiven()))) {
      throw new UsageException("--set goes with --ipxe, --grub-cfg or --syslinux");
    }
    configuration.checkChoices(media.isGiven());
    checkAdded();
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
        .map(argument -> OverlayArgument.parse(argument))
        .collect(ImmutableList.toImmutableList());
  }
}
