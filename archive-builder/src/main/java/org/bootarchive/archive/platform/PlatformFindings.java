package org.bootarchive.archive.platform;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Collects findings, of each rule at most as many as anyone reads. */
final class PlatformFindings {
  private final int perRule;
  private final List<PlatformFinding> findings = new ArrayList<>();
  private final Map<PlatformRule, Integer> counts = new EnumMap<>(PlatformRule.class);

  PlatformFindings(int perRule) {
    this.perRule = perRule;
  }

  void add(PlatformFinding finding) {
    findings.add(finding);
  }

  synchronized void add(PlatformRule rule, String message) {
    if (counts.merge(rule, 1, Integer::sum) <= perRule) {
      findings.add(PlatformFinding.of(rule, message));
    }
  }

  ImmutableList<PlatformFinding> toList() {
    ImmutableList.Builder<PlatformFinding> all = ImmutableList.builder();
    all.addAll(findings);
    counts.forEach(
        (rule, count) -> {
          if (count > perRule) {
            all.add(PlatformFinding.of(rule, (count - perRule) + " more of these"));
          }
        });
    return all.build();
  }
}
