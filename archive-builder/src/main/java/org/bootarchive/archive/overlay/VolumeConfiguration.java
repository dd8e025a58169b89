package org.bootarchive.archive.overlay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bootarchive.boot.config.BootChoices;
import org.bootarchive.boot.config.BootConfiguration;
import org.bootarchive.boot.config.BootRoot;
import org.bootarchive.boot.config.ConfigException;
import org.bootarchive.boot.config.grub.GrubConfiguration;
import org.bootarchive.boot.config.loader.LoaderConfiguration;

/** The boot configuration that a boot volume carries itself. */
public final class VolumeConfiguration {
  private static final String LOADER_DEFAULTS = "boot/defaults/loader.conf";
  private static final String LOADER_CONF = "boot/loader.conf";
  private static final String LOADER_LOCAL = "boot/loader.conf.local";
  private static final String MENU = "boot/grub/menu.lst";

  private VolumeConfiguration() {}

  /**
   * Finds the configuration of the boot loader that is on a volume: of the illumos loader, whose
   * overlays go into {@code boot/loader.conf.local}, else of GRUB legacy.
   *
   * @param choices an entry is chosen from a menu alone
   * @throws ConfigException if there is none, or an entry is chosen and there is no menu
   * @throws IOException if it cannot be read
   */
  public static BootConfiguration find(BootRoot root, BootChoices choices) throws IOException {
    Path top = root.directory();
    if (Files.isRegularFile(top.resolve(LOADER_CONF))
        || Files.isRegularFile(top.resolve(LOADER_DEFAULTS))) {
      if (choices.entry().isPresent()) {
        throw new ConfigException(
            LOADER_CONF, "the illumos loader boots it, and has no entries to choose from");
      }
      return LoaderConfiguration.of(top.resolve(LOADER_LOCAL), root);
    }
    if (Files.isRegularFile(top.resolve(MENU))) {
      return GrubConfiguration.read(top.resolve(MENU), root, choices);
    }
    throw new ConfigException(
        top.toString(), "no boot loader's configuration: neither " + LOADER_CONF + " nor " + MENU);
  }
}
