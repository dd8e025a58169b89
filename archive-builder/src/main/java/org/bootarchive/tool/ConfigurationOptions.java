package org.bootarchive.tool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.bootarchive.archive.EditableConfiguration;
import org.bootarchive.archive.GrubConfiguration;
import org.bootarchive.archive.IpxeConfiguration;
import org.bootarchive.archive.LoaderConfiguration;
import org.bootarchive.boot.config.BootRoot;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options that name a boot configuration to edit. */
final class ConfigurationOptions {
  @Spec(Target.MIXEE)
  private CommandSpec spec;

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
      description = "The directory that the configuration's paths are below.")
  private @Nullable Path root;

  private ConfigurationOptions(CommandSpec spec) {
    this.spec = spec;
  }

  ConfigurationOptions() {
    this(CommandSpec.create());
  }

  /** Returns whether a configuration is named. */
  boolean isGiven() {
    return given() > 0;
  }

  private long given() {
    return Stream.of(menu, loaderConf, ipxe).filter(file -> file != null).count();
  }

  /**
   * Checks the options against each other.
   *
   * @throws ParameterException if they do not go together
   */
  void check() {
    if (given() > 1) {
      throw new ParameterException(
          spec.commandLine(), "name one configuration: --menu, --loader-conf or --ipxe");
    }
    if (entry != null && menu == null) {
      throw new ParameterException(spec.commandLine(), "--entry goes with --menu");
    }
    if (root != null && !isGiven()) {
      throw new ParameterException(
          spec.commandLine(), "--root goes with --menu, --loader-conf or --ipxe");
    }
  }

  /**
   * Returns the directory that the configuration's paths are below.
   *
   * @param out the output directory, which may be it; null if there is none
   */
  BootRoot bootRoot(@Nullable Path out) throws IOException {
    Path file =
        Stream.of(menu, loaderConf, ipxe).flatMap(Stream::ofNullable).findAny().orElseThrow();
    return BootRoot.of(BootRootChoice.choose(root, out, file));
  }

  /**
   * Reads the configuration; one must be named.
   *
   * @throws IOException if it cannot be read
   */
  EditableConfiguration read(BootRoot bootRoot) throws IOException {
    if (menu != null) {
      return GrubConfiguration.read(menu, Optional.ofNullable(entry), bootRoot);
    }
    return ipxe != null
        ? IpxeConfiguration.read(ipxe, bootRoot)
        : LoaderConfiguration.of(Objects.requireNonNull(loaderConf), bootRoot);
  }
}
