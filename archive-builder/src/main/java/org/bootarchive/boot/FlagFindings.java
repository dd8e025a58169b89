package org.bootarchive.boot;

import com.google.common.collect.ImmutableList;
import org.bootarchive.ufs.finding.Finding;

/**
 * What the kernel's flags do to a boot that nobody watches.
 *
 * <p>Source: {@code bootflags} of bootflags.c, {@code mod_askparams} of modctl.c, {@code mlsetup}
 * of i86pc's mlsetup.c.
 */
final class FlagFindings {
  private FlagFindings() {}

  static ImmutableList<Finding> of(BootProperties known) {
    ImmutableList.Builder<Finding> waits = ImmutableList.builder();
    if (known.hasFlag('a')) {
      waits.add(
          FindingCode.KERNEL_WAITS.finding(
              "the flag -a makes the kernel ask at the console for the name of its system file"));
    }
    if (known.hasFlag('d') && known.hasFlag('k')) {
      waits.add(
          FindingCode.KERNEL_WAITS.finding(
              "the flags -kd stop the kernel in its debugger before it has a root"));
    }
    if (known.hasFlag('h')) {
      waits.add(
          FindingCode.KERNEL_WAITS.finding(
              "the flag -h makes the kernel wait for a key before it has a root"));
    }
    return waits.build();
  }
}
