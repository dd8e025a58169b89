/**
 * Boot modules as dboot sees them: command lines, types, names, hashes, and the properties that the
 * kernel finds them by.
 *
 * <p>Source: {@code uts/i86pc/dboot/dboot_startkern.c} and {@code uts/i86pc/os/fakebop.c} of
 * illumos.
 */
package org.bootarchive.boot.module;
