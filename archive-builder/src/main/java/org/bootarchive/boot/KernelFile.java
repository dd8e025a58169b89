package org.bootarchive.boot;

import java.util.Arrays;
import java.util.Optional;
import org.bootarchive.boot.KernelLookup.Need;

/** The files that the kernel asks for by their paths before it mounts its root, in its order. */
enum KernelFile {
  BOOTENV(
      "boot properties",
      Need.OPTIONAL,
      "boot/solaris/bootenv.rc",
      "read_bootenvrc, i86pc/os/fakebop.c"),
  SELF_ASSEMBLY(
      "self-assembly settings",
      Need.OPTIONAL,
      "etc/system.d/.self-assembly",
      "mod_read_system_file, common/os/modsysfile.c"),
  SYSTEM(
      "kernel settings",
      Need.EXPECTED,
      "etc/system",
      "mod_read_system_file, common/os/modsysfile.c"),
  BUILD_VERSION(
      "build version",
      Need.OPTIONAL,
      "etc/versions/build",
      "mod_read_system_file, common/os/modsysfile.c"),
  CLOCK(
      "time zone of the clock",
      Need.OPTIONAL,
      "etc/rtc_config",
      "process_rtc_config_file, common/os/modsysfile.c"),
  MAJOR_NUMBERS(
      "major numbers", Need.ESSENTIAL, "etc/name_to_major", "mod_setup, common/os/modctl.c"),
  PASSED_THROUGH(
      "aliases of passed-through devices",
      Need.OPTIONAL,
      "etc/ppt_aliases",
      "make_aliases, common/os/modsysfile.c"),
  ALIASES(
      "driver aliases",
      Need.OPTIONAL,
      "etc/driver_aliases",
      "make_aliases, common/os/modsysfile.c"),
  SYSTEM_CALLS(
      "system call numbers", Need.ESSENTIAL, "etc/name_to_sysnum", "mod_setup, common/os/modctl.c"),
  AUTOCONFIGURATION(
      "rules of device autoconfiguration",
      Need.OPTIONAL,
      "etc/dacf.conf",
      "read_dacf_binding_file, common/os/modsysfile.c"),
  CLASSES(
      "driver classes",
      Need.OPTIONAL,
      "etc/driver_classes",
      "read_class_file, common/os/modsysfile.c"),
  INSTANCES(
      "instance numbers",
      Need.OPTIONAL,
      "etc/path_to_inst",
      "e_ddi_instance_init, common/os/instance.c"),
  /** Asked for only if the one above is not there, or empty. */
  INSTANCES_KEPT(
      "instance numbers, kept copy",
      Need.OPTIONAL,
      "etc/path_to_inst.old",
      "e_ddi_instance_init, common/os/instance.c"),
  RETIRED(
      "retired devices",
      Need.OPTIONAL,
      "etc/devices/retire_store",
      "retire_store_read, common/os/retire_store.c"),
  PATHS_OF_SCSI_VHCI(
      "paths of scsi_vhci",
      Need.OPTIONAL,
      "etc/devices/mdi_scsi_vhci_cache",
      "mdi_read_devices_files, common/os/sunmdi.c"),
  PATHS_OF_IB(
      "paths of ib",
      Need.OPTIONAL,
      "etc/devices/mdi_ib_cache",
      "mdi_read_devices_files, common/os/sunmdi.c"),
  IDENTITIES(
      "device identities",
      Need.OPTIONAL,
      "etc/devices/devid_cache",
      "devid_cache_read, common/os/devid_cache.c"),
  HOST("host identity", Need.OPTIONAL, "etc/hostid", "set_soft_hostid, i86pc/os/startup.c"),
  PLATFORM_MODULES(
      "platform modules", Need.OPTIONAL, "etc/mach", "open_mach_list, common/os/modsysfile.c"),
  PCI_ADDRESSES(
      "addresses of PCI buses",
      Need.OPTIONAL,
      "etc/devices/pci_unitaddr_persistent",
      "pci_reprogram, intel/io/pci/pci_boot.c"),
  ISA_NAMES(
      "names of ISA devices",
      Need.OPTIONAL,
      "boot/solaris/devicedb/master",
      "process_master_file, intel/io/acpica/master_ops.c"),
  /** Asked for before the root is mounted only if that is a ZFS. */
  POOLS(
      "pools of the root",
      Need.OPTIONAL,
      "etc/zfs/zpool.cache",
      "spa_config_load, common/fs/zfs/spa_config.c");

  private final String purpose;
  private final Need need;
  private final String path;
  private final String source;

  KernelFile(String purpose, Need need, String path, String source) {
    this.purpose = purpose;
    this.need = need;
    this.path = path;
    this.source = source;
  }

  /** Returns what the file is to the kernel. */
  String purpose() {
    return purpose;
  }

  Need need() {
    return need;
  }

  /** Returns the path that the kernel asks for. */
  String path() {
    return "/" + path;
  }

  /** Returns the path as modules are named, without the slash in front. */
  String canonical() {
    return path;
  }

  /** Returns the function that asks, and where it is. */
  String source() {
    return source;
  }

  /** Returns the file of a name, without slash in front. */
  static Optional<KernelFile> of(String canonical) {
    return Arrays.stream(values()).filter(file -> file.path.equals(canonical)).findFirst();
  }
}
