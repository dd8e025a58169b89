package org.bootarchive.dtrace.types;

import com.google.common.primitives.ImmutableIntArray;

/**
 * What a function takes and gives.
 *
 * @param returned the number of the type that it returns
 * @param arguments the numbers of the types of its arguments
 * @param variable whether more arguments can follow
 */
public record FunctionShape(int returned, ImmutableIntArray arguments, boolean variable) {}
