package org.bootarchive.boot;

import java.util.Locale;
import org.bootarchive.boot.Finding.Severity;

/**
 * The kinds of findings that the dry boot and the overlay rules make, and what to do about each.
 */
public enum FindingCode {
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
  /** The kernel's answers are not known, because it does not come up or a file is not there. */
  NO_ANSWERS(
      Severity.WARNING, "give the boot loader's root with --root, and see the command simulate"),
  /** dboot panics at the hundredth module. */
  TOO_MANY_MODULES(Severity.ERROR, "load fewer files; the archive and its hash count too");

  private final Severity severity;
  private final String remedy;

  FindingCode(Severity severity, String remedy) {
    this.severity = severity;
    this.remedy = remedy;
  }

  /** Returns the code as users search for it: {@code empty-module}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns a finding of this kind. */
  public Finding finding(String message) {
    return new Finding(code(), severity, message, remedy);
  }
}
