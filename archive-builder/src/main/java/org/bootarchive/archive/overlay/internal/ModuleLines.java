package org.bootarchive.archive.overlay.internal;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.List;
import org.bootarchive.boot.config.BootLoader;
import org.bootarchive.boot.config.ConfigFile;
import org.bootarchive.boot.config.OverlayModule;
import org.bootarchive.boot.config.loader.LoaderConf;
import org.bootarchive.boot.config.loader.LoaderConfEditor;
import org.bootarchive.ufs.text.ByteString;

/** The lines that make a boot loader load overlays, for people to put where they belong. */
public final class ModuleLines {
  /** Where iPXE finds the boot server when nothing else is said. */
  private static final String SERVER = "http://${next-server}";

  private ModuleLines() {}

  /**
   * Returns the lines.
   *
   * @param modules with paths below the boot loader's root, or URLs for iPXE
   * @throws IOException if the boot loader's format cannot say one of them
   */
  public static ImmutableList<String> of(BootLoader loader, List<OverlayModule> modules)
      throws IOException {
    ImmutableList.Builder<String> lines = ImmutableList.builder();
    switch (loader) {
      case GRUB -> modules.forEach(module -> lines.add("module " + module.commandLine().latin1()));
      case GRUB2 ->
          modules.forEach(
              module ->
                  lines.add(
                      "module " + module.path().latin1() + " " + module.commandLine().latin1()));
      case SYSLINUX -> modules.forEach(module -> lines.add("--- " + module.commandLine().latin1()));
      case IPXE ->
          modules.forEach(
              module ->
                  lines.add(
                      "module "
                          + (isUrl(module.path()) ? "" : SERVER)
                          + module.commandLine().latin1()));
      case LOADER -> {
        ConfigFile empty = new ConfigFile("loader.conf.local", ByteString.EMPTY);
        ConfigFile block =
            LoaderConfEditor.addOverlays(empty, LoaderConf.read(ImmutableList.of(empty)), modules);
        block.text().lines().filter(line -> !line.startsWith("#")).forEach(lines::add);
      }
    }
    return lines.build();
  }

  private static boolean isUrl(ByteString path) {
    return path.contains("://");
  }
}
