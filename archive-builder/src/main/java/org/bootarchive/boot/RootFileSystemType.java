package org.bootarchive.boot;

import org.bootarchive.boot.vfs.BootFileSystem;
import org.jspecify.annotations.Nullable;

/**
 * The type of the kernel's root file system, and where that is.
 *
 * <p>Source: {@code getrootfs} of vfs.c, {@code impl_create_root_class} of autoconf.c, {@code
 * rootfs} of i86pc's confunix.c: a UFS in the ramdisk unless properties say otherwise.
 *
 * @param name such as {@code ufs}
 * @param inRamdisk whether the ramdisk is the root; if not, it is only for mid-boot
 * @param known whether the properties of the command line are known, which could say otherwise
 */
record RootFileSystemType(String name, boolean inRamdisk, boolean known) {

  /**
   * Returns the type.
   *
   * @param known whether the command line is known
   * @param ramdisk what the ramdisk is mounted as; if the command line is not known it is taken to
   *     fit
   */
  static RootFileSystemType of(
      BootProperties properties, boolean known, @Nullable BootFileSystem ramdisk) {
    String usual = !known && ramdisk == BootFileSystem.HSFS ? "hsfs" : "ufs";
    String name =
        properties.get("fstype").orElse(properties.get("zfs-bootfs").isPresent() ? "zfs" : usual);
    boolean elsewhere =
        name.equals("zfs")
            || name.startsWith("nfs")
            || properties.get("bootpath").filter(path -> !path.startsWith("/ramdisk")).isPresent();
    return new RootFileSystemType(name, !elsewhere, known);
  }

  /** Returns the module of the file system, below {@code fs}. */
  String module() {
    return name.startsWith("nfs") ? "nfs" : name;
  }

  /** Returns whether the ramdisk, as it is, cannot be mounted as the root. */
  boolean refuses(@Nullable BootFileSystem ramdisk) {
    return known
        && inRamdisk
        && ((ramdisk == BootFileSystem.UFS && name.equals("hsfs"))
            || (ramdisk == BootFileSystem.HSFS && name.equals("ufs")));
  }
}
