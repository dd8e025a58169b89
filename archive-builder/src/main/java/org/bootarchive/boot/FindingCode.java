package org.bootarchive.boot;

import org.bootarchive.ufs.finding.Kind;
import org.bootarchive.ufs.finding.Severity;

/**
 * The kinds of findings that the dry boot and the overlay rules make, and what to do about each.
 */
public enum FindingCode implements Kind {
  /** The file system after boot stops at the first empty module (bootfs_construct). */
  EMPTY_MODULE(
      Severity.ERROR,
      "give the file at least one byte: /system/boot shows neither it nor any module behind it"),
  /** Two modules of one name: mid-boot the last one wins, after boot the first. */
  DUPLICATE_NAME(Severity.ERROR, "keep one of them"),
  /** The reader of bootenv.rc never sees the end of a bootfs file. */
  BOOTENV_RUNS_AWAY(Severity.ERROR, "put the settings on the kernel's command line with -B"),
  /** The reader asks for the size, which bootfs answers with EIO at multiples of 8192. */
  SIZE_BREAKS_READER(Severity.ERROR, "make the file one byte longer or shorter"),
  /** A size that is a multiple of 8192 is EIO to readers that ask for it. */
  SIZE_MULTIPLE_OF_8192(
      Severity.WARNING, "nothing, unless a driver of yours asks for the file's size in mid-boot"),
  /** A name that no lookup of the kernel has. */
  NAME_NEVER_LOOKED_UP(Severity.ERROR, "use the name exactly as the kernel looks it up"),
  /** The archive has the name in another spelling. */
  SPELLED_DIFFERENTLY(Severity.ERROR, "use the spelling of the archive's file"),
  /** A module's name or path cannot stand on a command line. */
  NAME_UNUSABLE(Severity.ERROR, "choose another name"),
  /** The kernel answers the overlay's name with something else. */
  OVERLAY_NOT_SEEN(Severity.ERROR, "use the name exactly as the kernel looks it up"),
  /** The files of an overlay are laid out where the boot loader does not look for them. */
  OVERLAY_ELSEWHERE(
      Severity.WARNING,
      "lay out below the directory that the boot loader's paths are below, or copy the files there"
          + " before the boot"),
  /** The kernel's answers are not known, because it does not come up or a file is not there. */
  NO_ANSWERS(
      Severity.WARNING,
      "name the directory that is the boot loader's root, and follow its configuration"),
  /** The file system after boot stops at a module of one byte too (bootfs_construct). */
  ONE_BYTE_MODULE(
      Severity.ERROR,
      "give the file at least two bytes: /system/boot shows neither it nor any module behind it"),
  /** The boot loader finds no kernel to start. */
  KERNEL_MISSING(Severity.ERROR, "put the kernel where the configuration says, or correct that"),
  /** The kernel's file is one for the machine, and no boot loader would start it. */
  KERNEL_STAND_IN(
      Severity.WARNING,
      "nothing for a stand-in; a kernel without that header is refused by the boot loader"),
  /** The kernel derives its own name and its module path from the path it is loaded from. */
  KERNEL_PATH(
      Severity.ERROR,
      "keep the kernel below a directory that is the only one named platform on its path:"
          + " .../platform/i86pc/kernel/amd64/unix"),
  /** A module's file is not there. */
  MODULE_MISSING(Severity.ERROR, "put the file there, or take the module out"),
  /** A module's file is there and cannot be read. */
  MODULE_UNREADABLE(Severity.ERROR, "look at the file's permissions, and at the disk"),
  /** dboot checks a module and its hash is another one. */
  HASH_MISMATCH(Severity.ERROR, "write the hash anew, or fetch both"),
  /** dboot panics over a hash that is not one. */
  HASH_NOT_HEX(Severity.ERROR, "a hash is 40 hexadecimal digits, from the first byte on"),
  /** A hash module of less than forty bytes is passed over. */
  HASH_TOO_SHORT(Severity.ERROR, "write the hash anew: a hash is 40 hexadecimal digits"),
  /** A hash is accepted, but is not what a hash looks like. */
  HASH_ODD(Severity.WARNING, "write the hash as 40 hexadecimal digits and a newline"),
  /** A hash module's name is that of no other module, so nothing is checked against it. */
  HASH_NAME_MISMATCH(
      Severity.ERROR, "give the hash exactly the name= of the module that it is the hash of"),
  /** The root is started from without a check. */
  ARCHIVE_NOT_CHECKED(
      Severity.WARNING, "load boot_archive.hash too, with type=hash and the archive's name"),
  /** One or two modules without types: the kernel guesses. */
  LEGACY_GUESS(
      Severity.WARNING,
      "give the archive type=rootfs name=ramdisk and its hash type=hash name=ramdisk"),
  /** The guess takes an overlay for the archive's hash. */
  LEGACY_GUESS_TAKES_OVERLAY(
      Severity.ERROR, "give the archive type=rootfs name=ramdisk, and the overlay stays a file"),
  /** No module is the root. */
  NO_ROOTFS(Severity.ERROR, "give the archive type=rootfs"),
  /** More than one module is the root: the last one is used and the others vanish. */
  SEVERAL_ROOTFS(Severity.ERROR, "keep one module of type=rootfs"),
  /** A word of a command line that dboot passes over. */
  WORDS_LOST(Severity.WARNING, "names and paths cannot have blanks; take the word out"),
  /** A type that dboot does not know. */
  UNKNOWN_TYPE(Severity.ERROR, "the types are rootfs, file, hash, environment and console-font"),
  /** More than one module switches fast reboot off. */
  FAST_REBOOT_OFF(Severity.NOTE, "nothing: reboots go through the firmware"),
  /** The archive is nothing that the kernel reads. */
  ARCHIVE_UNKNOWN(Severity.ERROR, "load the boot archive as it was built: a bare UFS"),
  /** The archive is a cpio, which no kernel mounts as its root. */
  ARCHIVE_IS_CPIO(Severity.ERROR, "load the boot archive as it was built: a bare UFS"),
  /** The archive is no UFS, but something that can be a root. */
  ARCHIVE_NOT_UFS(
      Severity.WARNING, "make sure that the boot property fstype says so; SmartOS boots a UFS"),
  /** Places in the archive are counted in 32 bits. */
  ARCHIVE_OVER_4_GIB(Severity.ERROR, "build a smaller archive"),
  /** The file system is larger than the module. */
  ARCHIVE_CUT_OFF(Severity.ERROR, "fetch the archive again; its end is missing"),
  /** The file system was not unmounted in good order. */
  ARCHIVE_NOT_CLEAN(Severity.WARNING, "see archive-tool check, and build the archive anew"),
  /** A file that the kernel does not come up without. */
  KERNEL_FILE_MISSING(
      Severity.ERROR, "the archive is not a whole platform; build or fetch it anew"),
  /** There is no etc/system. */
  SYSTEM_FILE_MISSING(Severity.WARNING, "add etc/system; the kernel warns, and takes defaults"),
  /** The archive lists etc/system, but the kernel cannot open it. */
  SYSTEM_FILE_UNREADABLE(
      Severity.ERROR, "see archive-tool check: its settings and forceloads would all be lost"),
  /** A line of etc/system that the kernel passes over. */
  SYSTEM_FILE_LINE(Severity.WARNING, "correct the line; see system(4)"),
  /** etc/system names a module that is not there. */
  FORCELOAD_FAILS(
      Severity.ERROR,
      "correct the name, or add the driver as kernel/drv/amd64/NAME: forceloads are read after the"
          + " root is mounted"),
  /** The kernel loops for ever over a file that it asks for. */
  KERNEL_HANGS(Severity.ERROR, "see archive-tool lookup for the path, and repair the archive"),
  /** The kernel crashes over a file that it asks for. */
  KERNEL_CRASHES(Severity.ERROR, "see archive-tool lookup for the path, and repair the archive"),
  /** What the kernel reads is not what the file holds. */
  READS_OTHER_BYTES(Severity.ERROR, "see archive-tool lookup for the path, and build anew"),
  /** A link garbles the path behind it. */
  PATH_MANGLED(Severity.ERROR, "replace the link by what it leads to"),
  /** The kernel finds another file before the overlay, or never asks for its name. */
  OVERLAY_NEVER_REACHED(Severity.ERROR, "use the name that the kernel asks for first"),
  /** Dots in a name are counted otherwise than one would. */
  DOTS_MISCOUNTED(Severity.ERROR, "write the name without dots"),
  /** The name after boot is not that of mid-boot. */
  DIFFERS_AFTER_BOOT(
      Severity.WARNING, "write the name without dots, and without system/boot in front"),
  /** A module wants a directory where another one is a file. */
  SYSTEM_BOOT_PANICS(Severity.ERROR, "take one of the two modules out"),
  /** A gzip file hides one that the kernel would have inflated, or reads. */
  GZIP_NOT_INFLATED(Severity.ERROR, "load the file uncompressed: bootfs does not inflate"),
  /** A gzip file stays as it is. */
  GZIP_MODULE(Severity.NOTE, "nothing, if its reader inflates it itself"),
  /** A link in the archive leads to the file that a module overlays. */
  LINK_BYPASSES_OVERLAY(
      Severity.WARNING, "overlay the link's own name too, if the kernel asks for that in mid-boot"),
  /** A module without which the kernel panics is there, but cannot be loaded. */
  KERNEL_FILE_REFUSED(
      Severity.ERROR, "put the module there as it was built; the kernel panics without it"),
  /** A module is there, but cannot be loaded. */
  MODULE_REFUSED(Severity.WARNING, "put the module there as it was built for 64-bit x86"),
  /** A driver that the kernel panics without has no major number. */
  NO_MAJOR_NUMBER(Severity.ERROR, "give the driver a line in etc/name_to_major"),
  /** A driver that is loaded has no major number. */
  DRIVER_WITHOUT_NUMBER(
      Severity.WARNING, "give the driver a line in etc/name_to_major: without one it is refused"),
  /**
   * The archive is no whole platform, nor its kernel a real one: it is not known what is needed.
   */
  DEVICES_NOT_FOLLOWED(
      Severity.WARNING, "nothing for a stand-in; a kernel of illumos panics without these"),
  /** Files are so large that the kernel's reads were not followed to their end. */
  NOT_ALL_FOLLOWED(Severity.ERROR, "see archive-tool check: no kernel's files are of such a size"),
  /** The kernel takes the archive for another file system than it is. */
  ROOT_TYPE(Severity.ERROR, "set the boot property fstype to what the archive is"),
  /** The root is not the archive. */
  ROOT_ELSEWHERE(
      Severity.WARNING, "make sure that the root is whole: what it holds was not looked at"),
  /** Instances are numbered anew. */
  RECONFIGURES(Severity.NOTE, "nothing: devices are numbered anew, as on SmartOS at every boot"),
  /** A flag of the kernel's makes it wait for somebody at the console. */
  KERNEL_WAITS(Severity.NOTE, "take the flag away, unless somebody is at the console"),
  /** Nobody reads an overlay, and others go on reading the archive's file. */
  NOBODY_READS(
      Severity.ERROR,
      "put the file into the archive itself; root's password can be the boot property root_shadow"),
  /** Nobody is known to read an overlay. */
  SEEN_BELOW_SYSTEM_BOOT(
      Severity.NOTE, "nothing, if a program of yours looks for it below /system/boot"),
  /** The kernel sees an overlay only until it mounts its root. */
  SEEN_BEFORE_ROOT_ONLY(
      Severity.WARNING,
      "name it kernel/...: there the kernel looks first, before and after the root is mounted"),
  /** There is nothing to mount /system/boot on. */
  SYSTEM_BOOT_NOT_MOUNTED(
      Severity.WARNING, "put a directory system/boot into the archive, or programs see no module"),
  /** dboot panics at the hundredth module. */
  TOO_MANY_MODULES(Severity.ERROR, "load fewer files; the archive and its hash count too");

  private final Severity severity;
  private final String remedy;

  FindingCode(Severity severity, String remedy) {
    this.severity = severity;
    this.remedy = remedy;
  }

  @Override
  public Severity severity() {
    return severity;
  }

  @Override
  public String remedy() {
    return remedy;
  }
}
