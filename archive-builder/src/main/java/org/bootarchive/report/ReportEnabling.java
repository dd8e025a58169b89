package org.bootarchive.report;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Multimaps;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bootarchive.dtrace.AnonymousEnabling;
import org.bootarchive.dtrace.EnablingCode;
import org.bootarchive.dtrace.dof.Ecb;
import org.bootarchive.dtrace.text.ShownProgram;
import org.bootarchive.ufs.finding.Finding;

/**
 * An anonymous enabling that a boot would find.
 *
 * @param accepted whether the kernel takes it and survives that
 * @param refusal what it says as it refuses it
 * @param consequence what becomes of it, a clause for people
 * @param kernelLines what the kernel prints of it at boot
 * @param options by name
 * @param programs in D, a text each
 * @param probes the descriptions that are enabled, and whether the archive's kernel can have a
 *     probe that matches; null where that cannot be seen
 */
record ReportEnabling(
    boolean accepted,
    Optional<String> refusal,
    String consequence,
    ImmutableList<String> kernelLines,
    ImmutableMap<String, Long> options,
    ImmutableList<String> programs,
    Map<String, Existence> probes) {

  /** Whether there is a probe that a description matches. */
  enum Existence {
    EXISTS,
    ABSENT,
    UNKNOWN
  }

  static ReportEnabling of(AnonymousEnabling enabling) {
    ImmutableMap.Builder<String, Long> options = ImmutableMap.builder();
    enabling.options().forEach((option, value) -> options.put(option.optionName(), value));
    Map<String, Existence> probes = new LinkedHashMap<>();
    for (String probe : enabling.probes()) {
      probes.computeIfAbsent(probe, text -> existence(text, enabling.findings()));
    }
    Map<String, Existence> shown = new LinkedHashMap<>();
    probes.forEach((probe, existence) -> shown.put(ShownBytes.nameOfLatin1(probe), existence));
    return new ReportEnabling(
        enabling.accepted(),
        enabling.refusal().map(ShownBytes::nameOfLatin1),
        ShownBytes.nameOfLatin1(enabling.consequence()),
        enabling.bootLines().stream()
            .map(ShownBytes::nameOfLatin1)
            .collect(ImmutableList.toImmutableList()),
        options.buildOrThrow(),
        programs(enabling),
        shown);
  }

  private static ImmutableList<String> programs(AnonymousEnabling enabling) {
    ImmutableList.Builder<String> programs = ImmutableList.builder();
    for (Collection<Ecb> program :
        Multimaps.index(enabling.enabling().ecbs(), Ecb::property).asMap().values()) {
      StringBuilder text = new StringBuilder();
      for (String line : ShownProgram.of(List.copyOf(program)).lines()) {
        text.append(line).append('\n');
      }
      programs.add(text.toString());
    }
    return programs.build();
  }

  /** Findings about probes start with the description that they are about. */
  private static Existence existence(String probe, List<Finding> findings) {
    for (Finding finding : findings) {
      if (finding.message().startsWith(probe + ": ")) {
        if (EnablingCode.PROBE_CANNOT_EXIST.is(finding)
            || EnablingCode.PROVIDER_UNKNOWN.is(finding)) {
          return Existence.ABSENT;
        }
        if (EnablingCode.PROBE_NOT_SEEN.is(finding)
            || EnablingCode.PROBE_NEEDS_PROCESS.is(finding)) {
          return Existence.UNKNOWN;
        }
      }
    }
    return Existence.EXISTS;
  }
}
