/**
 * Disks, keys and optical media in files: partition tables, and what file system is where.
 *
 * <p>GPT is read as the illumos loader reads it (part.c), labels of Solaris as the kernel does
 * (cmlb, {@code sys/dklabel.h}). Sectors have 512 bytes.
 */
package org.bootarchive.media.disk;
