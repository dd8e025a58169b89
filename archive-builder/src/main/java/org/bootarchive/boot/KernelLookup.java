package org.bootarchive.boot;

import com.google.common.collect.ImmutableList;
import java.util.OptionalInt;
import org.bootarchive.boot.vfs.Explanation;
import org.bootarchive.boot.vfs.Lookup;

/**
 * A file that the kernel asks for while it boots, and what it gets.
 *
 * @param purpose what the file is to the kernel, such as {@code the kernel itself}
 * @param kind what sort of file it is
 * @param time when it asks
 * @param source the function that asks, and the file of illumos's source that has it; empty for an
 *     overlay's own name
 * @param need what becomes of a kernel that does not get it
 * @param asked the paths that are asked for, in order; the last one is what {@code answer} answers
 * @param answer the answer, and what about it is odd
 * @param module the module that answers: its position among the properties; empty if none does
 */
public record KernelLookup(
    String purpose,
    Kind kind,
    Time time,
    String source,
    Need need,
    ImmutableList<String> asked,
    Explanation answer,
    OptionalInt module) {

  /** What sort of file the kernel asks for. */
  public enum Kind {
    /** One that it asks for by its path. */
    FILE,
    /** A module, which it looks for along its module path. */
    MODULE,
    /** A driver's settings, which it looks for along its module path. */
    DRIVER_CONF,
    /** Whatever a module of type file is named: asked for here only, not by the kernel. */
    OVERLAY
  }

  /** When the kernel asks: who answers depends on it. */
  public enum Time {
    /** Before the root is mounted: the boot modules answer, then the ramdisk. */
    BEFORE_ROOT,
    /** After it: /system/boot is a file system of its own, and modules hide no other file. */
    AFTER_ROOT
  }

  /** How much the kernel needs a file. */
  public enum Need {
    /** Without it the kernel panics, halts or cannot mount its root. */
    ESSENTIAL,
    /** Without it the kernel complains, and goes on. */
    EXPECTED,
    /** The kernel goes on without a word. */
    OPTIONAL
  }

  /** Returns the path that the answer is for. */
  public String path() {
    return asked.get(asked.size() - 1);
  }

  /** Returns whether the kernel gets the file. */
  public boolean isFound() {
    return answer.lookup() instanceof Lookup.Found;
  }

  /** Returns this with another explanation of the answer. */
  public KernelLookup withAnswer(Explanation newAnswer) {
    return new KernelLookup(purpose, kind, time, source, need, asked, newAnswer, module);
  }
}
