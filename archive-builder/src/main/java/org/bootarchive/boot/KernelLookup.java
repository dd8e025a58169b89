package org.bootarchive.boot;

import com.google.common.collect.ImmutableList;
import java.util.OptionalInt;
import org.bootarchive.boot.vfs.Explanation;
import org.bootarchive.boot.vfs.Lookup;

/**
 * A file that the kernel asks for while it boots, and what it gets.
 *
 * @param purpose what the file is to the kernel, such as {@code the kernel itself}
 * @param need what becomes of a kernel that does not get it
 * @param asked the paths that are asked for, in order; the last one is what {@code answer} answers
 * @param answer the answer, and what about it is odd
 * @param module the module that answers: its position among the properties; empty if none does
 */
public record KernelLookup(
    String purpose,
    Need need,
    ImmutableList<String> asked,
    Explanation answer,
    OptionalInt module) {

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
    return new KernelLookup(purpose, need, asked, newAnswer, module);
  }
}
