package org.bootarchive.dtrace;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.bootarchive.dtrace.elf.FbtFunction;
import org.bootarchive.dtrace.elf.FbtRefusal;
import org.bootarchive.dtrace.elf.KernelModule;
import org.bootarchive.dtrace.elf.SdtProbe;

/** The probes that fbt and sdt make of a module. */
final class ModuleProbes {
  private static final ImmutableList<String> FBT_NAMES = ImmutableList.of("entry", "return");

  private final String name;
  private final KernelModule module;

  /**
   * @param name the module's name as the kernel has it: without its directory
   */
  ModuleProbes(String name, KernelModule module) {
    this.name = name;
    this.module = module;
  }

  /** Returns whether one of them is matched by a description. */
  boolean match(ProbeKey key) {
    return matchFbt(key) || matchSdt(key);
  }

  private boolean matchFbt(ProbeKey key) {
    if (!key.provider().matches(Provider.FBT)) {
      return false;
    }
    if (key.function().isName()) {
      FbtFunction function = module.functions().get(key.function().toString());
      return function != null && matches(key, function);
    }
    return module.functions().values().stream().anyMatch(function -> matches(key, function));
  }

  private boolean matches(ProbeKey key, FbtFunction function) {
    return FBT_NAMES.stream()
        .anyMatch(probe -> function.offers(probe) && key.matches(name, function.name(), probe));
  }

  private boolean matchSdt(ProbeKey key) {
    return module.probes().stream().anyMatch(probe -> matches(key, probe));
  }

  private boolean matches(ProbeKey key, SdtProbe probe) {
    return key.provider().matches(probe.provider())
        // Where the function is not known it may be the one that is meant.
        && (key.matches(name, probe.function(), probe.name())
            || (probe.function().isEmpty()
                && key.module().matches(name)
                && key.name().matches(probe.name())));
  }

  /** Returns why fbt makes no probe of the one function that a description names. */
  Optional<FbtRefusal> refusal(ProbeKey key) {
    FbtFunction function = module.functions().get(key.function().toString());
    return function == null ? Optional.empty() : function.refusal();
  }
}
