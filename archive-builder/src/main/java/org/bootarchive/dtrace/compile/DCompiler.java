package org.bootarchive.dtrace.compile;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.bootarchive.dtrace.dof.DofWriter;
import org.bootarchive.dtrace.dof.DtraceOption;
import org.bootarchive.dtrace.lang.DException;
import org.bootarchive.dtrace.lang.ErrorTag;
import org.bootarchive.dtrace.types.TracedKernel;

/**
 * Compiles programs of one enabling in order; variables and what libraries define last from one to
 * the next, as in one run of {@code dtrace -A}. After an error no more can be compiled. For one
 * thread.
 */
final class DCompiler {
  private static final String OWN_INLINE =
      "inline long NULL = 0;\n#pragma D binding \"1.0\" NULL\n";

  private static final String ERROR_PROGRAM =
      "dtrace:::ERROR{\ttrace(arg1);\ttrace(arg2);\ttrace(arg3);\ttrace(arg4);\ttrace(arg5);}";

  /** {@code DT_ECB_ERROR}. */
  private static final long ERROR_ARGUMENT = 1;

  private static final String BUFFER_SIZE = "4m";

  private static final int MOST_CHAR = 0xff;

  private final Session session;
  private boolean librariesLoaded;

  private DCompiler(Session session) {
    this.session = session;
  }

  /** Begins an enabling, with the options that {@code dtrace -A} sets by itself. */
  static DCompiler begin(TracedKernel environment) {
    DCompiler compiler = new DCompiler(new Session(environment));
    compiler.session.options.set(DtraceOption.BUFSIZE.optionName(), BUFFER_SIZE);
    compiler.session.options.set(DtraceOption.AGGSIZE.optionName(), BUFFER_SIZE);
    compiler.session.options.set(DtraceOption.TEMPORAL.optionName(), "yes");
    compiler.session.options.set("linkmode", "primary");
    CompileFlags flags = compiler.session.flags.copy();
    flags.empty = true;
    flags.typesOfCAlone = true;
    try {
      Source own = new Source(OWN_INLINE, false, null, 0, ImmutableList.of());
      new TextCompiler(compiler.session).program(own, flags, LibraryDependencies.none());
    } catch (TextCompiler.TextException e) {
      throw new IllegalStateException(e);
    }
    return compiler;
  }

  /**
   * Sets an option as {@code dtrace -x} does.
   *
   * @param name the option
   * @param value its value; nothing where none is given
   * @return why it cannot be set, in libdtrace's words; nothing if it is
   */
  Optional<String> setOption(String name, Optional<String> value) {
    return Optional.ofNullable(session.options.set(name, value.orElse(null)));
  }

  /**
   * Compiles a program to the DOF of one property {@code dof-data-N}.
   *
   * @throws DCompileException if it cannot be compiled
   * @throws IOException if the environment or the source cannot be read
   */
  DProgram compile(DSource source, DOptions options) throws DCompileException, IOException {
    boolean script = source.kind() == DSource.Kind.SCRIPT;
    String text = source.text();
    ImmutableList<String> arguments =
        ImmutableList.<String>builder()
            .add(script ? source.name() : "dtrace")
            .addAll(options.arguments())
            .build();
    try {
      if (text.length() > DSource.MOST_BYTES) {
        throw DCompileException.of(
            "more than " + DSource.MOST_BYTES + " bytes, which no program in D has");
      }
      if (text.chars().anyMatch(c -> c > MOST_CHAR)) {
        throw DCompileException.of("a char above U+00FF, which stands for no byte");
      }
      loadLibraries();
      CompiledText compiled =
          compile(
              new Source(text, script, null, source.kind().parts, arguments),
              false,
              !script,
              options.zeroProbes());
      return new DProgram(DofWriter.program(compiled.clauses(), settings()));
    } catch (DCompileException e) {
      String what = script ? "failed to compile script " : "invalid probe specifier ";
      throw e.behind(what + source.name() + ": ");
    }
  }

  /**
   * Returns the program that traces errors, which comes behind the others; nothing if the option
   * {@code grabanon} is set.
   *
   * @throws DCompileException if it cannot be compiled
   * @throws IOException if the environment cannot be read
   */
  Optional<DProgram> errorProgram() throws DCompileException, IOException {
    if (session.options.isSet(DtraceOption.GRABANON)) {
      return Optional.empty();
    }
    loadLibraries();
    Source source =
        new Source(ERROR_PROGRAM, false, null, SpecifierReader.ALL_PARTS, ImmutableList.of());
    CompiledText compiled = compile(source, false, false, true);
    ImmutableList<DofWriter.Clause> clauses =
        compiled.clauses().stream()
            .map(
                clause ->
                    new DofWriter.Clause(
                        clause.probe(), clause.predicate(), clause.actions(), ERROR_ARGUMENT))
            .collect(ImmutableList.toImmutableList());
    return Optional.of(new DProgram(DofWriter.program(clauses, settings())));
  }

  /** Returns the DOF of all options that are set, which comes last. */
  DProgram options() {
    return new DProgram(DofWriter.options(session.options.all(), settings()));
  }

  private DofWriter.Settings settings() {
    OptionSettings options = session.options;
    return new DofWriter.Settings(options.integerRegisters, options.tupleRegisters, options.strip);
  }

  private void loadLibraries() throws DCompileException, IOException {
    if (librariesLoaded || session.flags.noLibraries) {
      return;
    }
    librariesLoaded = true;
    try {
      new Libraries(session).load();
    } catch (TextCompiler.TextException e) {
      throw failed(e.text(), e.error);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private CompiledText compile(Source source, boolean empty, boolean probesOnly, boolean zeroProbes)
      throws DCompileException, IOException {
    CompileFlags flags = session.flags.copy();
    flags.empty |= empty;
    flags.probesOnly |= probesOnly;
    flags.zeroProbes |= zeroProbes;
    try {
      return new TextCompiler(session).program(source, flags, LibraryDependencies.none());
    } catch (TextCompiler.TextException e) {
      throw failed(e.text(), e.error);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (IllegalStateException e) {
      // What libdtrace does not check either, and dies of.
      String text = "Error in D program compilation (" + e.getMessage() + ")";
      throw failed(text, Unit.placeless(text));
    }
  }

  private static DCompileException failed(String message, DException error) {
    ErrorTag tag = error.tag();
    return new DCompileException(
        new DCompilation.Refused(
            error.line(),
            tag == null ? Optional.empty() : Optional.of(tag.name()),
            error.text(),
            // libdtrace ends some with a blank or a line's end.
            message.stripTrailing()));
  }
}
