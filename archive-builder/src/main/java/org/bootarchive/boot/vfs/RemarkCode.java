package org.bootarchive.boot.vfs;

import org.bootarchive.ufs.finding.Kind;
import org.bootarchive.ufs.finding.Severity;

/** The things about lookups that a user might not expect. */
public enum RemarkCode implements Kind {
  /** A module hides a file of the ramdisk. */
  HIDES_RAMDISK_FILE,
  /** A later module of the same canonical name hides this one. */
  HIDES_MODULE,
  /** The canonical name is not what the dots in the path say: of consecutive ".." one counts. */
  DOTS_MISCOUNTED,
  /** A path that is exactly system/boot is looked up as whatever memory holds behind it. */
  STALE_NAME,
  /** What starts with /system/boot and is no module fails: the ramdisk is not asked. */
  NO_FALL_BACK,
  /** kobj_get_filesize fails with EIO: a module's size is a multiple of 8192. */
  SIZE_MULTIPLE_OF_8192,
  /** A module without content: the first read of it fails. */
  EMPTY_MODULE,
  /** A module of no or one byte: after the boot it ends the list of those in /system/boot. */
  ENDS_SYSTEM_BOOT,
  /** A module boot/solaris/bootenv.rc never shows an end of file to its reader. */
  BOOTENV_RUNS_AWAY,
  /** A gzip file in bootfs or cpio stays as it is; UFS and ISO 9660 would inflate it. */
  GZIP_NOT_INFLATED,
  /** A gzip file is inflated while it is read; st_size is the compressed size. */
  GZIP_INFLATED,
  /** Reading the file never ends. */
  READ_NEVER_ENDS,
  /** Reading the file crashes the kernel. */
  READ_CRASHES,
  /** A link led to a name that a module has, but bootfs is not asked about it. */
  LINK_BYPASSES_OVERLAY,
  /** The kernel's copy garbles the rest of the path behind a link. */
  PATH_MANGLED,
  /** A link's text goes on behind the size of the link. */
  LINK_SIZE_IGNORED,
  /** A slash at the end makes the lookup fail; without it there is something. */
  TRAILING_SLASH,
  /** Holes in the file show the first bytes of the ramdisk, which are not zero. */
  HOLE_SHOWS_BOOT_BLOCK,
  /** Parts of the file lie outside the ramdisk: reading delivers stale memory. */
  STALE_DATA,
  /** What was opened is a directory or a device: reading gives its raw bytes. */
  NOT_A_REGULAR_FILE,
  /** A symbolic link is not followed: reading gives its text. */
  LINK_NOT_FOLLOWED,
  /** The ramdisk holds nothing that the kernel knows, but mounting it succeeds. */
  UNKNOWN_RAMDISK,
  /** There is no ramdisk: what is no module crashes the kernel. */
  NO_RAMDISK,
  /** The ramdisk is larger than 4 GiB, and places wrap round there. */
  WRAPS_AT_4_GIB,
  /** After boot usr.lgz is mounted on /usr, and the path leads to something else there. */
  OTHERWISE_AFTER_BOOT;

  @Override
  public Severity severity() {
    return Severity.NOTE;
  }
}
