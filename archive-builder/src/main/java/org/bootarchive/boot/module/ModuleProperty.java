package org.bootarchive.boot.module;

import org.bootarchive.ufs.text.ByteString;

/**
 * What {@code module-name-N}, {@code module-addr-N} and {@code module-size-N} tell the kernel of
 * one module; N is the position in {@link ModuleHandover.Accepted#properties()}.
 *
 * @param name may be empty
 * @param module the index of the module that the address is that of, from 0, in the loader's order
 * @param size in bytes
 */
public record ModuleProperty(ByteString name, int module, long size) {}
