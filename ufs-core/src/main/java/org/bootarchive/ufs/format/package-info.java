/**
 * Making new file systems, as newfs and mkfs of illumos make them.
 *
 * <p>{@link org.bootarchive.ufs.format.FormatOptions} say what is asked for, a {@link
 * org.bootarchive.ufs.internal.format.Geometry} is what mkfs makes of it, and {@link
 * org.bootarchive.ufs.internal.format.UfsFormat} writes the empty file system. With the same time
 * and the same seed the bytes are those that mkfs writes.
 */
package org.bootarchive.ufs.format;
