package org.bootarchive.boot;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bootarchive.boot.KernelLookup.Need;
import org.bootarchive.boot.vfs.Lookup;

/**
 * What the kernel asks for to have devices: buses, drivers and their numbers.
 *
 * <p>A kernel that is a stand-in names no module that it needs. Of such a one it is known what it
 * lacks only if its archive has part of it; else what is missing is told and not judged.
 */
final class DeviceLookups {
  /** More drivers than this are not asked for. */
  private static final int MAX_DRIVERS = 2000;

  private static final String PROBE = "impl_bus_initialprobe, i86pc/os/ddi_impl.c";
  private static final String ROOT_NODE = "i_ddi_init_root, common/os/autoconf.c";

  /** Modules without which the kernel panics, and which every whole platform has. */
  private static final ImmutableList<String> OF_ALL =
      ImmutableList.of("misc/pci_autoconfig", "drv/isa", "drv/rootnex", "drv/ramdisk");

  private final KernelSearch search;
  private final ModuleLoader modules;
  private final DriverNumbers drivers;
  private final boolean realKernel;
  private final boolean whole;
  private final List<String> missing = new ArrayList<>();
  private final List<String> withoutNumber = new ArrayList<>();

  /**
   * Looks at what there is.
   *
   * @param realKernel whether the kernel's file names the modules it needs
   */
  DeviceLookups(
      KernelSearch search, ModuleLoader modules, DriverNumbers drivers, boolean realKernel)
      throws IOException {
    this.search = search;
    this.modules = modules;
    this.drivers = drivers;
    this.realKernel = realKernel;
    this.whole = realKernel || hasSome(search);
  }

  private static boolean hasSome(KernelSearch search) throws IOException {
    for (String name : OF_ALL) {
      for (String path : search.modulePath().ofModule(name)) {
        if (search.lookup(path) instanceof Lookup.Found) {
          return true;
        }
      }
    }
    return false;
  }

  /** Returns what a whole platform has and this one has not, where it is not known to matter. */
  ImmutableList<String> missing() {
    return ImmutableList.copyOf(missing);
  }

  /** Returns drivers that the kernel panics without a number of, and that have none. */
  ImmutableList<String> withoutNumber() {
    return ImmutableList.copyOf(withoutNumber);
  }

  /** Makes the device tree ({@code setup_ddi} of autoconf.c, to the instance numbers). */
  void buses() throws IOException {
    number("rootnex", whole);
    load("PCI buses", "misc/pci_autoconfig", PROBE, whole);
    modules.load("ACPI devices", Need.OPTIONAL, "misc/acpidev", PROBE);
    load("ISA bus", "drv/isa", PROBE, whole);
    number("isa", realKernel);
  }

  /** Reads the settings of each driver that has a number. */
  void settings(BootProperties properties) throws IOException {
    for (String driver : drivers.drivers().stream().limit(MAX_DRIVERS).toList()) {
      if (properties.get("disable-" + driver).equals(Optional.of("true"))) {
        // check_driver_disable of ddi_impl.c: as if it were not there.
        continue;
      }
      // Their nodes are made of their settings, and the kernel follows pointers to them.
      boolean panics = driver.equals("pseudo") || driver.equals("clone");
      Need need = panics && realKernel ? Need.ESSENTIAL : Need.OPTIONAL;
      KernelLookup conf = search.conf(driver, need, "i_ddi_load_drvconf, common/os/devcfg.c");
      if (panics && !realKernel && !conf.isFound()) {
        missing.add("drv/" + driver + ".conf");
      }
    }
  }

  /** Attaches the root of the device tree ({@code configure} of autoconf.c). */
  void root() throws IOException {
    load("root of the device tree", "drv/rootnex", ROOT_NODE, whole);
    modules.load("driver options", Need.OPTIONAL, "drv/options", ROOT_NODE);
    for (String driver : List.of("pseudo", "clone")) {
      number(driver, realKernel);
      load("driver " + driver, "drv/" + driver, ROOT_NODE, realKernel);
    }
    modules.load("driver scsi_vhci", Need.OPTIONAL, "drv/scsi_vhci", ROOT_NODE);
  }

  /** Attaches the ramdisk that is the root. */
  void ramdisk() throws IOException {
    number("ramdisk", realKernel);
    load("driver of the ramdisk", "drv/ramdisk", "getrootdev, i86pc/os/ddi_impl.c", whole);
  }

  private void load(String purpose, String name, String source, boolean matters)
      throws IOException {
    Need need = matters ? Need.ESSENTIAL : Need.OPTIONAL;
    if (!modules.load(purpose, need, name, source) && !matters) {
      missing.add(name);
    }
  }

  private void number(String driver, boolean matters) {
    if (drivers.has(driver)) {
      return;
    }
    if (matters) {
      withoutNumber.add(driver);
    } else {
      missing.add("number of " + driver);
    }
  }
}
