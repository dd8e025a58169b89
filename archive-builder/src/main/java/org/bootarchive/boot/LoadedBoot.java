package org.bootarchive.boot;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.Optional;
import org.bootarchive.boot.config.BootLoader;
import org.bootarchive.boot.config.ConfiguredBoot;
import org.bootarchive.boot.config.ConfiguredKernel;
import org.bootarchive.boot.config.ConfiguredModule;
import org.bootarchive.boot.module.BootModule;
import org.bootarchive.boot.module.ModuleSet;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.text.ByteString;

/**
 * What a boot loader has in memory when it has carried out a configuration.
 *
 * @param configured the configuration
 * @param modules what was loaded, in order
 * @param missing what the configuration names and is not there, in order
 * @param kernelFound whether the kernel's file is there; false too if none is named
 * @param moduleSet the kernel's view of {@code modules}
 */
public record LoadedBoot(
    ConfiguredBoot configured,
    ImmutableList<ConfiguredModule> modules,
    ImmutableList<ConfiguredModule> missing,
    boolean kernelFound,
    ModuleSet moduleSet) {

  /**
   * Loads the modules of a configuration.
   *
   * @throws IOException if a file is there and cannot be read
   */
  public static LoadedBoot load(ConfiguredBoot configured, BootFiles files) throws IOException {
    ImmutableList.Builder<ConfiguredModule> found = ImmutableList.builder();
    ImmutableList.Builder<ConfiguredModule> missing = ImmutableList.builder();
    ImmutableList.Builder<BootModule> loaded = ImmutableList.builder();
    for (ConfiguredModule module : configured.modules()) {
      Optional<BlockDevice> content = files.open(module);
      if (content.isPresent()) {
        found.add(module);
        loaded.add(
            new BootModule(
                module.commandLine(),
                module.unpacked() ? UnpackedContent.of(content.get()) : content.get()));
      } else {
        missing.add(module);
      }
    }
    return new LoadedBoot(
        configured,
        found.build(),
        missing.build(),
        isKernelThere(configured, files),
        ModuleSet.of(loaded.build()));
  }

  private static boolean isKernelThere(ConfiguredBoot configured, BootFiles files)
      throws IOException {
    if (configured.kernel().isEmpty()) {
      return false;
    }
    ConfiguredKernel kernel = configured.kernel().get();
    return isThere(kernel.path(), kernel, files)
        // The illumos loader opens the gzip file of that name in its place.
        || (configured.loader() == BootLoader.LOADER
            && isThere(kernel.path().concat(".gz"), kernel, files));
  }

  private static boolean isThere(ByteString path, ConfiguredKernel kernel, BootFiles files)
      throws IOException {
    return files.open(new ConfiguredModule(path, path, kernel.source())).isPresent();
  }

  /** Returns whether the boot loader gives up instead of starting the kernel. */
  public boolean stopsInLoader() {
    return !kernelFound || (!missing.isEmpty() && configured.loader().stopsAtMissingFile());
  }
}
