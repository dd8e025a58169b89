package org.bootarchive.dtrace;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bootarchive.dtrace.dof.Ecb;
import org.bootarchive.dtrace.dof.Enabling;
import org.bootarchive.dtrace.dof.ProbeName;
import org.jspecify.annotations.Nullable;

/** Which of an enabling's probe descriptions match nothing. */
final class ProbeFindings {
  /** More different descriptions are not looked for. */
  private static final int MAX_DESCRIPTIONS = 1000;

  private ProbeFindings() {}

  static void add(Enabling enabling, Optional<KernelFiles> files, FindingList findings)
      throws IOException {
    Map<ProbeKey, String> asked = new LinkedHashMap<>();
    for (Ecb ecb : enabling.ecbs()) {
      ProbeName probe = ecb.probe();
      ProbeKey key = ProbeKey.of(probe.provider(), probe.module(), probe.function(), probe.name());
      if (asked.containsKey(key)) {
        continue;
      }
      if (asked.size() == MAX_DESCRIPTIONS) {
        findings.add(
            EnablingCode.PROBE_NOT_SEEN.finding(
                "only the first " + MAX_DESCRIPTIONS + " descriptions were looked for"));
        break;
      }
      asked.put(key, probe.text());
    }
    ImmutableMap<ProbeKey, ProbeExistence> answers = ProbeSearch.search(files, asked.keySet());
    asked.forEach((key, text) -> add(key, text, answers.get(key), findings));
  }

  private static void add(
      ProbeKey key, String text, @Nullable ProbeExistence answer, FindingList findings) {
    if (answer == null || answer.kind() == ProbeExistence.Kind.EXISTS) {
      return;
    }
    boolean known = !Provider.matching(key.provider()).isEmpty();
    if (!known && key.provider().isName()) {
      findings.add(
          Provider.canBeOfProcess(key.provider())
              ? EnablingCode.PROBE_NEEDS_PROCESS.finding(
                  text + ": the provider is one of a process: " + process(key))
              : EnablingCode.PROVIDER_UNKNOWN.finding(
                  text + ": the kernel has no provider " + key.provider()));
    } else if (answer.kind() == ProbeExistence.Kind.UNKNOWN) {
      findings.add(EnablingCode.PROBE_NOT_SEEN.finding(text + ": " + answer.reason()));
    } else {
      findings.add(EnablingCode.PROBE_CANNOT_EXIST.finding(text + ": " + answer.reason()));
    }
  }

  private static String process(ProbeKey key) {
    return Provider.isPid(key.provider().toString())
        ? "only dtrace(1M) makes such probes, for a process that runs"
        : "the probe is there only if a process of that number brings it along";
  }
}
