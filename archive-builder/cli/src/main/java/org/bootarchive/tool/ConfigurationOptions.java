package org.bootarchive.tool;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.bootarchive.archive.host.InputFiles;
import org.bootarchive.archive.overlay.VolumeConfiguration;
import org.bootarchive.boot.LoadedBoot;
import org.bootarchive.boot.config.BootChoices;
import org.bootarchive.boot.config.BootConfiguration;
import org.bootarchive.boot.config.BootLoader;
import org.bootarchive.boot.config.BootRoot;
import org.bootarchive.ufs.text.ByteString;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options that name a boot configuration: to look at what it loads, or to edit it.
 *
 * <p>The illumos loader's is one file or the volume's top when it is edited; to look, it may be
 * several files.
 */
final class ConfigurationOptions {
  private static final String NAMES = "--menu, --grub-cfg, --syslinux, --loader-conf or --ipxe";

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
      description =
          "A boot volume's top, read as the illumos loader reads it; edits go into"
              + " boot/loader.conf.local. Or a file of it: the one to edit, or those to read, in"
              + " the loader's order.")
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
      description = "What only the machine knows, such as root=hd0,msdos1 or mac=...; repeated.")
  private List<String> settings = List.of();

  @Option(
      names = "--root",
      paramLabel = "DIR",
      description = "The directory that the configuration's paths are below.")
  private @Nullable Path root;

  /** Returns how many configurations are named. */
  int count() {
    long files = Stream.of(menu, ipxe, grubCfg, syslinux).filter(Objects::nonNull).count();
    return (int) files + (loaderConf.isEmpty() ? 0 : 1);
  }

  /** Returns the directory that is said to be the one which the paths are below. */
  Optional<Path> root() {
    return Optional.ofNullable(root);
  }

  /** Returns the files of the configuration that is named; none if none is. */
  List<Path> named() {
    return isGiven() ? files() : List.of();
  }

  /**
   * Makes sure that a file which is to be written is none of those that are named.
   *
   * @throws IOException if it is
   */
  void requireStay(Path target) throws IOException {
    new InputFiles()
        .addAll(named().stream().filter(Files::isRegularFile).toList())
        .requireNone(target);
  }

  /** Returns whether a configuration is named. */
  boolean isGiven() {
    return count() > 0;
  }

  /** Returns whether settings of the machine are given. */
  boolean hasSettings() {
    return !settings.isEmpty();
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
    return loaderConf.isEmpty() ? null : BootLoader.LOADER;
  }

  /** Returns the files of the configuration; one must be named. */
  private List<Path> files() {
    return switch (Objects.requireNonNull(bootLoader())) {
      case GRUB -> List.of(Objects.requireNonNull(menu));
      case IPXE -> List.of(Objects.requireNonNull(ipxe));
      case GRUB2 -> List.of(Objects.requireNonNull(grubCfg));
      case SYSLINUX -> List.of(Objects.requireNonNull(syslinux));
      case LOADER -> loaderConf;
    };
  }

  /**
   * Checks the options against each other, where a configuration is edited.
   *
   * @param elsewhere whether the configuration may come from elsewhere: a medium
   * @throws UsageException if they do not go together
   */
  void checkToEdit(boolean elsewhere) {
    if (count() > 1) {
      throw usage("name one configuration: " + NAMES);
    }
    if (loaderConf.size() > 1) {
      throw usage("--loader-conf takes one file to edit, or the boot volume's top");
    }
    checkChoices(elsewhere);
  }

  /**
   * Checks that what is chosen is chosen from something.
   *
   * @param elsewhere whether the configuration may come from elsewhere: a medium
   * @throws UsageException if it is not
   */
  void checkChoices(boolean elsewhere) {
    if (!settings.isEmpty() && !isGiven() && !elsewhere) {
      throw usage("--set goes with " + NAMES);
    }
    BootLoader loader = bootLoader();
    if (entry != null && (loader == null ? !elsewhere : loader == BootLoader.LOADER)) {
      throw usage("--entry goes with --menu, --grub-cfg, --syslinux or --ipxe");
    }
  }

  /**
   * Checks that there is no {@code --root} without a configuration whose paths are below it.
   *
   * @throws UsageException if there is
   */
  void checkRoot() {
    if (root != null && !isGiven()) {
      throw usage("--root goes with " + NAMES);
    }
  }

  /**
   * Returns what is chosen from a menu, and what only the machine knows; of a setting that is given
   * twice the last counts.
   *
   * @throws UsageException if a setting has no equals sign
   */
  BootChoices choices() {
    ImmutableMap.Builder<ByteString, ByteString> given = ImmutableMap.builder();
    for (String setting : settings) {
      ByteString bytes = ByteString.ofLatin1(ByteArguments.bytes(setting));
      int equals = bytes.indexOf('=');
      if (equals < 1) {
        throw usage("--set takes NAME=VALUE, not '" + setting + "'");
      }
      given.put(bytes.substring(0, equals), bytes.substring(equals + 1));
    }
    return new BootChoices(
        Optional.ofNullable(entry).map(text -> ByteString.ofLatin1(ByteArguments.bytes(text))),
        given.buildKeepingLast());
  }

  /**
   * Returns the directory that the paths of the configuration are below, which is guessed if it is
   * not said; a configuration must be named.
   *
   * @param out the output directory, which may be it; null if there is none
   */
  BootRoot rootToEdit(@Nullable Path out) throws IOException {
    return isVolume() && root == null
        ? BootRoot.of(loaderConf.get(0))
        : BootRoot.of(BootRootChoice.choose(root, out, files().get(0)));
  }

  /**
   * Returns the directory that the paths of the configuration are below.
   *
   * @throws UsageException if it is neither said nor the boot volume that is named
   */
  BootRoot rootToRead() throws IOException {
    if (root != null) {
      BootRoot exact = BootRoot.of(root);
      return menu != null || !loaderConf.isEmpty() ? exact.foldingCase() : exact;
    }
    if (isVolume()) {
      return BootRoot.of(loaderConf.get(0)).foldingCase();
    }
    throw usage("--root DIR is missing: the directory that the paths are below");
  }

  /** Returns whether the loader's configuration is a whole boot volume. */
  private boolean isVolume() {
    return loaderConf.size() == 1 && Files.isDirectory(loaderConf.get(0));
  }

  /**
   * Reads the configuration to edit it; one must be named.
   *
   * @throws IOException if it cannot be read
   */
  BootConfiguration read(BootRoot bootRoot) throws IOException {
    return VolumeConfiguration.read(
        Objects.requireNonNull(bootLoader()), files().get(0), bootRoot, choices());
  }

  /**
   * Returns what the configuration loads; one must be named.
   *
   * @throws IOException if it cannot be read
   */
  LoadedBoot load() throws IOException {
    // What is wrong with the choices is said before a file is read.
    BootChoices choices = choices();
    BootRoot bootRoot = rootToRead();
    BootLoader loader = Objects.requireNonNull(bootLoader());
    return LoadedBoot.load(VolumeConfiguration.boot(loader, files(), bootRoot, choices), bootRoot);
  }

  private UsageException usage(String message) {
    return new UsageException(message);
  }
}
