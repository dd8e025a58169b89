package org.bootarchive.boot.config.syslinux;

import org.bootarchive.ufs.finding.Kind;
import org.bootarchive.ufs.finding.Severity;

/** The kinds of findings in syslinux' configurations. */
enum SyslinuxCode implements Kind {
  /** syslinux takes the rest of a line behind 4095 bytes for a line of its own. */
  SYSLINUX_LINE_CUT(Severity.WARNING, "write a shorter line"),
  /** A file that is included is not there; it is passed over. */
  SYSLINUX_FILE_MISSING(Severity.WARNING, "put the file there, or take the line out"),
  /** The prompt or the menu waits for a key. */
  SYSLINUX_WAITS(Severity.WARNING, "set timeout, if it is to boot by itself"),
  /** A password is asked for. */
  SYSLINUX_ASKS(Severity.WARNING, "take the password away, if it is to boot by itself"),
  /** Nothing boots, and the command of {@code onerror} is carried out. */
  SYSLINUX_ON_ERROR(Severity.ERROR, "correct what does not boot"),
  /** A module of syslinux is not in the directory that was given. */
  SYSLINUX_MODULE_ELSEWHERE(Severity.WARNING, "see that it is there"),
  /** A string ends with what only the machine knows. */
  SYSLINUX_MACHINE_VALUE(
      Severity.WARNING,
      "nothing: the kernel passes over such words; the settings ip and mac make them known"),
  /** A command of 2048 bytes or more boots nothing. */
  SYSLINUX_COMMAND_TOO_LONG(Severity.ERROR, "load fewer or shorter named files"),
  /** A kernel or module is missing or empty: nothing boots. */
  SYSLINUX_LOAD_FAILS(Severity.ERROR, "put the file where the configuration says, or correct that"),
  /** mboot.c32 unpacks a gzip file. */
  SYSLINUX_UNPACKED(
      Severity.WARNING,
      "nothing, if the file is meant to be unpacked; mboot.c32 cannot load it as it is"),
  /** A separator at the end adds a module of random content. */
  SYSLINUX_STRAY_MODULE(Severity.ERROR, "take the separator at the end away"),
  /** Without {@code -aout} syslinux 6.04 loads the kernel in a way that it cannot stand. */
  SYSLINUX_NO_AOUT(Severity.ERROR, "write -aout before the kernel"),
  /** Under UEFI mboot.c32 does not work. */
  SYSLINUX_UEFI(Severity.ERROR, "boot with GRUB 2 or the illumos loader under UEFI");

  private final Severity severity;
  private final String remedy;

  SyslinuxCode(Severity severity, String remedy) {
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
