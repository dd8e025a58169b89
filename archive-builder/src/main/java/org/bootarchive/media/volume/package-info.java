/**
 * What the file systems of boot media have in common: files that are found as the boot loader finds
 * them, and changes that are planned before anything is written.
 */
package org.bootarchive.media.volume;
