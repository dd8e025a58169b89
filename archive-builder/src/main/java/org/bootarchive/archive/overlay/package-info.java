/**
 * Files that a boot loader passes beside the boot archive: where they lie, what loads them, what a
 * boot sees of them.
 */
package org.bootarchive.archive.overlay;
