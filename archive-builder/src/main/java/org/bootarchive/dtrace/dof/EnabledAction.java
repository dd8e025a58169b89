package org.bootarchive.dtrace.dof;

import org.bootarchive.dtrace.dif.Difo;
import org.jspecify.annotations.Nullable;

/**
 * One action as the kernel has it: a {@code dtrace_actdesc_t} of {@code sys/dtrace_impl.h}.
 *
 * @param kind {@code dtad_kind}, 16 bits; see {@link ActionKind}
 * @param ntuple {@code dtad_ntuple}: of an aggregating action, how many actions before are its keys
 * @param arg by kind; 0 where there is a string
 * @param uarg the same in all actions of one statement
 * @param string the format, or for {@code print()} the type; null if there is none
 * @param difo what gives it its value; null if it has none
 */
public record EnabledAction(
    int kind, int ntuple, long arg, long uarg, @Nullable String string, @Nullable Difo difo) {
  /** Returns whether it is of a kind. */
  public boolean is(ActionKind other) {
    return kind == other.number();
  }
}
