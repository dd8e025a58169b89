package org.bootarchive.archive.anon;

import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bootarchive.boot.files.ModulePath;
import org.bootarchive.boot.vfs.BootVfs;
import org.bootarchive.boot.vfs.RamdiskEntry;

/** Lists the 64-bit modules below the directories that krtld looks in. */
final class ModuleListing {
  /** A path below such a directory: of a driver {@code drv/amd64/ip}. */
  private static final Pattern MODULE = Pattern.compile("(?:([^/]+)/)?amd64/([^/]+)");

  /** Directories whose files are not the kernel's modules but the debugger's. */
  private static final String DEBUGGER = "kmdb";

  /** Where the module path leads to the overlays, and what it stands for there. */
  private static final String OVERLAYS = "/system/boot/";

  private static final int MAX_RECORDS = 1 << 18;

  private ModuleListing() {}

  /** Returns the names as krtld is asked for them: {@code drv/ip}, {@code genunix}. */
  static ImmutableSet<String> of(BootVfs vfs, ModulePath modulePath, List<String> overlays)
      throws IOException {
    ImmutableSet.Builder<String> names = ImmutableSet.builder();
    for (String overlay : overlays) {
      vfs.canonical(overlay).ifPresent(name -> add(name, modulePath, names));
    }
    for (RamdiskEntry entry : vfs.ramdiskEntries(MAX_RECORDS)) {
      if (!entry.directory()) {
        add(entry.path(), modulePath, names);
      }
    }
    return names.build();
  }

  private static void add(String path, ModulePath modulePath, ImmutableSet.Builder<String> names) {
    for (String directory : modulePath.directories()) {
      String below =
          directory.startsWith(OVERLAYS)
              ? directory.substring(OVERLAYS.length())
              : directory.substring(1);
      if (path.startsWith(below + "/")) {
        Matcher matcher = MODULE.matcher(path.substring(below.length() + 1));
        if (matcher.matches() && !DEBUGGER.equals(matcher.group(1))) {
          names.add(
              matcher.group(1) == null
                  ? matcher.group(2)
                  : matcher.group(1) + "/" + matcher.group(2));
        }
      }
    }
  }
}
