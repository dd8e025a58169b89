/**
 * What the kernel's file lookups answer in the middle of the boot, and what {@code /system/boot}
 * shows after it.
 *
 * <p>Before the root file system is mounted the kernel opens files through small readers of its
 * own: bootfs for the boot modules, then one of UFS, ISO 9660 and cpio for the ramdisk. They are
 * simpler than the real file systems and have quirks, and an archive that is in good order may
 * still not boot because of them. This package follows those readers step by step, so "the kernel
 * would loop for ever" and "the kernel would crash" are answers here.
 *
 * <p>Paths and names are bytes to the kernel. Here they are strings whose chars U+0000 to U+00FF
 * stand for the bytes of that value (ISO-8859-1).
 *
 * <p>Source: {@code uts/common/krtld/bootrd.c} and {@code bootrd_cpio.c}, {@code
 * common/fs/ufsops.c}, {@code bootfsops.c}, {@code hsfs.c} and {@code decompress.c}, {@code
 * uts/common/fs/bootfs/bootfs_construct.c} of illumos.
 */
package org.bootarchive.boot.vfs;
