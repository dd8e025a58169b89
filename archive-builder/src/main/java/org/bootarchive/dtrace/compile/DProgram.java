package org.bootarchive.dtrace.compile;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A compiled program in D: the DOF of one property of dtrace.conf; and the way to it, which {@code
 * anon compile} of the command line goes too.
 *
 * <pre>{@code
 * try (BootArchiveFile archive = Platform.openArchive(platform);
 *     TypeEnvironment types = archive.typeEnvironment()) {
 *   DCompilation made =
 *       DProgram.compile(
 *           "proc:::exec-success { trace(execname); }", types, DOptions.DEFAULTS.withQuiet());
 *   if (made instanceof DCompilation.Compiled compiled) {
 *     say(compiled.all().size() + " properties, refused: " + compiled.kernelRefusal());
 *   } else if (made instanceof DCompilation.Refused refused) {
 *     say(refused.line() + " " + refused.tag() + " " + refused.text());
 *   }
 * }
 * }</pre>
 */
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
   * Compiles a script as {@code dtrace -A} does, and gives what it would write. That something is
   * wrong with the script is a result, not an exception; no script makes this run for ever.
   *
   * @param text the script, each char standing for a byte as in {@link DSource}
   * @param environment types, probes and libraries
   * @param options what the script's own {@code #pragma D option} lines do not say
   * @throws IOException if the environment cannot be read
   */
  public static DCompilation compile(String text, TypeEnvironment environment, DOptions options)
      throws IOException {
    return compile(List.of(DSource.script("program", text)), environment, options);
  }

  /**
   * Compiles programs to one enabling: what one declares the next ones know.
   *
   * @param sources the programs in order; if there is none, the enabling traces nothing
   * @param environment types, probes and libraries
   * @param options what the programs do not say themselves
   * @throws IOException if the environment or a file cannot be read
   */
  public static DCompilation compile(
      List<DSource> sources, TypeEnvironment environment, DOptions options) throws IOException {
    try {
      DCompiler compiler = DCompiler.begin(environment.kernel());
      for (DOptions.Setting setting : options.settings()) {
        Optional<String> trouble = compiler.setOption(setting.name(), setting.value());
        if (trouble.isPresent()) {
          throw DCompileException.of("failed to set " + setting.label() + ": " + trouble.get());
        }
      }
      ImmutableList.Builder<DProgram> programs = ImmutableList.builder();
      for (DSource source : sources) {
        programs.add(compiler.compile(source, options));
      }
      return new DCompilation.Compiled(
          programs.build(), compiler.errorProgram(), compiler.options());
    } catch (DCompileException e) {
      return e.refusal();
    }
  }
}
