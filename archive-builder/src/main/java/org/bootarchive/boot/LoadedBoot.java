package org.bootarchive.boot;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.Optional;
import org.bootarchive.boot.config.BootLoader;
import org.bootarchive.boot.config.BootRoot;
import org.bootarchive.boot.config.ConfiguredBoot;
import org.bootarchive.boot.config.ConfiguredKernel;
import org.bootarchive.boot.config.ConfiguredModule;
import org.bootarchive.boot.files.BootFiles;
import org.bootarchive.boot.files.KernelHeader;
import org.bootarchive.boot.files.UnpackedContent;
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
 * @param kernel what the kernel's file begins with; empty if it is not there, or none is named
 * @param moduleSet the kernel's view of {@code modules}
 */
public record LoadedBoot(
    ConfiguredBoot configured,
    ImmutableList<ConfiguredModule> modules,
    ImmutableList<ConfiguredModule> missing,
    Optional<KernelHeader> kernel,
    ModuleSet moduleSet) {

  /**
   * Loads the modules of a configuration from below the boot loader's root.
   *
   * @throws IOException if a file is there and cannot be read, or a path cannot be one
   */
  public static LoadedBoot load(ConfiguredBoot configured, BootRoot root) throws IOException {
    return load(configured, BootFiles.below(root));
  }

  /**
   * Loads the modules of a configuration.
   *
   * @throws IOException if a file is there and cannot be read
   */
  public static LoadedBoot load(ConfiguredBoot configured, BootFiles files) throws IOException {
    return load(configured, files, ModuleSet.of(ImmutableList.of()));
  }

  /**
   * Loads the modules of another configuration; contents that are the same devices as here are
   * hashed once for both.
   *
   * @throws IOException if a file is there and cannot be read
   */
  public LoadedBoot loadOther(ConfiguredBoot other, BootFiles files) throws IOException {
    return load(other, files, moduleSet);
  }

  private static LoadedBoot load(ConfiguredBoot configured, BootFiles files, ModuleSet earlier)
      throws IOException {
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
        kernel(configured, files),
        earlier.changedTo(loaded.build()));
  }

  private static Optional<KernelHeader> kernel(ConfiguredBoot configured, BootFiles files)
      throws IOException {
    if (configured.kernel().isEmpty()) {
      return Optional.empty();
    }
    ConfiguredKernel kernel = configured.kernel().get();
    Optional<BlockDevice> file = open(kernel.path(), kernel, files);
    if (file.isEmpty() && configured.loader() == BootLoader.LOADER) {
      // The illumos loader opens the gzip file of that name in its place.
      file = open(kernel.path().concat(".gz"), kernel, files);
    }
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try (BlockDevice content = file.get()) {
      return Optional.of(KernelHeader.read(content, configured.loader()));
    }
  }

  private static Optional<BlockDevice> open(
      ByteString path, ConfiguredKernel kernel, BootFiles files) throws IOException {
    return files.open(new ConfiguredModule(path, path, kernel.source()));
  }

  /** Returns whether the boot loader gives up instead of starting the kernel. */
  public boolean stopsInLoader() {
    return kernel.isEmpty() || (!missing.isEmpty() && configured.loader().stopsAtMissingFile());
  }
}
