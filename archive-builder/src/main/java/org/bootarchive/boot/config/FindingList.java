package org.bootarchive.boot.config;

import com.google.common.collect.ImmutableList;
import java.util.List;

/** Collects findings; beyond a number that no reader would look at it drops them. */
final class FindingList {
  private static final int MAX = 10_000;

  private final ImmutableList.Builder<ConfigFinding> findings = ImmutableList.builder();
  private int count;

  void add(ConfigFinding finding) {
    if (count < MAX) {
      findings.add(finding);
      count++;
    }
  }

  void addAll(List<ConfigFinding> others) {
    others.forEach(this::add);
  }

  ImmutableList<ConfigFinding> build() {
    return findings.build();
  }
}
