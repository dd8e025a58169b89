package org.bootarchive.dtrace.dof;

import com.google.common.collect.ImmutableList;
import org.bootarchive.dtrace.dif.Difo;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel will do at the probes of one description: a {@code dtrace_ecbdesc_t} of {@code
 * sys/dtrace_impl.h}.
 *
 * @param property the N of the {@code dof-data-N} that it came in
 * @param section the index of its section there
 * @param probe which probes
 * @param predicate what must be true for the actions to be done; null for always
 * @param actions in order; may be none
 * @param uarg the compiler's own; 1 marks the ERROR program
 */
public record Ecb(
    int property,
    int section,
    ProbeName probe,
    @Nullable Difo predicate,
    ImmutableList<EnabledAction> actions,
    long uarg) {}
