package org.bootarchive.boot.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bootarchive.boot.config.BootRoot;
import org.bootarchive.boot.config.ConfiguredModule;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.FileBlockDevice;

/** Where a boot loader finds the files that it loads as modules. */
@FunctionalInterface
public interface BootFiles {

  /**
   * Returns the content of the file that a configuration loads, empty if there is none.
   *
   * @throws IOException if the file is there and cannot be read, or the path cannot be one
   */
  Optional<BlockDevice> open(ConfiguredModule module) throws IOException;

  /** Returns the files below a directory that stands for the boot loader's root. */
  static BootFiles below(BootRoot root) {
    return module -> {
      Path file = root.resolve(module);
      return Files.isRegularFile(file) ? Optional.of(FileBlockDevice.of(file)) : Optional.empty();
    };
  }

  /**
   * Returns the files below a directory, each opened once: who asks for one again gets the same
   * device. For the use of one thread.
   */
  static BootFiles openedOnceBelow(BootRoot root) {
    BootFiles files = below(root);
    Map<Path, BlockDevice> opened = new HashMap<>();
    return module -> {
      Path place = root.resolve(module);
      BlockDevice known = opened.get(place);
      if (known != null) {
        return Optional.of(known);
      }
      Optional<BlockDevice> content = files.open(module);
      content.ifPresent(device -> opened.put(place, device));
      return content;
    };
  }

  /** Returns files that are looked for here first and then in {@code others}. */
  default BootFiles orElse(BootFiles others) {
    return module -> {
      Optional<BlockDevice> here = open(module);
      return here.isPresent() ? here : others.open(module);
    };
  }
}
