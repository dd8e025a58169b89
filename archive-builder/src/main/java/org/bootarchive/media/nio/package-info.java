/**
 * The file systems of boot media behind {@code java.nio.file}.
 *
 * <p>A file system opened for editing takes changes as any other does and keeps them beside the
 * medium, which stays as it is; {@link org.bootarchive.media.nio.MediaFileSystem#plan} returns the
 * volume as they make it.
 *
 * <p>Names are text as {@link org.bootarchive.ufs.nio} has it. A path finds what the boot loader
 * finds by it, so {@code Files.exists(path)} is true of {@code /BOOT/loader} where case does not
 * count; {@code toRealPath} tells the name on the disk.
 */
package org.bootarchive.media.nio;
