package org.bootarchive.boot.config.ipxe;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The commands that ask something, and what is assumed where only the machine knows the answer.
 *
 * <p>Source: {@code isset_exec} and {@code iseq_exec} of core/exec.c, {@code show_exec} of
 * nvo_cmd.c.
 */
final class IpxeConditions {
  private final IpxeSettings settings;
  private final Set<String> assumed;
  private final Set<String> undecided = new LinkedHashSet<>();

  /**
   * Makes what is assumed in a run.
   *
   * @param assumed those of the {@link #undecided} conditions that are taken to be true
   */
  IpxeConditions(IpxeSettings settings, Set<String> assumed) {
    this.settings = settings;
    this.assumed = assumed;
  }

  /** Returns the conditions that depend on what only the machine knows. */
  Set<String> undecided() {
    return undecided;
  }

  /** Returns what is assumed of a condition that only the machine decides. */
  boolean isAssumed(String condition) {
    undecided.add(condition);
    return assumed.contains(condition);
  }

  /** Returns whether {@code show} finds a setting. */
  boolean show(String setting) {
    return settings.has(setting)
        || (settings.isOfTheMachine(setting) && isAssumed("show " + setting));
  }

  /** Returns whether {@code isset} finds that an expanded value is not empty. */
  boolean isset(String value) {
    return !IpxeSettings.withoutUnknown(value).isEmpty()
        || (!value.isEmpty() && isAssumed("isset " + value));
  }

  /** Returns whether {@code iseq} finds that two expanded values are the same. */
  boolean iseq(List<String> values) {
    String one = values.get(0);
    String other = values.get(1);
    boolean known =
        IpxeSettings.withoutUnknown(one).equals(one)
            && IpxeSettings.withoutUnknown(other).equals(other);
    return one.equals(other) || (!known && isAssumed("iseq " + one + " " + other));
  }
}
