package org.bootarchive.boot;

import com.google.common.collect.ImmutableList;
import com.google.common.io.ByteSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.bootarchive.boot.KernelLookup.Need;
import org.bootarchive.boot.vfs.BootFileSystem;
import org.bootarchive.boot.vfs.BootVfs;
import org.bootarchive.boot.vfs.KernelStopException;
import org.bootarchive.boot.vfs.Lookup;
import org.bootarchive.dtrace.conf.SystemFile;

/**
 * What the kernel asks for before it mounts its root, in its order, as far as that does not depend
 * on the machine.
 *
 * <p>Source: {@code kobj_init} of kobj.c, {@code read_bootenvrc} of fakebop.c, {@code
 * mod_read_system_file} of modsysfile.c, {@code startup_modules} of startup.c, {@code mod_setup} of
 * modctl.c, {@code loadrootmodules} of swapgeneric.c.
 */
final class KernelLookups {
  static final String SYSTEM = "/etc/system";

  /** How the purpose of a lookup starts that is made because of an overlay. */
  static final String OVERLAY = "overlay ";

  /** More drivers or overlays than this are not asked for. */
  private static final int MAX_ASKED = 1000;

  private final BootVfs vfs;
  private final List<KernelLookup> lookups = new ArrayList<>();
  private final Set<String> purposes = new LinkedHashSet<>();
  private ModulePath modulePath;
  private SystemFile systemFile = SystemFile.parse(new byte[0]);

  /**
   * Asks what a kernel asks.
   *
   * @param whoami the kernel's own path
   * @param overlays canonical names of the overlays
   */
  KernelLookups(BootVfs vfs, String whoami, List<String> overlays) throws IOException {
    this.vfs = vfs;
    this.modulePath = ModulePath.ofKernel(whoami);
    ask(whoami, overlays);
  }

  ImmutableList<KernelLookup> lookups() {
    return ImmutableList.copyOf(lookups);
  }

  /** Returns where modules are looked for once {@code /etc/system} is read. */
  ModulePath modulePath() {
    return modulePath;
  }

  SystemFile systemFile() {
    return systemFile;
  }

  private void ask(String whoami, List<String> overlays) throws IOException {
    file("boot properties", Need.OPTIONAL, "/boot/solaris/bootenv.rc");
    file("the kernel itself", Need.ESSENTIAL, whoami);
    module("the common part of the kernel", Need.ESSENTIAL, "genunix");
    file("self-assembly settings", Need.OPTIONAL, "/etc/system.d/.self-assembly");
    file("kernel settings", Need.EXPECTED, SYSTEM);
    readSystemFile();
    file("build version", Need.OPTIONAL, "/etc/versions/build");
    file("time zone of the clock", Need.OPTIONAL, "/etc/rtc_config");
    file("major numbers", Need.ESSENTIAL, "/etc/name_to_major");
    modulePath = systemFile.moduleDirectories().map(ModulePath::ofModdir).orElse(modulePath);
    file("system call numbers", Need.ESSENTIAL, "/etc/name_to_sysnum");
    file("driver aliases", Need.OPTIONAL, "/etc/driver_aliases");
    file("driver classes", Need.OPTIONAL, "/etc/driver_classes");
    for (String fileSystem : List.of("specfs", "devfs", "dev", "procfs")) {
      module("file system " + fileSystem, Need.ESSENTIAL, "fs/" + fileSystem);
    }
    file("instance numbers", Need.OPTIONAL, "/etc/path_to_inst");
    if (vfs.root() == BootFileSystem.UFS || vfs.root() == BootFileSystem.HSFS) {
      String type = vfs.root() == BootFileSystem.UFS ? "ufs" : "hsfs";
      module("file system of the root", Need.ESSENTIAL, "fs/" + type);
    }
    for (String name : systemFile.forceloads().stream().limit(MAX_ASKED).toList()) {
      module("forceload " + name, Need.EXPECTED, name);
      if (name.startsWith("drv/")) {
        conf("settings of " + name, name + ".conf");
      }
    }
    for (String canonical : overlays.stream().limit(MAX_ASKED).toList()) {
      List<String> asked = modulePath.askedFor(canonical);
      if (!asked.isEmpty()) {
        search(OVERLAY + canonical, Need.OPTIONAL, asked);
      } else if (!canonical.isEmpty() && !canonical.endsWith("/")) {
        file(OVERLAY + canonical, Need.OPTIONAL, "/" + canonical);
      }
    }
  }

  private void file(String purpose, Need need, String path) throws IOException {
    search(purpose, need, List.of(path));
  }

  private void module(String purpose, Need need, String name) throws IOException {
    search(purpose, need, modulePath.ofModule(name));
  }

  private void conf(String purpose, String name) throws IOException {
    search(purpose, Need.OPTIONAL, modulePath.of(name));
  }

  /** Asks for one path after the other until one is there, or the kernel stops. */
  private void search(String purpose, Need need, List<String> paths) throws IOException {
    if (paths.isEmpty() || !purposes.add(purpose)) {
      return;
    }
    List<String> asked = new ArrayList<>();
    for (String path : paths) {
      asked.add(path);
      if (!(vfs.lookup(path) instanceof Lookup.Failed)) {
        break;
      }
    }
    String last = asked.get(asked.size() - 1);
    OptionalInt module = vfs.module(last);
    lookups.add(
        new KernelLookup(purpose, need, ImmutableList.copyOf(asked), vfs.explain(last), module));
  }

  private void readSystemFile() throws IOException {
    if (vfs.lookup(SYSTEM) instanceof Lookup.Found found) {
      ByteSource start = found.content().slice(0, SystemFile.MAX_BYTES);
      try {
        systemFile = SystemFile.parse(start.read());
      } catch (KernelStopException e) {
        // The lookup's remarks say so.
        systemFile = SystemFile.parse(new byte[0]);
      }
    }
  }
}
