/**
 * The files that a boot loader and the kernel read: where they are, and what they are at first
 * sight.
 */
package org.bootarchive.boot.files;
