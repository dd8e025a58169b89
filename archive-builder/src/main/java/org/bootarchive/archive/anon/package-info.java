/**
 * DTrace's anonymous enabling and the boot archive: putting one in front of the kernel at the next
 * boot, and taking it away again.
 */
package org.bootarchive.archive.anon;
