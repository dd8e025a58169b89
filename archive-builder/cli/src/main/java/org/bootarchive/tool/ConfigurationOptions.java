package org.bootarchive.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.bootarchive.archive.overlay.VolumeConfiguration;
import org.bootarchive.boot.config.BootChoices;
import org.bootarchive.boot.config.BootConfiguration;
import org.bootarchive.boot.config.BootLoader;
import org.bootarchive.boot.config.BootRoot;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options that name a boot configuration to edit. */
final class ConfigurationOptions {
  private static final String NAMES = "--menu, --grub-cfg, --syslinux, --loader-conf or --ipxe";

  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Option(names = "--menu", paramLabel = "FILE", description = "A menu.lst to edit.")
  private @Nullable Path menu;

  @Option(
      names = "--entry",
      paramLabel = "N|TITLE|ID|LABEL",
      description = "The entry of a menu, or a label or item of --ipxe; default: its own.")
  private @Nullable String entry;

  @Option(
      names = "--loader-conf",
      paramLabel = "DIR|FILE",
      description = {
        "The illumos loader's file that takes a block, such as loader.conf.local; or a boot",
        "volume's top: the block goes into boot/loader.conf.local."
      })
  private @Nullable Path loaderConf;

  @Option(names = "--ipxe", paramLabel = "FILE", description = "An iPXE script to edit.")
  private @Nullable Path ipxe;

  @Option(names = "--grub-cfg", paramLabel = "FILE", description = "A grub.cfg of GRUB 2 to edit.")
  private @Nullable Path grubCfg;

  @Option(
      names = "--syslinux",
      paramLabel = "FILE",
      description = "A configuration of syslinux, isolinux or pxelinux to edit.")
  private @Nullable Path syslinux;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "What only the machine knows, such as root=hd0,msdos1 or mac=...; repeated.")
  private List<String> settings = List.of();

  @Option(
      names = "--root",
      paramLabel = "DIR",
      description = "The directory that the configuration's paths are below.")
  private @Nullable Path root;

  private ConfigurationOptions(CommandSpec spec) {
    this.spec = spec;
  }

  ConfigurationOptions() {
    this(CommandSpec.create());
  }

  /** Returns what is chosen from a menu. */
  BootChoices choices() {
    return GivenChoices.of(spec, entry, settings);
  }

  /** Returns whether a configuration is named. */
  boolean isGiven() {
    return file() != null;
  }

  private @Nullable Path file() {
    if (menu != null) {
      return menu;
    }
    if (grubCfg != null) {
      return grubCfg;
    }
    if (syslinux != null) {
      return syslinux;
    }
    return loaderConf != null ? loaderConf : ipxe;
  }

  /** Returns whose configuration is named, null if none is. */
  @Nullable BootLoader bootLoader() {
    if (menu != null) {
      return BootLoader.GRUB;
    }
    if (ipxe != null) {
      return BootLoader.IPXE;
    }
    if (grubCfg != null) {
      return BootLoader.GRUB2;
    }
    if (syslinux != null) {
      return BootLoader.SYSLINUX;
    }
    return loaderConf != null ? BootLoader.LOADER : null;
  }

  /**
   * Checks the options against each other.
   *
   * @throws ParameterException if they do not go together
   */
  void check() {
    check(false);
  }

  /**
   * Checks the options against each other.
   *
   * @param menuElsewhere whether a menu may come from elsewhere, so that an entry may be chosen
   * @throws ParameterException if they do not go together
   */
  void check(boolean menuElsewhere) {
    long given =
        Stream.of(menu, loaderConf, ipxe, grubCfg, syslinux).filter(Objects::nonNull).count();
    if (given > 1) {
      throw new ParameterException(spec.commandLine(), "name one configuration: " + NAMES);
    }
    if (entry != null
        && ipxe == null
        && menu == null
        && grubCfg == null
        && syslinux == null
        && !menuElsewhere) {
      throw new ParameterException(
          spec.commandLine(), "--entry goes with --menu, --grub-cfg, --syslinux or --ipxe");
    }
    if (!settings.isEmpty() && !isGiven()) {
      throw new ParameterException(spec.commandLine(), "--set goes with " + NAMES);
    }
  }

  /**
   * Checks that there is no {@code --root} without a configuration whose paths are below it.
   *
   * @throws ParameterException if there is
   */
  void checkRoot() {
    if (root != null && !isGiven()) {
      throw new ParameterException(spec.commandLine(), "--root goes with " + NAMES);
    }
  }

  /**
   * Returns the directory that the paths of the configuration are below; one must be named.
   *
   * @param out the output directory, which may be it; null if there is none
   */
  BootRoot bootRoot(@Nullable Path out) throws IOException {
    if (root == null && loaderConf != null && Files.isDirectory(loaderConf)) {
      return BootRoot.of(loaderConf);
    }
    return BootRoot.of(BootRootChoice.choose(root, out, Objects.requireNonNull(file())));
  }

  /**
   * Reads the configuration; one must be named.
   *
   * @throws IOException if it cannot be read
   */
  BootConfiguration read(BootRoot bootRoot) throws IOException {
    return VolumeConfiguration.read(
        Objects.requireNonNull(bootLoader()), Objects.requireNonNull(file()), bootRoot, choices());
  }
}
