package org.bootarchive.dtrace;

import com.google.common.collect.ImmutableList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.bootarchive.ufs.finding.Finding;

/** Findings as they are made, each once, and not too many of one kind. */
final class FindingList {
  private static final int MAX_OF_A_KIND = 100;

  private final Set<Finding> findings = new LinkedHashSet<>();
  private final Map<String, Integer> counts = new HashMap<>();

  void add(Finding finding) {
    if (counts.getOrDefault(finding.code(), 0) < MAX_OF_A_KIND && findings.add(finding)) {
      counts.merge(finding.code(), 1, Integer::sum);
    }
  }

  /** Returns them, errors first, else in the order in which they were made. */
  ImmutableList<Finding> sorted() {
    return findings.stream()
        .sorted(Comparator.comparing(Finding::severity))
        .collect(ImmutableList.toImmutableList());
  }
}
