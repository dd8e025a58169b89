package org.bootarchive.boot.config;

/** The boot loaders whose configuration is understood. */
public enum BootLoader {
  /** GRUB legacy with the changes of illumos; a module that cannot be loaded ends the entry. */
  GRUB(true),
  /** The illumos loader; a module that cannot be loaded is left out, and the boot goes on. */
  LOADER(false),
  /** iPXE; a module that cannot be loaded ends the script unless the line says otherwise. */
  IPXE(true),
  /** GRUB 2; a module that cannot be loaded is left out, and the boot goes on. */
  GRUB2(false),
  /** syslinux, isolinux and pxelinux with mboot.c32; nothing boots without a module. */
  SYSLINUX(true);

  private final boolean stopsAtMissingFile;

  BootLoader(boolean stopsAtMissingFile) {
    this.stopsAtMissingFile = stopsAtMissingFile;
  }

  /** Returns whether nothing is booted if a module's file is missing. */
  public boolean stopsAtMissingFile() {
    return stopsAtMissingFile;
  }
}
