package org.bootarchive.boot.config;

import com.google.common.collect.ImmutableList;

/** The boot loaders whose configuration is understood. */
public enum BootLoader {
  /** GRUB legacy with the changes of illumos; a module that cannot be loaded ends the entry. */
  GRUB(true, "boot/grub/menu.lst"),
  /** The illumos loader; a module that cannot be loaded is left out, and the boot goes on. */
  LOADER(false, "boot/defaults/loader.conf", "boot/loader.conf"),
  /** iPXE; a module that cannot be loaded ends the script unless the line says otherwise. */
  IPXE(true),
  /** GRUB 2; a module that cannot be loaded is left out, and the boot goes on. */
  GRUB2(false, "boot/grub/grub.cfg", "boot/grub2/grub.cfg"),
  /** syslinux, isolinux and pxelinux with mboot.c32; nothing boots without a module. */
  SYSLINUX(
      true,
      "boot/isolinux/isolinux.cfg",
      "isolinux/isolinux.cfg",
      "isolinux.cfg",
      "boot/syslinux/syslinux.cfg",
      "syslinux/syslinux.cfg",
      "syslinux.cfg");

  private final boolean stopsAtMissingFile;
  private final ImmutableList<String> volumeFiles;

  BootLoader(boolean stopsAtMissingFile, String... volumeFiles) {
    this.stopsAtMissingFile = stopsAtMissingFile;
    this.volumeFiles = ImmutableList.copyOf(volumeFiles);
  }

  /** Returns whether nothing is booted if a module's file is missing. */
  public boolean stopsAtMissingFile() {
    return stopsAtMissingFile;
  }

  /**
   * Returns where a volume that it boots from has its configuration, below the top directory, in
   * the order in which it looks; none if it is no loader of volumes.
   */
  public ImmutableList<String> volumeFiles() {
    return volumeFiles;
  }
}
