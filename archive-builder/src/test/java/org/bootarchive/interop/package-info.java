/**
 * Holds our images, and our reading of others' images, against readers that share no code with us:
 * the Linux kernel's ufs driver, GRUB, The Sleuth Kit.
 *
 * <p>A reader that a machine lacks skips its tests, in a loud voice; where the environment says
 * CI=true it fails them.
 */
package org.bootarchive.interop;
