package org.bootarchive.dtrace.compile;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bootarchive.dtrace.types.TypeEnvironment;

/**
 * What {@code dtrace -A} makes of its arguments.
 *
 * @param programs the programs in order
 * @param errors the program that traces errors; nothing where there is no program or it is not
 *     wanted
 * @param options the options
 */
public record DEnabling(
    ImmutableList<DProgram> programs, Optional<DProgram> errors, DProgram options) {
  /** Reads a script. */
  @FunctionalInterface
  public interface Scripts {
    /**
     * Returns the text of a file, chars standing for bytes.
     *
     * @throws IOException if it cannot be read
     */
    String read(String name) throws IOException;
  }

  /** The arguments are not what {@code dtrace -A} takes. */
  public static final class UsageException extends Exception {
    private static final long serialVersionUID = 1;

    UsageException(String message) {
      super(message);
    }
  }

  private static final String WITH_ARGUMENT = "bfimnPsx";
  private static final String WITHOUT_ARGUMENT = "FqwZ";

  private record Given(char option, String argument) {}

  /** Returns the programs, the one for errors and the options, in the order of dtrace.conf. */
  public ImmutableList<DProgram> all() {
    ImmutableList.Builder<DProgram> all = ImmutableList.builder();
    all.addAll(programs);
    errors.ifPresent(all::add);
    return all.add(options).build();
  }

  /**
   * Compiles what arguments of {@code dtrace} ask for.
   *
   * @param words options {@code -n -s -P -m -f -i -x -b -q -w -F -Z} and the program's arguments
   * @param environment types, probes and libraries
   * @param scripts what {@code -s} reads
   * @throws UsageException for other options
   * @throws DCompileException if something cannot be compiled, or an option cannot be set; the
   *     message is what dtrace says behind its name
   * @throws IOException if the environment or a script cannot be read
   */
  public static DEnabling compile(List<String> words, TypeEnvironment environment, Scripts scripts)
      throws UsageException, DCompileException, IOException {
    List<Given> given = new ArrayList<>();
    List<String> arguments = new ArrayList<>();
    read(words, given, arguments);
    DCompiler compiler = DCompiler.begin(environment);
    boolean zeroProbes = false;
    for (Given option : given) {
      zeroProbes |= option.option == 'Z';
      set(compiler, option);
    }
    ImmutableList.Builder<DProgram> programs = ImmutableList.builder();
    for (Given option : given) {
      Optional<DSource.Kind> kind = kind(option.option);
      if (kind.isPresent()) {
        programs.add(program(compiler, option, kind.get(), arguments, zeroProbes, scripts));
      }
    }
    return new DEnabling(programs.build(), compiler.errorProgram(), compiler.options());
  }

  private static void read(List<String> words, List<Given> given, List<String> arguments)
      throws UsageException {
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.length() < 2 || word.charAt(0) != '-') {
        arguments.add(word);
        continue;
      }
      if (word.equals("--")) {
        arguments.addAll(words.subList(i + 1, words.size()));
        return;
      }
      for (int at = 1; at < word.length(); at++) {
        char option = word.charAt(at);
        if (WITHOUT_ARGUMENT.indexOf(option) >= 0) {
          given.add(new Given(option, ""));
          continue;
        }
        if (option == 'C') {
          throw new UsageException("option -C: there is no preprocessor here; run it first");
        }
        if (WITH_ARGUMENT.indexOf(option) < 0) {
          throw new UsageException("illegal option -- " + option);
        }
        if (at + 1 < word.length()) {
          given.add(new Given(option, word.substring(at + 1)));
        } else if (++i < words.size()) {
          given.add(new Given(option, words.get(i)));
        } else {
          throw new UsageException("option requires an argument -- " + option);
        }
        break;
      }
    }
  }

  private static void set(DCompiler compiler, Given option) throws DCompileException {
    String argument = option.argument;
    switch (option.option) {
      case 'b' -> set(compiler, "bufsize", Optional.of(argument), "-b " + argument);
      case 'q' -> set(compiler, "quiet", Optional.empty(), "-q");
      case 'w' -> set(compiler, "destructive", Optional.empty(), "-w");
      case 'F' -> set(compiler, "flowindent", Optional.empty(), "-F");
      case 'x' -> {
        int equal = argument.indexOf('=');
        String name = equal < 0 ? argument : argument.substring(0, equal);
        Optional<String> value =
            equal < 0 ? Optional.empty() : Optional.of(argument.substring(equal + 1));
        set(compiler, name, value, "-x " + name);
      }
      default -> {
        // A program, or known already.
      }
    }
  }

  private static void set(DCompiler compiler, String name, Optional<String> value, String what)
      throws DCompileException {
    Optional<String> trouble = compiler.setOption(name, value);
    if (trouble.isPresent()) {
      throw DCompileException.of("failed to set " + what + ": " + trouble.get());
    }
  }

  private static Optional<DSource.Kind> kind(char option) {
    return switch (option) {
      case 's' -> Optional.of(DSource.Kind.FILE);
      case 'n', 'i' -> Optional.of(DSource.Kind.NAME);
      case 'P' -> Optional.of(DSource.Kind.PROVIDER);
      case 'm' -> Optional.of(DSource.Kind.MODULE);
      case 'f' -> Optional.of(DSource.Kind.FUNCTION);
      default -> Optional.empty();
    };
  }

  private static DProgram program(
      DCompiler compiler,
      Given option,
      DSource.Kind kind,
      List<String> arguments,
      boolean zeroProbes,
      Scripts scripts)
      throws DCompileException, IOException {
    boolean file = kind == DSource.Kind.FILE;
    String text = file ? scripts.read(option.argument) : option.argument;
    ImmutableList<String> words =
        ImmutableList.<String>builder()
            .add(file ? option.argument : "dtrace")
            .addAll(arguments)
            .build();
    try {
      return compiler.compile(new DSource(kind, text, words, zeroProbes));
    } catch (DCompileException e) {
      String what = file ? "failed to compile script " : "invalid probe specifier ";
      throw e.behind(what + option.argument + ": ");
    }
  }
}
