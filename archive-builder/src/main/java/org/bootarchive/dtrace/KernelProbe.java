package org.bootarchive.dtrace;

/**
 * A probe of the kernel; chars stand for bytes. Parts that it does not have are empty.
 *
 * @param provider such as {@code fbt}
 * @param module such as {@code genunix}
 * @param function such as {@code open}
 * @param name such as {@code entry}
 */
public record KernelProbe(String provider, String module, String function, String name) {}
