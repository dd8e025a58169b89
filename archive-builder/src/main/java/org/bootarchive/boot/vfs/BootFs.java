package org.bootarchive.boot.vfs;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bootarchive.boot.module.BootModule;
import org.bootarchive.boot.module.ModuleProperty;
import org.bootarchive.boot.vfs.Explanation.StepKind;
import org.bootarchive.ufs.device.BlockDevice;
import org.jspecify.annotations.Nullable;

/** The boot modules as the kernel finds them by name (bootfsops.c). Never changes. */
final class BootFs {
  /** What fstat says: permissions, but no type ({@code bbootfs_fstat}). */
  static final int STAT_MODE = 0444;

  /**
   * A module that bootfs shows.
   *
   * @param number N of module-name-N
   * @param name as the property has it
   * @param hidden the module of the same canonical name that this one hides
   */
  record Entry(int number, String name, long size, BlockDevice content, @Nullable Entry hidden) {}

  private final Map<String, Entry> entries = new HashMap<>();
  private final CanonicalName afterInit;
  private @Nullable KernelStopException initFailure;

  private BootFs() {
    afterInit = CanonicalName.fresh();
  }

  static BootFs of(List<ModuleProperty> properties, List<BootModule> modules) {
    BootFs bootFs = new BootFs();
    bootFs.init(properties, modules);
    return bootFs;
  }

  /** Does what the first open does; if that crashes the kernel, so does every lookup. */
  private void init(List<ModuleProperty> properties, List<BootModule> modules) {
    for (int i = 0; i < properties.size(); i++) {
      ModuleProperty property = properties.get(i);
      String name = property.name().beforeNul().latin1();
      try {
        if (name.length() >= KernelPath.MAX_BYTES) {
          throw KernelStopException.crash(
              "the name of module " + i + " overflows bootfs's buffer of 1024 bytes");
        }
        String canonical = afterInit.of(name);
        entries.put(
            canonical,
            new Entry(
                i,
                name,
                property.size(),
                modules.get(property.module()).content(),
                entries.get(canonical)));
      } catch (KernelStopException e) {
        initFailure = e;
        return;
      }
    }
  }

  /**
   * Returns the module that a path opens, or null.
   *
   * @throws KernelStopException if the path is too long
   */
  @Nullable Entry find(String path, Trace trace) throws KernelStopException {
    if (initFailure != null) {
      throw initFailure;
    }
    String canonical = canonical(path);
    Entry entry = entries.get(canonical);
    if (trace.isOn()) {
      trace.step(
          StepKind.BOOTFS,
          entry == null
              ? "no module has the canonical name " + KernelPath.quote(canonical)
              : "module "
                  + entry.number()
                  + " has the canonical name "
                  + KernelPath.quote(canonical)
                  + ", made from "
                  + KernelPath.quote(entry.name()));
    }
    return entry;
  }

  /** Returns the canonical form of a path in a kernel that has opened nothing else. */
  String canonical(String path) throws KernelStopException {
    if (CanonicalName.isPlain(path)) {
      return path.startsWith("/") ? path.substring(1) : path;
    }
    return afterInit.copy().of(path);
  }

  /** Returns the module of a canonical name, or null. */
  @Nullable Entry ofCanonical(String canonical) {
    return initFailure == null ? entries.get(canonical) : null;
  }
}
