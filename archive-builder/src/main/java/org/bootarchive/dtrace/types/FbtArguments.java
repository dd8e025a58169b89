package org.bootarchive.dtrace.types;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.bootarchive.dtrace.KernelProbe;

/**
 * The arguments of the probes of fbt, by the types of the functions: of {@code entry} the
 * function's, of {@code return} an offset and what the function returns.
 *
 * <p>Source: {@code fbt_getargdesc} of {@code uts/common/dtrace/fbt.c}.
 */
public final class FbtArguments {
  /** {@code DTRACE_ARGTYPELEN}: names of this many chars are not given. */
  private static final int TOO_LONG = 128;

  private static final int MOST = 32;

  private FbtArguments() {}

  /** Returns the arguments of a probe of fbt; none if its module is not there. */
  static ImmutableList<ProbeArgument> of(ImmutableList<ModuleTypes> modules, KernelProbe probe) {
    for (ModuleTypes module : modules) {
      if (module.name().equals(probe.module())) {
        // Types of a module without its parent's are none.
        return ParentTypes.of(module, modules).isPresent() ? of(module, probe) : ofUnknown(probe);
      }
    }
    return ImmutableList.of();
  }

  private static ImmutableList<ProbeArgument> ofUnknown(KernelProbe probe) {
    return probe.name().equals("return")
        ? ImmutableList.of(new ProbeArgument(0, "int", ""))
        : ImmutableList.of();
  }

  /**
   * Returns the arguments of a probe of fbt.
   *
   * @param module the module of the probe, with its parent's types at hand
   * @param probe the probe
   */
  public static ImmutableList<ProbeArgument> of(ModuleTypes module, KernelProbe probe) {
    ImmutableList.Builder<ProbeArgument> arguments = ImmutableList.builder();
    boolean atReturn = probe.name().equals("return");
    if (atReturn) {
      arguments.add(new ProbeArgument(0, "int", ""));
    }
    Optional<CtfFile> types = module.types();
    Optional<FunctionShape> function =
        module.symbolNumber(probe.function()).flatMap(module::function);
    if (types.isEmpty() || function.isEmpty()) {
      return arguments.build();
    }
    int first = atReturn ? 1 : 0;
    int[] wanted =
        atReturn ? new int[] {function.get().returned()} : function.get().arguments().toArray();
    for (int i = 0; i < wanted.length && i + first < MOST; i++) {
      Optional<String> text =
          types.get().typeName(wanted[i]).filter(name -> name.length() < TOO_LONG);
      if (text.isEmpty()) {
        break;
      }
      arguments.add(new ProbeArgument(i + first, text.get(), ""));
    }
    return arguments.build();
  }
}
