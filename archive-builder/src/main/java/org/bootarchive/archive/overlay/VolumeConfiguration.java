package org.bootarchive.archive.overlay;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bootarchive.boot.LoadedBoot;
import org.bootarchive.boot.config.BootChoices;
import org.bootarchive.boot.config.BootConfiguration;
import org.bootarchive.boot.config.BootLoader;
import org.bootarchive.boot.config.BootRoot;
import org.bootarchive.boot.config.ConfigException;
import org.bootarchive.boot.config.ConfiguredBoot;
import org.bootarchive.boot.config.ConfiguredModule;
import org.bootarchive.boot.config.grub.GrubConfiguration;
import org.bootarchive.boot.config.grub2.Grub2Configuration;
import org.bootarchive.boot.config.ipxe.IpxeConfiguration;
import org.bootarchive.boot.config.loader.LoaderConfiguration;
import org.bootarchive.boot.config.syslinux.SyslinuxConfiguration;
import org.bootarchive.ufs.finding.Finding;

/** Opens boot configurations: that of a boot loader in a file, or the one that a volume carries. */
public final class VolumeConfiguration {
  private static final String LOADER_CONF = "boot/loader.conf";
  private static final String LOADER_LOCAL = "boot/loader.conf.local";

  private VolumeConfiguration() {}

  /**
   * Reads the configuration of a boot loader.
   *
   * @param file the menu, the script or the configuration; of the illumos loader the file that
   *     takes the overlays, which need not exist, or the boot volume's top
   * @param root what the configuration's paths are below
   * @param choices the entry and the settings that only the machine knows
   * @throws ConfigException if the entry is not there, or the file is not where it can be read from
   * @throws IOException if it cannot be read
   */
  public static BootConfiguration read(
      BootLoader loader, Path file, BootRoot root, BootChoices choices) throws IOException {
    return switch (loader) {
      case GRUB -> GrubConfiguration.read(file, root, choices);
      case GRUB2 -> Grub2Configuration.read(file, root, choices);
      case IPXE -> IpxeConfiguration.read(file, root, choices);
      case LOADER -> LoaderConfiguration.of(file, root);
      case SYSLINUX -> SyslinuxConfiguration.read(file, root, choices);
    };
  }

  /**
   * Returns what a boot loader would start from some files.
   *
   * @param files one of a menu, a script or a configuration; of the illumos loader the boot
   *     volume's top, or files of it in the order in which they are read
   * @param root what the configuration's paths are below
   * @param choices the entry and the settings that only the machine knows
   * @throws ConfigException if the entry is not there, or a file is not where it can be read from
   * @throws IOException if it cannot be read
   */
  public static ConfiguredBoot boot(
      BootLoader loader, List<Path> files, BootRoot root, BootChoices choices) throws IOException {
    Path first = files.get(0);
    boolean isVolume = files.size() == 1 && Files.isDirectory(first);
    ConfiguredBoot boot =
        loader == BootLoader.LOADER && !isVolume
            ? LoaderConfiguration.boot(files, root)
            : read(loader, first, root, choices).boot();
    for (ConfiguredModule module : boot.modules()) {
      try {
        root.contains(module.path());
      } catch (ConfigException e) {
        // Whoever loads the modules says why it cannot be.
      }
    }
    ImmutableList.Builder<Finding> findings = ImmutableList.builder();
    findings.addAll(boot.findings());
    root.upperCaseNote().ifPresent(findings::add);
    return new ConfiguredBoot(boot.loader(), boot.kernel(), boot.modules(), findings.build());
  }

  /**
   * Finds the configuration of the boot loader that is on a volume: of the illumos loader, whose
   * overlays go into {@code boot/loader.conf.local}, else of GRUB legacy, else of GRUB 2 or
   * syslinux.
   *
   * @param choices an entry is chosen from a menu alone
   * @throws ConfigException if there is none, or an entry is chosen and there is no menu, or both
   *     GRUB 2 and syslinux have a configuration, so that the firmware chooses
   * @throws IOException if it cannot be read
   */
  public static BootConfiguration find(BootRoot root, BootChoices choices) throws IOException {
    Path top = root.directory();
    if (first(top, BootLoader.LOADER).isPresent()) {
      if (choices.entry().isPresent()) {
        throw new ConfigException(
            LOADER_CONF, "the illumos loader boots it, and has no entries to choose from");
      }
      return LoaderConfiguration.of(top.resolve(LOADER_LOCAL), root);
    }
    Optional<Path> menu = first(top, BootLoader.GRUB);
    if (menu.isPresent()) {
      return read(BootLoader.GRUB, menu.get(), root, choices);
    }
    Optional<Path> grub2 = first(top, BootLoader.GRUB2);
    Optional<Path> syslinux = first(top, BootLoader.SYSLINUX);
    if (grub2.isPresent() && syslinux.isPresent()) {
      throw new ConfigException(
          grub2.get().toString(),
          syslinux.get() + " is there too, and which of them boots is up to the machine");
    }
    if (grub2.isPresent()) {
      return read(BootLoader.GRUB2, grub2.get(), root, choices);
    }
    if (syslinux.isPresent()) {
      return read(BootLoader.SYSLINUX, syslinux.get(), root, choices);
    }
    throw new ConfigException(
        top.getFileSystem().equals(FileSystems.getDefault())
            ? top.toString()
            : top.getFileSystem().toString(),
        "no boot loader's configuration, such as " + LOADER_CONF + " or boot/grub/menu.lst");
  }

  /**
   * Returns the file that a configuration gives to the kernel as its ramdisk.
   *
   * @param root where the boot loader finds its files
   * @return empty if it gives it none that is there
   * @throws IOException if the configuration or a file cannot be read
   */
  public static Optional<Path> archive(BootConfiguration configuration, BootRoot root)
      throws IOException {
    LoadedBoot loaded = LoadedBoot.load(configuration.boot(), root);
    OptionalInt ramdisk = loaded.moduleSet().ramdisk();
    return ramdisk.isEmpty()
        ? Optional.empty()
        : Optional.of(root.resolve(loaded.modules().get(ramdisk.getAsInt())));
  }

  private static Optional<Path> first(Path top, BootLoader loader) {
    return loader.volumeFiles().stream().map(top::resolve).filter(Files::isRegularFile).findFirst();
  }
}
