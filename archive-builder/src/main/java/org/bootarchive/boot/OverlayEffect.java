package org.bootarchive.boot;

import com.google.common.collect.ImmutableList;

/**
 * What a module that is a file does to the files that the kernel sees.
 *
 * @param name the name that the kernel compares, without leading slash
 * @param property its position among the properties
 * @param module its index in the loader's order
 * @param size in bytes
 * @param kind what it does
 * @param hiddenBytes the size of the ramdisk's file that it hides; 0 if it hides none
 * @param reason why it is never reached; empty if it is
 * @param readers who reads it; none if nobody is known to
 */
public record OverlayEffect(
    String name,
    int property,
    int module,
    long size,
    Kind kind,
    long hiddenBytes,
    String reason,
    ImmutableList<OverlayReader> readers) {

  /** What an overlay does. */
  public enum Kind {
    /** The kernel sees it in place of a file of the ramdisk. */
    HIDES_RAMDISK_FILE,
    /** The ramdisk has no such file. */
    NEW_FILE,
    /** The kernel never comes to it. */
    NEVER_REACHED
  }
}
