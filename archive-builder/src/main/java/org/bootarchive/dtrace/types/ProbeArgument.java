package org.bootarchive.dtrace.types;

/**
 * An argument {@code args[n]} of a probe: a {@code dtrace_argdesc_t}.
 *
 * @param nativeIndex which of the values that the probe gives it comes from, from 0
 * @param nativeType the type of that value as C writes it
 * @param translatedType the type that D shows; empty if it is the native one
 */
public record ProbeArgument(int nativeIndex, String nativeType, String translatedType) {}
