package org.bootarchive.boot;

/**
 * Who reads an overlay.
 *
 * @param who the purpose of the kernel's lookup, or the program, for people
 * @param when when it reads
 */
public record OverlayReader(String who, When when) {
  /** When an overlay is read, and so by which of the kernel's rules it is found. */
  public enum When {
    /** The kernel reads it before the root is mounted. */
    BEFORE_ROOT("before the root"),
    /** The kernel reads it below /system/boot after the root is mounted. */
    AFTER_ROOT("after the root"),
    /** A program reads it below /system/boot. */
    PROGRAM("a program");

    private final String words;

    When(String words) {
      this.words = words;
    }

    /** Returns it for people: {@code before the root}. */
    public String words() {
      return words;
    }
  }

  /** Returns it for people. */
  @Override
  public String toString() {
    return who + " (" + when.words() + ")";
  }
}
