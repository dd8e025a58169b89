package org.bootarchive.boot.module;

/** What a boot module is for: {@code boot_module_type_t}. */
public enum ModuleType {
  /** The ramdisk that the root file system is on. */
  ROOTFS("rootfs"),
  /** A file that bootfs shows. */
  FILE("file"),
  /** The hash of another module. */
  HASH("hash"),
  /** The boot loader's environment. */
  ENVIRONMENT("environment"),
  /** A font for the console. */
  CONSOLE_FONT("console-font");

  private final String keyword;

  ModuleType(String keyword) {
    this.keyword = keyword;
  }

  /** Returns the word that stands behind {@code type=} on a command line. */
  public String keyword() {
    return keyword;
  }
}
