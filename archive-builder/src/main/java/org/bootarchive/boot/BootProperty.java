package org.bootarchive.boot;

/**
 * A boot property of the kernel.
 *
 * @param name chars standing for bytes
 * @param value empty also if the property has no value
 * @param origin who set it
 */
public record BootProperty(String name, String value, Origin origin) {
  /** Who sets properties, in the order in which they are read. */
  public enum Origin {
    /** The kernel's command line, behind -B. */
    COMMAND_LINE,
    /** The first module of type environment. */
    ENVIRONMENT,
    /** The file boot/solaris/bootenv.rc. */
    BOOTENV
  }
}
