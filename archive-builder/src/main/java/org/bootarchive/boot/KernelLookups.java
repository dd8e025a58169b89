package org.bootarchive.boot;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bootarchive.boot.KernelLookup.Need;
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
  static final String SYSTEM = "/etc/system";
  static final String FORCELOAD = "forceload ";

  /** More drivers or overlays than this are not asked for. */
  private static final int MAX_ASKED = 2000;

  /** What etc/path_to_inst begins with if it is to be made anew ({@code PTI_MAGIC_STR}). */
  private static final String REBUILD = "#path_to_inst_bootstrap_1";

  private static final String BINDINGS = "mod_setup, common/os/modctl.c";
  private static final String DEVICES = "impl_bus_initialprobe, i86pc/os/ddi_impl.c";
  private static final String ROOT_NODE = "i_ddi_init_root, common/os/autoconf.c";
  private static final String ROOT = "rootconf, common/fs/vfs.c";

  /** Modules without which the kernel has no devices, and panics. */
  private static final ImmutableList<String> DEVICE_MODULES =
      ImmutableList.of("misc/pci_autoconfig", "drv/isa", "drv/rootnex", "drv/ramdisk");

  private final BootVfs vfs;
  private final BootProperties properties;
  private final RootFileSystemType rootType;
  private final KernelSearch search;
  private final ModuleLoader modules;
  private final List<String> missingDevices = new ArrayList<>();
  private final List<String> missingNumbers = new ArrayList<>();
  private SystemFile systemFile = SystemFile.parse(new byte[0]);
  private DriverNumbers drivers = DriverNumbers.parse("");

  /** Whether the kernel's file is one that names the modules it needs, as all real ones do. */
  private boolean realKernel;

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
    this.vfs = vfs;
    this.properties = properties;
    this.rootType = rootType;
    this.search = new KernelSearch(vfs, systemBoot, ModulePath.ofKernel(whoami));
    this.modules = new ModuleLoader(search);
    bootstrap(whoami);
    readSystemFile();
    startupModules();
    devices();
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

  /** Returns the modules that are there and are not loaded. */
  ImmutableList<ModuleLoader.Refusal> refusals() {
    return modules.refusals();
  }

  /**
   * Returns what a whole platform has and this one has not, where the kernel's file is none that
   * tells what it needs; empty for a real kernel, of which each missing file is known to matter.
   */
  ImmutableList<String> missingDevices() {
    return ImmutableList.copyOf(missingDevices);
  }

  /** Returns drivers that the kernel panics without a number of. */
  ImmutableList<String> missingNumbers() {
    return ImmutableList.copyOf(missingNumbers);
  }

  /** Returns whether the kernel numbers its devices anew and tells programs to make /dev anew. */
  boolean reconfigures() {
    return reconfigures || properties.hasFlag('r');
  }

  private void bootstrap(String whoami) throws IOException {
    file(
        "boot properties",
        Need.OPTIONAL,
        "/boot/solaris/bootenv.rc",
        "read_bootenvrc, i86pc/os/fakebop.c");
    String krtld = "kobj_init, common/krtld/kobj.c";
    KernelLookup kernel = file("the kernel itself", Need.ESSENTIAL, whoami, krtld);
    if (kernel.answer().lookup() instanceof Lookup.Found found) {
      ImmutableSet<String> needed = modules.needed(kernel, found);
      realKernel = !needed.isEmpty();
      if (!needed.contains("genunix")) {
        load("the common part of the kernel", Need.ESSENTIAL, "genunix", krtld);
      }
      for (String name : needed) {
        if (name.equals("genunix")) {
          load("the common part of the kernel", Need.ESSENTIAL, name, krtld);
        } else if (!name.equals("dtracestubs") && name.indexOf('$') < 0) {
          load(name + ", which the kernel needs", Need.ESSENTIAL, name, krtld);
        }
      }
    } else {
      load("the common part of the kernel", Need.ESSENTIAL, "genunix", krtld);
    }
    if (properties.hasFlag('k')) {
      load("the kernel debugger", Need.ESSENTIAL, "misc/kmdbmod", "load_kmdb, common/krtld/kobj.c");
    }
  }

  private void readSystemFile() throws IOException {
    String source = "mod_read_system_file, common/os/modsysfile.c";
    file("self-assembly settings", Need.OPTIONAL, "/etc/system.d/.self-assembly", source);
    KernelLookup lookup = file("kernel settings", Need.EXPECTED, SYSTEM, source);
    systemFile = SystemFile.parse(content(lookup, SystemFile.MAX_BYTES));
    modules.exclude(systemFile.excludes());
    file("build version", Need.OPTIONAL, "/etc/versions/build", source);
  }

  private void startupModules() throws IOException {
    file(
        "time zone of the clock",
        Need.OPTIONAL,
        "/etc/rtc_config",
        "process_rtc_config_file, common/os/modsysfile.c");
    KernelLookup numbers = file("major numbers", Need.ESSENTIAL, "/etc/name_to_major", BINDINGS);
    drivers =
        DriverNumbers.parse(
            new String(content(numbers, DriverNumbers.MAX_BYTES), StandardCharsets.ISO_8859_1));
    systemFile.moduleDirectories().map(ModulePath::ofModdir).ifPresent(search::setModulePath);
    String aliases = "make_aliases, common/os/modsysfile.c";
    file("aliases of passed-through devices", Need.OPTIONAL, "/etc/ppt_aliases", aliases);
    file("driver aliases", Need.OPTIONAL, "/etc/driver_aliases", aliases);
    load("cluster membership", Need.OPTIONAL, "misc/cl_bootstrap", BINDINGS);
    file("system call numbers", Need.ESSENTIAL, "/etc/name_to_sysnum", BINDINGS);
    file(
        "rules of device autoconfiguration",
        Need.OPTIONAL,
        "/etc/dacf.conf",
        "read_dacf_binding_file, common/os/modsysfile.c");
    file(
        "driver classes",
        Need.OPTIONAL,
        "/etc/driver_classes",
        "read_class_file, common/os/modsysfile.c");
    String startup = "startup_modules, i86pc/os/startup.c";
    for (String fileSystem : List.of("specfs", "devfs", "dev", "procfs")) {
      load("file system " + fileSystem, Need.ESSENTIAL, "fs/" + fileSystem, startup);
    }
    load("label encodings", Need.OPTIONAL, "sys/lbl_edition", startup);
    load("scheduling class TS", Need.ESSENTIAL, "sched/TS", "dispinit, common/disp/disp.c");
  }

  private void devices() throws IOException {
    number("rootnex", isWhole());
    device("PCI buses", "misc/pci_autoconfig", DEVICES, isWhole());
    load("ACPI devices", Need.OPTIONAL, "misc/acpidev", DEVICES);
    device("ISA bus", "drv/isa", DEVICES, isWhole());
    number("isa", realKernel);
    String instances = "e_ddi_instance_init, common/os/instance.c";
    KernelLookup paths = file("instance numbers", Need.OPTIONAL, "/etc/path_to_inst", instances);
    if (!paths.isFound() || isEmpty(paths)) {
      reconfigures = true;
      file("instance numbers, kept copy", Need.OPTIONAL, "/etc/path_to_inst.old", instances);
    } else if (startsWith(paths, REBUILD)) {
      reconfigures = true;
    }
    driverSettings();
    String store = "i_ddi_read_devices_files, common/os/devcfg.c";
    file("retired devices", Need.OPTIONAL, "/etc/devices/retire_store", store);
    file("paths of scsi_vhci", Need.OPTIONAL, "/etc/devices/mdi_scsi_vhci_cache", store);
    file("paths of ib", Need.OPTIONAL, "/etc/devices/mdi_ib_cache", store);
    file("device identities", Need.OPTIONAL, "/etc/devices/devid_cache", store);
    String hostid = "set_soft_hostid, i86pc/os/startup.c";
    if (!file("host identity", Need.OPTIONAL, "/etc/hostid", hostid).isFound()) {
      load("host identity made anew", Need.OPTIONAL, "misc/sysinit", hostid);
    }
    load(
        "processors of any kind",
        Need.OPTIONAL,
        "cpu/cpu.generic",
        "cmi_load_generic, i86pc/os/cmi.c");
    String platform = "psm_modload, i86pc/os/mp_implfuncs.c";
    KernelLookup kinds = file("platform modules", Need.OPTIONAL, "/etc/mach", platform);
    load("platform module uppc", Need.OPTIONAL, "mach/uppc", platform);
    for (String name : words(content(kinds, DriverNumbers.MAX_BYTES))) {
      load("platform module " + name, Need.OPTIONAL, "mach/" + name, platform);
    }
  }

  private void driverSettings() throws IOException {
    for (String driver : drivers.drivers().stream().limit(MAX_ASKED).toList()) {
      if (properties.get("disable-" + driver).equals(Optional.of("true"))) {
        // check_driver_disable of ddi_impl.c: as if it were not there.
        continue;
      }
      boolean panics = driver.equals("pseudo") || driver.equals("clone");
      KernelLookup conf =
          search.conf(
              driver,
              panics && realKernel ? Need.ESSENTIAL : Need.OPTIONAL,
              "i_ddi_load_drvconf, common/os/devcfg.c");
      if (panics && !realKernel && !conf.isFound()) {
        missingDevices.add("drv/" + driver + ".conf");
      }
    }
  }

  private void startupEnd() throws IOException {
    device("root of the device tree", "drv/rootnex", ROOT_NODE, isWhole());
    load("driver options", Need.OPTIONAL, "drv/options", ROOT_NODE);
    for (String driver : List.of("pseudo", "clone")) {
      number(driver, realKernel);
      device("driver " + driver, "drv/" + driver, ROOT_NODE, realKernel);
    }
    load("driver scsi_vhci", Need.OPTIONAL, "drv/scsi_vhci", ROOT_NODE);
    file(
        "addresses of PCI buses",
        Need.OPTIONAL,
        "/etc/devices/pci_unitaddr_persistent",
        "pci_reprogram, intel/io/pci/pci_boot.c");
    file(
        "names of ISA devices",
        Need.OPTIONAL,
        "/boot/solaris/devicedb/master",
        "acpi_isa_device_enum, intel/io/acpica/acpi_enum.c");
    load("driver amd_iommu", Need.OPTIONAL, "drv/amd_iommu", "startup_end, i86pc/os/startup.c");
  }

  private void mountRoot() throws IOException {
    load("hypervisor's root", Need.OPTIONAL, "misc/hvm_bootstrap", ROOT);
    load("file system of the root", Need.ESSENTIAL, "fs/" + rootType.module(), ROOT);
    if (rootType.name().equals("zfs")) {
      file(
          "pools of the root",
          Need.OPTIONAL,
          "/etc/zfs/zpool.cache",
          "spa_config_load, common/fs/zfs/spa_config.c");
    } else if (rootType.inRamdisk()) {
      number("ramdisk", realKernel);
      device("driver of the ramdisk", "drv/ramdisk", ROOT, isWhole());
    }
  }

  private void forceload() throws IOException {
    if (!rootType.inRamdisk()) {
      return;
    }
    String source = "mod_sysctl, common/os/modsysfile.c";
    for (String name : systemFile.forceloads().stream().limit(MAX_ASKED).toList()) {
      if (!search.isAsked(FORCELOAD + name)) {
        load(FORCELOAD + name, Need.EXPECTED, name, source);
      }
    }
  }

  /** Returns whether missing device modules are known to matter: see {@link #missingDevices()}. */
  private boolean isWhole() throws IOException {
    if (realKernel) {
      return true;
    }
    for (String name : DEVICE_MODULES) {
      for (String path : search.modulePath().ofModule(name)) {
        if (vfs.lookup(path) instanceof Lookup.Found) {
          return true;
        }
      }
    }
    return false;
  }

  private void device(String purpose, String name, String source, boolean matters)
      throws IOException {
    Need need = matters ? Need.ESSENTIAL : Need.OPTIONAL;
    if (!modules.load(purpose, need, name, source) && !matters) {
      missingDevices.add(name);
    }
  }

  private void number(String driver, boolean matters) {
    if (!drivers.has(driver)) {
      if (matters) {
        missingNumbers.add(driver);
      } else {
        missingDevices.add("number of " + driver);
      }
    }
  }

  private KernelLookup file(String purpose, Need need, String path, String source)
      throws IOException {
    return search.file(purpose, need, path, source);
  }

  private void load(String purpose, Need need, String name, String source) throws IOException {
    modules.load(purpose, need, name, source);
  }

  private static boolean isEmpty(KernelLookup lookup) {
    return lookup.answer().lookup() instanceof Lookup.Found found
        && found.size() == 0
        && found.fileSystem() != BootFileSystem.BOOTFS;
  }

  private static boolean startsWith(KernelLookup lookup, String text) throws IOException {
    byte[] start = content(lookup, text.length());
    return new String(start, StandardCharsets.ISO_8859_1).equals(text);
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

  /** Returns the words of a file whose comments begin with a number sign. */
  private static List<String> words(byte[] file) {
    return Splitter.on('\n')
        .splitToStream(new String(file, StandardCharsets.ISO_8859_1))
        .map(line -> Splitter.on('#').limit(2).splitToList(line).get(0))
        .flatMap(
            Splitter.on(CharMatcher.whitespace())
                    .trimResults(CharMatcher.is('"'))
                    .omitEmptyStrings()
                ::splitToStream)
        .limit(MAX_ASKED)
        .toList();
  }
}
