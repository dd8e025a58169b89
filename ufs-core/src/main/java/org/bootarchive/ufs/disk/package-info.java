/**
 * The structures of a UFS on disk as values: superblock, cylinder group, inode, directory entry.
 *
 * <p>Bytes to values and back, in both byte orders, without policy. A structure that does not hang
 * together ends in a {@link org.bootarchive.ufs.device.CorruptImageException}. Names, offsets and
 * units are those of the illumos headers {@code sys/fs/ufs_fs.h}, {@code sys/fs/ufs_inode.h} and
 * {@code sys/fs/ufs_fsdir.h}; addresses of fragments count from the start of the image.
 */
package org.bootarchive.ufs.disk;
