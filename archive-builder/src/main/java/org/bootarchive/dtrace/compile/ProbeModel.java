package org.bootarchive.dtrace.compile;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;

/**
 * A probe with the types of its arguments: {@code dt_probe_t}.
 *
 * @param name its name
 * @param values the values that it gives, as nodes of types; one that is not known has none
 * @param arguments what {@code args[n]} is, as nodes of types
 * @param mapping of each argument the value that it comes from
 * @param translates whether values and arguments differ
 * @param provider its provider
 */
record ProbeModel(
    String name,
    ImmutableList<Node> values,
    ImmutableList<Node> arguments,
    ImmutableIntArray mapping,
    boolean translates,
    ProviderModel provider) {}
