/**
 * A mounted file system: its inodes, directories and files over a device.
 *
 * <p>{@link org.bootarchive.ufs.volume.Volume} reads, {@link
 * org.bootarchive.ufs.volume.WritableVolume} changes as well. Inodes go by number, names are bytes,
 * and symbolic links are told, not followed: paths are the caller's. Whatever an image holds,
 * reading it ends with an answer or a {@link org.bootarchive.ufs.device.CorruptImageException}, in
 * memory that does not grow with what the image claims to hold.
 */
package org.bootarchive.ufs.volume;
