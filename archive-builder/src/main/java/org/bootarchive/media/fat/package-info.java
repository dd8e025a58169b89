/**
 * FAT12, FAT16 and FAT32 file systems: read as the illumos loader reads them, written as illumos'
 * pcfs writes them.
 *
 * <p>Structures are those of Microsoft's FAT specification, under the names of {@code
 * sys/fs/pc_fs.h} and {@code pc_dir.h} where these have one. All numbers are little-endian.
 */
package org.bootarchive.media.fat;
