package org.bootarchive.boot.config;

import org.bootarchive.ufs.finding.Kind;
import org.bootarchive.ufs.finding.Severity;

/**
 * What can be odd in a boot configuration or in what is about to go into one. An error means that
 * nothing is booted, or not what the configuration says; a warning that it works, or may work, but
 * seldom as was meant.
 */
public enum ConfigCode implements Kind {
  /** An overlay's name or path has white space: the kernel would cut it there. */
  NAME_WHITE_SPACE(Severity.ERROR),
  /** An overlay's name is empty; the kernel ignores {@code name=} without a value. */
  NAME_EMPTY(Severity.ERROR),
  /** An overlay's name has 1024 bytes or more; bootfs would overflow. */
  NAME_TOO_LONG(Severity.ERROR),
  /** An overlay's name has a NUL, which ends the command line. */
  NAME_NUL(Severity.ERROR),
  /** An overlay's name ends in a slash: nothing looks it up so. */
  NAME_TRAILING_SLASH(Severity.WARNING),
  /** An overlay's name has a {@code .} or {@code ..} component. */
  NAME_DOTS(Severity.WARNING),
  /** The kernel reads boot/solaris/bootenv.rc past the end of an overlay. */
  NAME_BOOTENV(Severity.ERROR),
  /** A hash is not 40 hex digits. */
  HASH_FORM(Severity.ERROR),
  /** More than 99 modules; dboot panics. */
  TOO_MANY_MODULES(Severity.ERROR),
  /** Two modules of one name: before the root is mounted the last wins, afterwards the first. */
  DUPLICATE_NAME(Severity.WARNING),
  /** The configuration loads no kernel. */
  NO_KERNEL(Severity.ERROR),
  /** A path is found by a name in upper case, as GRUB legacy and the illumos loader do on FAT. */
  UPPER_CASE_NAME(Severity.NOTE),
  /** What a command or module of the boot loader does, or what is on a device, is not known. */
  NOT_FOLLOWED(Severity.ERROR),

  /** GRUB cuts a line behind 1500 bytes. */
  GRUB_LINE_CUT(Severity.WARNING),
  /** GRUB does not know the command and passes over the line. */
  GRUB_UNKNOWN_COMMAND(Severity.WARNING),
  /** A title without a command is no entry; the numbers of the others do not count it. */
  GRUB_EMPTY_ENTRY(Severity.WARNING),
  /** The default entry does not exist; GRUB takes the fallback or the first. */
  GRUB_DEFAULT_MISSING(Severity.WARNING),
  /** The default entry is kept in another file. */
  GRUB_DEFAULT_SAVED(Severity.WARNING),
  /** The default entry fails, and GRUB goes on with a fallback entry. */
  GRUB_FALLBACK(Severity.ERROR),
  /** A variable that is not set ends the entry. */
  GRUB_UNDEFINED_VARIABLE(Severity.ERROR),
  /** A module comes before the kernel: the entry ends there. */
  GRUB_MODULE_BEFORE_KERNEL(Severity.ERROR),
  /** A command that is allowed only outside entries ends the entry. */
  GRUB_MENU_COMMAND(Severity.ERROR),
  /** A command behind the {@code boot} that ends the entry. */
  GRUB_BEHIND_BOOT(Severity.ERROR),
  /** A command behind one that ends the entry with an error. */
  GRUB_NEVER_RUN(Severity.NOTE),
  /** {@code boot} comes before the kernel: the entry ends there. */
  GRUB_BOOT_BEFORE_KERNEL(Severity.ERROR),
  /** A path that begins neither with a slash nor with a device ends the entry. */
  GRUB_RELATIVE_PATH(Severity.ERROR),
  /** A file that a command wants is not there: the entry ends there. */
  GRUB_FILE_MISSING(Severity.ERROR),
  /** {@code initrd} in an entry of a Multiboot kernel ends it. */
  GRUB_INITRD(Severity.ERROR),
  /** An argument that GRUB refuses ends the entry. */
  GRUB_BAD_ARGUMENT(Severity.ERROR),
  /** A variable's name or value is longer than GRUB keeps: it is not set. */
  GRUB_VALUE_TOO_LONG(Severity.ERROR),
  /** An empty module is left out without a word. */
  GRUB_EMPTY_MODULE(Severity.ERROR),
  /** {@code kernel$} leaves its own options on the kernel's command line. */
  GRUB_OPTION_KEPT(Severity.ERROR),
  /** Control goes to another menu or another boot loader. */
  GRUB_LEAVES_MENU(Severity.WARNING),
  /** All command lines together do not fit GRUB's buffer of 24576 bytes. */
  GRUB_COMMAND_LINES_TOO_LONG(Severity.ERROR),

  /** A syntax error ends the reading of the file. */
  LOADER_SYNTAX(Severity.ERROR),
  /** A value that cannot be set ends the reading of the file. */
  LOADER_BAD_DEFINITION(Severity.ERROR),
  /** A setting behind the line that ended the reading of its file. */
  LOADER_LOST_SETTING(Severity.ERROR),
  /**
   * The loader's read buffer is not emptied behind an error: the next file begins with its rest,
   * and is lost.
   */
  LOADER_KEEPS_BUFFER(Severity.ERROR),
  /** The reading of all files ends early; what was set so far stays. */
  LOADER_ENDS(Severity.ERROR),
  /** Files of the boot volume that the loader reads too were not named. */
  LOADER_NOT_READ(Severity.WARNING),
  /** The menu's default is iPXE, and not what is configured here. */
  LOADER_IPXE(Severity.ERROR),
  /** A variable that is not set here stands for nothing. */
  LOADER_UNDEFINED_VARIABLE(Severity.WARNING),
  /** A Forth command, whose effect is not known here. */
  LOADER_COMMAND(Severity.ERROR),
  /** A module without a type is loaded as a kernel module, which fails. */
  LOADER_NO_TYPE(Severity.ERROR),
  /** A module's path, type and flags make no command: too many words, too long, or open quotes. */
  LOADER_ARGUMENTS(Severity.ERROR),
  /** The same path was loaded with the same type before: the loader leaves this one out. */
  LOADER_ALREADY_LOADED(Severity.ERROR),
  /** The name of a hash module keeps its ".hash"; the kernel checks nothing. */
  LOADER_HASH_NAME_NOT_CUT(Severity.WARNING),
  /** The loader waits for a person: for a key, or for a password. */
  LOADER_WAITS(Severity.WARNING),
  /** Xen is loaded first, which is not followed. */
  LOADER_XEN(Severity.WARNING),

  /** GRUB waits for a person: for a key, or for a password. */
  GRUB_WAITS(Severity.WARNING),
  /** {@code min_mem64} lets the machine's memory decide what is booted. */
  GRUB_MEMORY(Severity.WARNING),

  /** The first line is not {@code #!ipxe}. */
  IPXE_NO_MAGIC(Severity.ERROR),
  /** More modules than iPXE's limit: the further ones are left out without a word. */
  IPXE_MODULE_LIMIT(Severity.ERROR),
  /** The command lines together do not fit in iPXE's buffer; the last ones are cut. */
  IPXE_COMMAND_LINES_CUT(Severity.ERROR),
  /** The build of iPXE starts no Multiboot kernel on this platform. */
  IPXE_NO_MULTIBOOT(Severity.ERROR),
  /** Which build of iPXE the script was read as. */
  IPXE_BUILD(Severity.NOTE),
  /** A setting that only the machine or its network knows; it stays as it is written. */
  IPXE_UNKNOWN_SETTING(Severity.WARNING),
  /** A command that iPXE does not know ends the script. */
  IPXE_UNKNOWN_COMMAND(Severity.ERROR),
  /** A command fails, and the script says what comes then. */
  IPXE_COMMAND_FAILED(Severity.WARNING),
  /** What is to be started is neither a kernel nor a script; the script ends there. */
  IPXE_NOT_EXECUTABLE(Severity.ERROR),
  /** iPXE waits for a person. */
  IPXE_ASKS(Severity.WARNING),
  /** The entry that was asked for does not boot; the script goes on elsewhere. */
  IPXE_ENTRY_FAILED(Severity.ERROR),
  /** What boots depends on a setting that only the machine or its network knows. */
  IPXE_UNDECIDED(Severity.ERROR),
  /** A command has an option that iPXE does not know; the script ends there. */
  IPXE_BAD_OPTION(Severity.ERROR),

  /** The file that is to be the kernel is none that this boot loader starts. */
  KERNEL_NOT_EXECUTABLE(Severity.ERROR);

  private final Severity severity;

  ConfigCode(Severity severity) {
    this.severity = severity;
  }

  @Override
  public Severity severity() {
    return severity;
  }

  @Override
  public String remedy() {
    if (severity == Severity.NOTE) {
      return "";
    }
    return severity == Severity.ERROR
        ? "correct the configuration there"
        : "check that the configuration means this";
  }
}
