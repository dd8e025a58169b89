package org.bootarchive.interop;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bootarchive.ufs.testing.RequiredTool;

/** The loadable modules of the user-mode Linux kernel. */
final class KernelModules {
  private static final Path TOP = Path.of("/usr/lib/uml/modules");

  private KernelModules() {}

  /**
   * Returns the files to load for some modules, in order: what one needs stands before it.
   *
   * @param release of the kernel, as it calls itself
   * @param modules for example kernel/fs/ufs/ufs.ko
   */
  static List<Path> loadOrder(String release, List<String> modules) throws IOException {
    Path directory = TOP.resolve(release);
    Path table = directory.resolve("modules.dep");
    if (!Files.isReadable(table)) {
      throw RequiredTool.missing(table + ", the kernel's list of modules");
    }
    Map<String, List<String>> needed = new HashMap<>();
    for (String line : Files.readAllLines(table)) {
      // "MODULE: NEEDED NEEDED ...", the ones to load first last.
      List<String> sides = Splitter.on(':').trimResults().splitToList(line);
      needed.put(sides.get(0), Splitter.on(' ').omitEmptyStrings().splitToList(sides.get(1)));
    }
    Set<Path> order = new LinkedHashSet<>();
    for (String module : modules) {
      List<String> before = needed.get(module);
      if (before == null) {
        throw RequiredTool.missing(table + " has no " + module);
      }
      for (int i = before.size() - 1; i >= 0; i--) {
        order.add(directory.resolve(before.get(i)));
      }
      order.add(directory.resolve(module));
    }
    return new ArrayList<>(order);
  }
}
