package org.bootarchive.dtrace;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import java.util.stream.Stream;
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
    return !matching(key, 1).isEmpty();
  }

  /** Returns the first ones that are matched by a description, those of fbt before those of sdt. */
  ImmutableList<KernelProbe> matching(ProbeKey key, int most) {
    Stream<KernelProbe> ofSdt =
        module.probes().stream()
            .filter(probe -> matches(key, probe))
            .map(probe -> new KernelProbe(probe.provider(), name, probe.function(), probe.name()));
    return Stream.concat(ofFbt(key), ofSdt).limit(most).collect(ImmutableList.toImmutableList());
  }

  private Stream<KernelProbe> ofFbt(ProbeKey key) {
    if (!key.provider().matches(Provider.FBT)) {
      return Stream.empty();
    }
    Stream<FbtFunction> functions =
        key.function().isName()
            ? Stream.ofNullable(module.functions().get(key.function().toString()))
            : module.functions().values().stream();
    return functions.flatMap(
        function ->
            FBT_NAMES.stream()
                .filter(
                    probe -> function.offers(probe) && key.matches(name, function.name(), probe))
                .map(probe -> new KernelProbe(Provider.FBT, name, function.name(), probe)));
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
