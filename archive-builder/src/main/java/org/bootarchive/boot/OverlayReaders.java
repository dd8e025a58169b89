package org.bootarchive.boot;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.List;
import org.bootarchive.boot.KernelLookup.Kind;
import org.bootarchive.boot.KernelLookup.Time;
import org.bootarchive.boot.OverlayReader.When;
import org.bootarchive.boot.files.ModulePath;
import org.bootarchive.boot.vfs.SystemBoot;
import org.bootarchive.boot.vfs.SystemBoot.Fate;

/** Tells who reads each overlay: the kernel, a program below /system/boot, or nobody. */
final class OverlayReaders {
  private static final String KERNEL = "kernel/";
  private static final String CONF = ".conf";
  private static final String FIRMWARE = "firmware/";
  private static final String SYSTEM_BOOT = "/system/boot/";

  /** Programs that look below /system/boot, by what they look for there. */
  private static final ImmutableMap<String, String> PROGRAMS =
      ImmutableMap.of(
          "networking.json", "SmartOS's network setup: net-boot-config and config.sh",
          "answers.json", "SmartOS's first setup: smartos_prompt_config.sh",
          "etc/ppt_matches", "libppt: devices that may be passed through",
          "tinkerbell.json", "Triton's head node setup: prompt-config.sh");

  /** Directories below platform/i86pc/kernel whose modules the kernel picks for the processor. */
  private static final ImmutableMap<String, String> OF_THE_PROCESSOR =
      ImmutableMap.of(
          "cpu/", "module of the processor, if it is for this one",
          "pcbe/", "performance counters of the processor, if it is for this one");

  private static final String MICROCODE = "platform/i86pc/ucode/";
  private static final String ACPI_TABLES = "boot/acpi/tables/";

  /** Where the kernel looks for what it needs: the usual module path, and files of the machine. */
  private static final ImmutableList<String> PLACES =
      ImmutableList.of(KERNEL, "platform/i86pc/kernel/", "usr/kernel/", MICROCODE, ACPI_TABLES);

  private final List<KernelLookup> lookups;
  private final List<SystemBoot.Module> afterBoot;
  private final ModulePath modulePath;

  OverlayReaders(
      List<KernelLookup> lookups, List<SystemBoot.Module> afterBoot, ModulePath modulePath) {
    this.lookups = lookups;
    this.afterBoot = afterBoot;
    this.modulePath = modulePath;
  }

  /**
   * Returns who reads an overlay; empty if nobody is known to.
   *
   * @param property its position among the properties
   * @param canonical its name
   */
  ImmutableList<OverlayReader> of(int property, String canonical) {
    ImmutableSet.Builder<OverlayReader> readers = ImmutableSet.builder();
    for (KernelLookup lookup : lookups) {
      if (lookup.kind() != Kind.OVERLAY
          && lookup.isFound()
          && lookup.module().orElse(-1) == property) {
        When when = lookup.time() == Time.BEFORE_ROOT ? When.BEFORE_ROOT : When.AFTER_ROOT;
        readers.add(new OverlayReader(lookup.purpose(), when));
      }
    }
    if (isAnswerOf(property, canonical)) {
      ofTheMachine(canonical, readers);
    }
    if (isShownAfterBoot(property, canonical)) {
      afterBoot(canonical, readers);
    }
    return readers.build().asList();
  }

  /**
   * Returns whether a name is one that the kernel, or a program below /system/boot, may look for.
   *
   * @param canonical without slash in front
   */
  static boolean mayBeRead(String canonical) {
    return KernelFile.of(canonical).isPresent()
        || PROGRAMS.containsKey(canonical)
        || PLACES.stream().anyMatch(canonical::startsWith);
  }

  /** Returns whether mid-boot answers the overlay's name with it. */
  private boolean isAnswerOf(int property, String canonical) {
    return lookups.stream()
        .anyMatch(
            lookup ->
                lookup.kind() == Kind.OVERLAY
                    && lookup.purpose().equals(KernelSearch.overlayPurpose(canonical))
                    && lookup.module().orElse(-1) == property);
  }

  private boolean isShownAfterBoot(int property, String canonical) {
    SystemBoot.Module module = afterBoot.get(property);
    return module.fate() == Fate.SHOWN && module.path().equals(SYSTEM_BOOT + canonical);
  }

  /** Adds those that read before the root is mounted, if the machine is one of those that do. */
  private void ofTheMachine(String canonical, ImmutableSet.Builder<OverlayReader> readers) {
    if (canonical.startsWith(MICROCODE)) {
      // ucode_check of i86pc's mlsetup.c: before etc/system is read, by kobj_read.
      add(readers, "microcode of the boot processor, if it is for this one", When.BEFORE_ROOT);
    }
    if (canonical.startsWith(ACPI_TABLES) && canonical.endsWith(".dat")) {
      // AcpiOsTableOverride of osl.c.
      add(readers, "ACPI table in place of the firmware's, if that has it", When.BEFORE_ROOT);
    }
    String name = modulePath.nameOf(canonical);
    OF_THE_PROCESSOR.forEach(
        (prefix, who) -> {
          if (name.startsWith(prefix)) {
            add(readers, who, When.BEFORE_ROOT);
          }
        });
    if (name.startsWith("tod/")) {
      add(readers, "clock module, if etc/system sets tod_module_name to it", When.BEFORE_ROOT);
    }
  }

  /** Adds those that read it below /system/boot. */
  private void afterBoot(String canonical, ImmutableSet.Builder<OverlayReader> readers) {
    String program = PROGRAMS.get(canonical);
    if (program != null) {
      add(readers, program, When.PROGRAM);
    }
    if (!canonical.startsWith(KERNEL)
        || !modulePath.directories().contains(ModulePath.BOOT_MODULES)) {
      return;
    }
    String name = canonical.substring(KERNEL.length());
    if (name.startsWith(FIRMWARE)) {
      add(readers, "firmware, if a driver asks for it", When.AFTER_ROOT);
    } else if (isModule(name)) {
      String module = ModulePath.withoutFolder(name);
      add(readers, "module " + module + ", when it is loaded", When.AFTER_ROOT);
    }
  }

  /** Returns whether a name on the module path is one that a module can have. */
  private static boolean isModule(String name) {
    return name.indexOf('/') > 0 && !name.endsWith(CONF);
  }

  private static void add(ImmutableSet.Builder<OverlayReader> readers, String who, When when) {
    readers.add(new OverlayReader(who, when));
  }
}
