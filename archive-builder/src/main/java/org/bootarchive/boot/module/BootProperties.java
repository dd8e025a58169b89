package org.bootarchive.boot.module;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.OptionalInt;

/**
 * What the kernel is told of the modules: the work of {@code build_boot_properties} of {@code
 * fakebop.c}.
 *
 * @param ramdisk the index of the module that is the ramdisk
 * @param modules the modules that get a name, an address and a size
 */
record BootProperties(OptionalInt ramdisk, ImmutableList<ModuleProperty> modules) {

  static BootProperties of(List<Header> headers, List<BootModule> modules) {
    OptionalInt ramdisk = OptionalInt.empty();
    boolean environmentSeen = false;
    ImmutableList.Builder<ModuleProperty> properties = ImmutableList.builder();
    for (int i = 0; i < headers.size(); i++) {
      ModuleType type = headers.get(i).type();
      if (type == ModuleType.ROOTFS) {
        ramdisk = OptionalInt.of(i);
      } else if (type == ModuleType.FILE || (type == ModuleType.ENVIRONMENT && !environmentSeen)) {
        environmentSeen |= type == ModuleType.ENVIRONMENT;
        long size = modules.get(i).content().size();
        properties.add(new ModuleProperty(headers.get(i).name(), i, size));
      }
    }
    return new BootProperties(ramdisk, properties.build());
  }
}
