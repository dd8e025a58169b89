package org.bootarchive.archive.diff;

import java.util.HashMap;
import java.util.Map;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.volume.Vnode;
import org.jspecify.annotations.Nullable;

/**
 * The first path at which each file with several names was met. Of one that is said to have a
 * single name it is known that it was met, and no more: there may be half a million.
 */
final class FirstPaths {
  private static final String UNKNOWN = "";

  private final Map<Vnode, String> several = new HashMap<>();
  private final VnodeSet single = new VnodeSet();

  /** Notes a file at a path; returns where it was met before, null if it was not. */
  @Nullable String meet(Vnode file, Inode inode, String path) {
    if (inode.linkCount() == 1) {
      return single.add(file) ? null : UNKNOWN;
    }
    return several.putIfAbsent(file, path);
  }

  /**
   * Notes the files with several names that others met, but for those met below a directory. One
   * with a single name is met there again, at the same path.
   */
  void putOthers(FirstPaths others, String directory) {
    String prefix = directory + "/";
    others.several.forEach(
        (file, path) -> {
          if (!path.startsWith(prefix)) {
            several.put(file, path);
          }
        });
  }
}
