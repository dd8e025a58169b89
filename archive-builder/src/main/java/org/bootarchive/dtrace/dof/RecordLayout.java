package org.bootarchive.dtrace.dof;

/**
 * Where an action puts its data in the buffer: a {@code dtrace_recdesc_t} of {@code sys/dtrace.h}.
 *
 * @param kind the action's
 * @param offset from the record header's first byte, in bytes
 * @param size in bytes
 * @param alignment in bytes
 * @param inTuple whether it is a key of the aggregation that follows
 */
public record RecordLayout(int kind, long offset, long size, int alignment, boolean inTuple) {}
