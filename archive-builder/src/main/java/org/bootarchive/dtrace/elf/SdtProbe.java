package org.bootarchive.dtrace.elf;

/**
 * A probe that the sdt driver makes of a module.
 *
 * @param provider such as {@code proc}
 * @param function the function that the probe is in; empty if it is not known which
 * @param name such as {@code exec-success}
 */
public record SdtProbe(String provider, String function, String name) {}
