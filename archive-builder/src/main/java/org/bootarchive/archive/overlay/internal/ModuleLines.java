package org.bootarchive.archive.overlay.internal;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bootarchive.boot.config.BootLoader;
import org.bootarchive.boot.config.ConfigEdit;
import org.bootarchive.boot.config.ConfigFile;
import org.bootarchive.boot.config.ConfiguredModule;
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

  /**
   * Returns the lines, with the command that an edit writes for GRUB 2, which is another behind a
   * kernel of Multiboot 2.
   *
   * @param edit that loads the modules, if there is one
   * @throws IOException as {@link #of(BootLoader, List)} throws it
   */
  public static ImmutableList<String> of(
      BootLoader loader, List<OverlayModule> modules, Optional<ConfigEdit> edit)
      throws IOException {
    ImmutableList<String> lines = of(loader, modules);
    if (loader != BootLoader.GRUB2 || edit.isEmpty()) {
      return lines;
    }
    ImmutableList.Builder<String> out = ImmutableList.builder();
    for (int n = 0; n < modules.size(); n++) {
      String command = command(modules.get(n), edit.get());
      out.add(command + lines.get(n).substring(lines.get(n).indexOf(' ')));
    }
    return out.build();
  }

  private static String command(OverlayModule overlay, ConfigEdit edit) {
    List<String> text = edit.after().text().lines().toList();
    for (ConfiguredModule module : edit.bootAfter().modules()) {
      int line = module.source().line();
      if (module.commandLine().equals(overlay.commandLine()) && line <= text.size()) {
        return text.get(line - 1).strip().startsWith("module2") ? "module2" : "module";
      }
    }
    return "module";
  }

  private static boolean isUrl(ByteString path) {
    return path.contains("://");
  }
}
