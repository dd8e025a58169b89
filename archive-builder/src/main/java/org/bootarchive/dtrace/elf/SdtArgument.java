package org.bootarchive.dtrace.elf;

/**
 * What the sdt driver says of an argument of its probes: a {@code sdt_argdesc_t} of sys/sdt_impl.h.
 *
 * @param provider the provider
 * @param probe the probe's name; empty for all of the provider
 * @param index which argument, from 0
 * @param nativeIndex {@code sda_mapping}: which of the values that the probe gives it comes from
 * @param nativeType the type of that value as C writes it
 * @param translatedType the type that D shows; empty if it is the native one
 */
public record SdtArgument(
    String provider,
    String probe,
    int index,
    int nativeIndex,
    String nativeType,
    String translatedType) {}
