package org.bootarchive.archive.platform;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.bootarchive.ufs.finding.Finding;

/** Collects findings, of each rule at most as many as anyone reads. */
final class PlatformFindings {
  private final int perRule;
  private final List<Finding> findings = new ArrayList<>();
  private final Map<PlatformRule, Integer> counts = new EnumMap<>(PlatformRule.class);

  PlatformFindings(int perRule) {
    this.perRule = perRule;
  }

  void add(Finding finding) {
    findings.add(finding);
  }

  synchronized void add(PlatformRule rule, String message) {
    if (counts.merge(rule, 1, Integer::sum) <= perRule) {
      findings.add(rule.finding(message));
    }
  }

  ImmutableList<Finding> toList() {
    ImmutableList.Builder<Finding> all = ImmutableList.builder();
    all.addAll(findings);
    counts.forEach(
        (rule, count) -> {
          if (count > perRule) {
            all.add(rule.finding((count - perRule) + " more of these"));
          }
        });
    return all.build();
  }
}
