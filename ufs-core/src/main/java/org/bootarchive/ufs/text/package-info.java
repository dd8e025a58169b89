/**
 * Bytes that are text: paths, command lines, link targets and names, which the kernel and the boot
 * loaders compare byte by byte in no encoding.
 */
package org.bootarchive.ufs.text;
