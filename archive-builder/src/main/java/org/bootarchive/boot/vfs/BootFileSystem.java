package org.bootarchive.boot.vfs;

/** The kernel's readers of the middle of the boot: {@code struct boot_fs_ops}. */
public enum BootFileSystem {
  /** The boot modules by their names. */
  BOOTFS("bootfs"),
  /** The ramdisk as a UFS. */
  UFS("boot_ufs"),
  /** The ramdisk as a cpio archive, or as anything that is neither of the others. */
  CPIO("boot_cpio"),
  /** The ramdisk as an ISO 9660 file system. */
  HSFS("boot_hsfs");

  private final String kernelName;

  BootFileSystem(String kernelName) {
    this.kernelName = kernelName;
  }

  /** Returns the name that the kernel gives it ({@code fsw_name}). */
  public String kernelName() {
    return kernelName;
  }
}
