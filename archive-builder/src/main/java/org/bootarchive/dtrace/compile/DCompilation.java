package org.bootarchive.dtrace.compile;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.Optional;
import org.bootarchive.dtrace.AnonymousEnabling;

/** What came of compiling programs in D: what the kernel gets, or why there is nothing. */
public sealed interface DCompilation {
  /**
   * An enabling, in the parts that {@code dtrace -A} writes: each is one property {@code
   * dof-data-N} of dtrace.conf.
   *
   * @param programs the programs in order
   * @param errors the program that traces errors in the others; nothing if the option grabanon is
   *     set
   * @param options the options, which come last
   */
  record Compiled(ImmutableList<DProgram> programs, Optional<DProgram> errors, DProgram options)
      implements DCompilation {
    /** Returns all parts in the order of dtrace.conf. */
    public ImmutableList<DProgram> all() {
      ImmutableList.Builder<DProgram> all = ImmutableList.builder();
      all.addAll(programs);
      errors.ifPresent(all::add);
      return all.add(options).build();
    }

    /**
     * Returns what the kernel would say if it refused the enabling; nothing if it takes it. The
     * real compiler makes some that the kernel does not take, and so does this one.
     */
    public Optional<String> kernelRefusal() {
      ImmutableList<byte[]> dofs =
          all().stream().map(DProgram::dof).collect(ImmutableList.toImmutableList());
      try {
        return AnonymousEnabling.ofDofs(dofs, Optional.empty()).refusal();
      } catch (IOException e) {
        throw new IllegalStateException("no file is read", e);
      }
    }
  }

  /**
   * Nothing was made: a program is wrong, or an option.
   *
   * @param line of the program, from 1; 0 where no line can be named
   * @param tag libdtrace's name of the kind of error, {@code D_IDENT_UNDEF}; nothing for errors
   *     that it tells without one
   * @param text what is wrong, in libdtrace's words
   * @param message the text with its place, as {@code dtrace} prints it behind its own name; it can
   *     have several lines. Chars stand for bytes
   */
  record Refused(int line, Optional<String> tag, String text, String message)
      implements DCompilation {}
}
