package org.bootarchive.boot;

import java.io.IOException;
import java.util.Optional;
import org.bootarchive.boot.module.ModuleContent;

/** Where a boot loader finds the files that it loads as modules. */
@FunctionalInterface
public interface BootFiles {

  /**
   * Returns the content of the file at a path of the configuration, empty if there is none.
   *
   * @param path as the configuration has it, chars standing for bytes
   * @throws IOException if the file is there and cannot be read, or the path cannot be one
   */
  Optional<ModuleContent> open(String path) throws IOException;

  /** Returns files that are looked for here first and then in {@code others}. */
  default BootFiles orElse(BootFiles others) {
    return path -> {
      Optional<ModuleContent> here = open(path);
      return here.isPresent() ? here : others.open(path);
    };
  }
}
