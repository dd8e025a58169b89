package org.bootarchive.dtrace.dof;

import com.google.common.collect.ImmutableList;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel makes of one property {@code dof-data-N}.
 *
 * @param property N
 * @param result how it ends
 * @param messages what the kernel prints, in order; none if it takes the DOF
 * @param reason why it is not taken; null if it is
 * @param ecbs what was read of it, in order, before the end
 * @param options what it sets, in order, before the end
 */
public record PropertyVerdict(
    int property,
    Result result,
    ImmutableList<KernelMessage> messages,
    @Nullable String reason,
    ImmutableList<Ecb> ecbs,
    ImmutableList<OptionDescription> options) {
  /** How the kernel's reading of a property ends. */
  public enum Result {
    /** The kernel takes it. */
    TAKEN,
    /** The kernel does not take the bytes; what came before stays. */
    UNREAD,
    /** {@code dofh_loadsz} is 0: the kernel takes the property for absent, and says nothing. */
    ABSENT,
    /** The kernel refuses it; see {@link Consequence} for what becomes of the rest. */
    REFUSED,
    /** The kernel reads memory that is not the DOF's: what it finds there cannot be told. */
    UNDEFINED,
    /** It would cost more than is spent here on one enabling; it was not judged. */
    NOT_JUDGED
  }
}
