package org.bootarchive.dtrace.dof;

import com.google.common.collect.ImmutableList;

/**
 * What the actions of an ECB put in the buffer each time: what {@code dtrace_ecb_resize} makes.
 *
 * @param size what stays in the buffer, in bytes
 * @param needed what must be free in it, in bytes
 * @param alignment in bytes
 * @param records one for each action
 */
public record EcbLayout(
    long size, long needed, int alignment, ImmutableList<RecordLayout> records) {}
