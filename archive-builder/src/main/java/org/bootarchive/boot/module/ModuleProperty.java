package org.bootarchive.boot.module;

/**
 * What {@code module-name-N}, {@code module-addr-N} and {@code module-size-N} tell the kernel of
 * one module; N is the position in {@link ModuleHandover.Accepted#properties()}.
 *
 * @param name chars standing for bytes; may be empty
 * @param module the index of the module that the address is that of, from 0, in the loader's order
 * @param size in bytes
 */
public record ModuleProperty(String name, int module, long size) {}
