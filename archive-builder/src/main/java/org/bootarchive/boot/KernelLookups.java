package org.bootarchive.boot;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bootarchive.boot.KernelLookup.Need;
import org.bootarchive.boot.files.ModulePath;
import org.bootarchive.boot.vfs.BootFileSystem;
import org.bootarchive.boot.vfs.BootVfs;
import org.bootarchive.boot.vfs.KernelStopException;
import org.bootarchive.boot.vfs.Lookup;
import org.bootarchive.boot.vfs.SystemBoot;
import org.bootarchive.dtrace.conf.SystemFile;

/**
 * What the kernel asks for until its root is mounted, and its forceloads after that, in its order,
 * as far as it does not depend on the machine.
 *
 * <p>Source: {@code kobj_init} of kobj.c, {@code startup} and {@code post_startup} of i86pc's
 * startup.c, {@code main} of main.c, and what they call; each lookup names its own.
 */
final class KernelLookups {
  /** More overlays, forceloads or platform modules than this are not asked for. */
  private static final int MAX_ASKED = 2000;

  private static final int MAX_WORDS_BYTES = 1 << 20;

  /** What etc/path_to_inst begins with if it is to be made anew ({@code PTI_MAGIC_STR}). */
  private static final String REBUILD = "#path_to_inst_bootstrap_1";

  private static final String GENUNIX = "genunix";
  private static final String KRTLD = "kobj_init, common/krtld/kobj.c";
  private static final String ROOT = "rootconf, common/fs/vfs.c";

  private final BootProperties properties;
  private final RootFileSystemType rootType;
  private final KernelSearch search;
  private final ModuleLoader modules;
  private final SystemFile systemFile;
  private final DriverNumbers drivers;
  private final DeviceLookups devices;
  private boolean reconfigures;

  /**
   * Asks what a kernel asks.
   *
   * @param whoami the kernel's own path
   * @param overlays canonical names of the overlays
   */
  KernelLookups(
      BootVfs vfs,
      SystemBoot systemBoot,
      String whoami,
      BootProperties properties,
      RootFileSystemType rootType,
      List<String> overlays)
      throws IOException {
    this.properties = properties;
    this.rootType = rootType;
    this.search = new KernelSearch(vfs, systemBoot, ModulePath.ofKernel(whoami));
    this.modules = new ModuleLoader(search);
    boolean realKernel = bootstrap(whoami);
    this.systemFile = readSystemFile();
    this.drivers = readNumbers();
    this.devices = new DeviceLookups(search, modules, drivers, realKernel);
    startupModules();
    startupEnd();
    mountRoot();
    for (String canonical : overlays.stream().limit(MAX_ASKED).toList()) {
      if (!canonical.isEmpty() && !canonical.endsWith("/")) {
        search.overlay(canonical);
      }
    }
    search.rootIsMounted();
    forceload();
  }

  ImmutableList<KernelLookup> lookups() {
    return search.lookups();
  }

  /** Returns where modules are looked for once {@code /etc/system} is read. */
  ModulePath modulePath() {
    return search.modulePath();
  }

  SystemFile systemFile() {
    return systemFile;
  }

  DriverNumbers drivers() {
    return drivers;
  }

  DeviceLookups devices() {
    return devices;
  }

  /** Returns whether files were too large to be read as the kernel reads them. */
  boolean isCutShort() {
    return search.isExhausted();
  }

  /** Returns the modules that are there and are not loaded. */
  ImmutableList<ModuleLoader.Refusal> refusals() {
    return modules.refusals();
  }

  /** Returns whether the kernel numbers its devices anew and tells programs to make /dev anew. */
  boolean reconfigures() {
    return reconfigures || properties.hasFlag('r');
  }

  /** Returns whether the kernel's file names the modules it needs, as all real ones do. */
  private boolean bootstrap(String whoami) throws IOException {
    search.file(KernelFile.BOOTENV);
    KernelLookup kernel = search.file("the kernel itself", Need.ESSENTIAL, whoami, KRTLD);
    ImmutableSet<String> needed =
        kernel.answer().lookup() instanceof Lookup.Found found
            ? modules.needed(kernel, found)
            : ImmutableSet.of();
    modules.load("the common part of the kernel", Need.ESSENTIAL, GENUNIX, KRTLD);
    for (String name : needed) {
      if (!name.equals(GENUNIX) && ModuleLoader.isFollowed(name)) {
        modules.load(name + ", which the kernel needs", Need.ESSENTIAL, name, KRTLD);
      }
    }
    if (properties.hasFlag('k')) {
      modules.load(
          "the kernel debugger", Need.ESSENTIAL, "misc/kmdbmod", "load_kmdb, common/krtld/kobj.c");
    }
    return !needed.isEmpty();
  }

  private SystemFile readSystemFile() throws IOException {
    search.file(KernelFile.SELF_ASSEMBLY);
    KernelLookup lookup = search.file(KernelFile.SYSTEM);
    SystemFile system = SystemFile.parse(content(lookup, SystemFile.MAX_BYTES));
    search.file(KernelFile.BUILD_VERSION);
    modules.exclude(system.excludes());
    return system;
  }

  private DriverNumbers readNumbers() throws IOException {
    search.file(KernelFile.CLOCK);
    KernelLookup numbers = search.file(KernelFile.MAJOR_NUMBERS);
    systemFile.moduleDirectories().map(ModulePath::ofModdir).ifPresent(search::setModulePath);
    return DriverNumbers.parse(text(numbers, DriverNumbers.MAX_BYTES));
  }

  private void startupModules() throws IOException {
    search.file(KernelFile.PASSED_THROUGH);
    search.file(KernelFile.ALIASES);
    modules.load(
        "cluster membership", Need.OPTIONAL, "misc/cl_bootstrap", "mod_setup, common/os/modctl.c");
    search.file(KernelFile.SYSTEM_CALLS);
    search.file(KernelFile.AUTOCONFIGURATION);
    search.file(KernelFile.CLASSES);
    String startup = "startup_modules, i86pc/os/startup.c";
    for (String fileSystem : List.of("specfs", "devfs", "dev", "procfs")) {
      modules.load("file system " + fileSystem, Need.ESSENTIAL, "fs/" + fileSystem, startup);
    }
    modules.load("label encodings", Need.OPTIONAL, "sys/lbl_edition", startup);
    modules.load("scheduling class TS", Need.ESSENTIAL, "sched/TS", "dispinit, common/disp/disp.c");
    devices.buses();
    instances();
    devices.settings(properties);
    for (KernelFile store :
        List.of(
            KernelFile.RETIRED,
            KernelFile.PATHS_OF_SCSI_VHCI,
            KernelFile.PATHS_OF_IB,
            KernelFile.IDENTITIES)) {
      search.file(store);
    }
    if (!search.file(KernelFile.HOST).isFound()) {
      modules.load(
          "host identity made anew", Need.OPTIONAL, "misc/sysinit", KernelFile.HOST.source());
    }
    modules.load(
        "processors of any kind",
        Need.OPTIONAL,
        "cpu/cpu.generic",
        "cmi_load_generic, i86pc/os/cmi.c");
    platformModules();
  }

  private void instances() throws IOException {
    KernelLookup paths = search.file(KernelFile.INSTANCES);
    boolean empty =
        paths.answer().lookup() instanceof Lookup.Found found
            && found.size() == 0
            && found.fileSystem() != BootFileSystem.BOOTFS;
    if (!paths.isFound() || empty) {
      reconfigures = true;
      search.file(KernelFile.INSTANCES_KEPT);
    } else {
      reconfigures = text(paths, REBUILD.length()).equals(REBUILD);
    }
  }

  private void platformModules() throws IOException {
    KernelLookup list = search.file(KernelFile.PLATFORM_MODULES);
    String source = "psm_modload, i86pc/os/mp_implfuncs.c";
    modules.load("platform module uppc", Need.OPTIONAL, "mach/uppc", source);
    for (String name : words(text(list, MAX_WORDS_BYTES))) {
      modules.load("platform module " + name, Need.OPTIONAL, "mach/" + name, source);
    }
  }

  private void startupEnd() throws IOException {
    devices.root();
    search.file(KernelFile.PCI_ADDRESSES);
    search.file(KernelFile.ISA_NAMES);
    modules.load(
        "driver amd_iommu", Need.OPTIONAL, "drv/amd_iommu", "startup_end, i86pc/os/startup.c");
  }

  private void mountRoot() throws IOException {
    modules.load("hypervisor's root", Need.OPTIONAL, "misc/hvm_bootstrap", ROOT);
    modules.load("file system of the root", Need.ESSENTIAL, "fs/" + rootType.module(), ROOT);
    if (rootType.name().equals("zfs")) {
      search.file(KernelFile.POOLS);
    } else if (rootType.inRamdisk()) {
      devices.ramdisk();
    }
  }

  private void forceload() throws IOException {
    if (!rootType.inRamdisk()) {
      return;
    }
    for (String name : systemFile.forceloads().stream().distinct().limit(MAX_ASKED).toList()) {
      modules.load("forceload " + name, Need.EXPECTED, name, "mod_sysctl, common/os/modsysfile.c");
    }
  }

  /** Returns the beginning of what a lookup found; nothing if it found nothing. */
  private static byte[] content(KernelLookup lookup, int limit) throws IOException {
    if (lookup.answer().lookup() instanceof Lookup.Found found) {
      try {
        return found.content().slice(0, limit).read();
      } catch (KernelStopException e) {
        // The lookup's remarks say so.
        return new byte[0];
      }
    }
    return new byte[0];
  }

  private static String text(KernelLookup lookup, int limit) throws IOException {
    return new String(content(lookup, limit), StandardCharsets.ISO_8859_1);
  }

  /** Returns the words of a file whose comments begin with a number sign. */
  private static List<String> words(String file) {
    Splitter words =
        Splitter.on(CharMatcher.whitespace()).trimResults(CharMatcher.is('"')).omitEmptyStrings();
    return Splitter.on('\n')
        .splitToStream(file)
        .map(line -> Splitter.on('#').limit(2).splitToList(line).get(0))
        .flatMap(words::splitToStream)
        .limit(MAX_ASKED)
        .toList();
  }
}
