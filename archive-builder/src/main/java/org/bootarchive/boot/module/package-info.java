/**
 * Boot modules as dboot sees them: command lines, types, names, hashes, and the properties that the
 * kernel finds them by.
 *
 * <p>Command lines, names and messages are bytes to the kernel. Here they are strings whose chars
 * U+0000 to U+00FF stand for the bytes of that value (ISO-8859-1).
 *
 * <p>Source: {@code uts/i86pc/dboot/dboot_startkern.c} and {@code uts/i86pc/os/fakebop.c} of
 * illumos.
 */
package org.bootarchive.boot.module;
