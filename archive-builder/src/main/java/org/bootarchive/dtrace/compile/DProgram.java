package org.bootarchive.dtrace.compile;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.bootarchive.dtrace.types.TypeEnvironment;

/** A compiled program: the DOF of one property of dtrace.conf. */
public final class DProgram {
  private final byte[] dof;

  DProgram(byte[] dof) {
    this.dof = dof;
  }

  /** Returns a copy of the {@code dofh_loadsz} bytes. */
  public byte[] dof() {
    return dof.clone();
  }

  /**
   * Compiles a program in D, and returns what {@code dtrace -A} would write of it: the program, the
   * one that traces errors, the options.
   *
   * @param text the program as a file has it, chars standing for bytes
   * @param environment types, probes and libraries
   * @param options what {@code dtrace -x} would be given, by name; an empty value stands for none
   * @throws DCompileException if it cannot be compiled, or an option cannot be set
   * @throws IOException if the environment cannot be read
   */
  public static ImmutableList<DProgram> compile(
      String text, TypeEnvironment environment, Map<String, String> options)
      throws DCompileException, IOException {
    DCompiler compiler = DCompiler.begin(environment);
    for (Map.Entry<String, String> option : options.entrySet()) {
      Optional<String> value = Optional.of(option.getValue()).filter(given -> !given.isEmpty());
      Optional<String> trouble = compiler.setOption(option.getKey(), value);
      if (trouble.isPresent()) {
        throw DCompileException.of("failed to set -x " + option.getKey() + ": " + trouble.get());
      }
    }
    DSource source = new DSource(DSource.Kind.FILE, text, ImmutableList.of("dtrace"), false);
    ImmutableList.Builder<DProgram> programs = ImmutableList.builder();
    programs.add(compiler.compile(source));
    compiler.errorProgram().ifPresent(programs::add);
    return programs.add(compiler.options()).build();
  }
}
