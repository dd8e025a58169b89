package org.bootarchive.boot.config.grub2;

import org.bootarchive.ufs.finding.Kind;
import org.bootarchive.ufs.finding.Severity;

/** The kinds of findings in GRUB 2's configurations. */
enum Grub2Code implements Kind {
  /** A syntax error: the command or block is dropped, and the lines behind it stand alone. */
  GRUB2_SYNTAX(
      Severity.ERROR, "correct the line: in single quotes every character is meant as it is"),
  /** GRUB 2 does not know the command; it says so and goes on. */
  GRUB2_UNKNOWN_COMMAND(Severity.WARNING, "correct the command, or take the line out"),
  /** A command fails; GRUB 2 says so and goes on. */
  GRUB2_COMMAND_FAILS(Severity.WARNING, "correct the command, or take the line out"),
  /** A file that is sourced or opened as a menu is not there. */
  GRUB2_FILE_MISSING(Severity.WARNING, "put the file there, or take the line out"),
  /** A kernel or module cannot be loaded; GRUB 2 waits and goes on without it. */
  GRUB2_LOAD_FAILS(Severity.ERROR, "put the file where the configuration says, or correct that"),
  /** A module without a kernel, or behind a kernel of the other protocol, is left out. */
  GRUB2_MODULE_REFUSED(
      Severity.ERROR, "load the kernel first; module goes with multiboot, module2 with multiboot2"),
  /** A device of which nothing is known is taken to be the boot volume. */
  GRUB2_DEVICE_ASSUMED(
      Severity.WARNING, "say which device the boot volume is, with the setting root"),
  /** The default entry does not exist; the first is taken. */
  GRUB2_DEFAULT_MISSING(Severity.WARNING, "name an entry that is there"),
  /** The default is the name of an entry and begins with a digit: it is taken for a number. */
  GRUB2_DEFAULT_IS_NUMBER(Severity.WARNING, "name the entry by an id that begins with a letter"),
  /** The menu waits for a key. */
  GRUB2_WAITS(Severity.WARNING, "set timeout, if it is to boot by itself"),
  /** An entry boots nothing, and the next of {@code fallback} is tried. */
  GRUB2_FALLBACK(Severity.WARNING, "correct the entry that does not boot"),
  /** The entry that was asked for fails; another one boots, or it does with some releases only. */
  GRUB2_ENTRY_FAILED(Severity.ERROR, "correct the entry that was asked for"),
  /** A user and a password are asked for. */
  GRUB2_ASKS_FOR_USER(
      Severity.WARNING,
      "give the entry the word unrestricted (with its two dashes), if it is to boot by itself"),
  /** The entry's last command fails: some releases boot, some do not. */
  GRUB2_LAST_COMMAND_FAILS(Severity.WARNING, "correct the command, or take it out"),
  /** A boot changes what the next one chooses. */
  GRUB2_CHANGES_ENVIRONMENT(Severity.WARNING, "nothing, if that is meant"),
  /** A positional parameter that is not given stands for nothing. */
  GRUB2_PARAMETER_EMPTY(Severity.WARNING, "put the word in single quotes, if the $ is meant"),
  /** The kernel gets no path: it does not know itself, and sets no property. */
  GRUB2_KERNEL_PATH_ONCE(Severity.ERROR, "write the path twice"),
  /** A module gets no path: its first option is taken for it. */
  GRUB2_MODULE_PATH_ONCE(Severity.ERROR, "write the path twice"),
  /** Quotes and backslashes that GRUB 2 puts in reach the kernel. */
  GRUB2_QUOTED(Severity.WARNING, "write it without blanks, quotes and backslashes"),
  /** A gzip file arrives unpacked with some builds of GRUB 2, and as it is with others. */
  GRUB2_GZIP(
      Severity.WARNING, "insmod gzio before it is loaded, for it to arrive unpacked everywhere"),
  /** Under UEFI a kernel of Multiboot 1 gets no EFI tables. */
  GRUB2_UEFI_MULTIBOOT_1(Severity.WARNING, "write multiboot2, and module2 for its modules");

  private final Severity severity;
  private final String remedy;

  Grub2Code(Severity severity, String remedy) {
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
