package org.bootarchive.boot.config.edit;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.bootarchive.ufs.finding.Finding;

/** Collects findings; beyond a number that no reader would look at it drops them. */
public final class FindingList {
  private static final int MAX = 10_000;

  private final ImmutableList.Builder<Finding> findings = ImmutableList.builder();
  private int count;

  public void add(Finding finding) {
    if (count < MAX) {
      findings.add(finding);
      count++;
    }
  }

  public void addAll(List<Finding> others) {
    others.forEach(this::add);
  }

  public ImmutableList<Finding> build() {
    return findings.build();
  }
}
