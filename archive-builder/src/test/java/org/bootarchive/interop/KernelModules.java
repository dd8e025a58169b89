package org.bootarchive.interop;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The loadable modules of the user-mode Linux kernel. */
final class KernelModules {
  private static final Path TOP = Path.of("/usr/lib/uml/modules");

  private KernelModules() {}

  /**
   * Returns the files to load for a module, in order: what it needs stands before it.
   *
   * @param release of the kernel, as it calls itself
   * @param module for example kernel/fs/ufs/ufs.ko
   */
  static List<Path> loadOrder(String release, String module) throws IOException {
    Path directory = TOP.resolve(release);
    Path table = directory.resolve("modules.dep");
    if (!Files.isReadable(table)) {
      throw RequiredTool.missing(table + ", the kernel's list of modules");
    }
    for (String line : Files.readAllLines(table)) {
      // "MODULE: NEEDED NEEDED ...", the ones to load first last.
      List<String> sides = Splitter.on(':').trimResults().splitToList(line);
      if (sides.get(0).equals(module)) {
        List<String> needed = Splitter.on(' ').omitEmptyStrings().splitToList(sides.get(1));
        Set<Path> order = new LinkedHashSet<>();
        for (int i = needed.size() - 1; i >= 0; i--) {
          order.add(directory.resolve(needed.get(i)));
        }
        order.add(directory.resolve(module));
        return new ArrayList<>(order);
      }
    }
    throw RequiredTool.missing(table + " has no " + module);
  }
}
