package org.bootarchive.dtrace.compile;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.bootarchive.dtrace.dof.DofWriter;
import org.bootarchive.dtrace.dof.DtraceOption;
import org.bootarchive.dtrace.lang.DException;
import org.bootarchive.dtrace.lang.ErrorTag;
import org.bootarchive.dtrace.types.TypeEnvironment;

/**
 * Compiles programs of one enabling in order; variables and what libraries define last from one to
 * the next, as in one run of {@code dtrace -A}. After an error no more can be compiled. For one
 * thread.
 */
public final class DCompiler {
  private static final String ERROR_PROGRAM =
      "dtrace:::ERROR{\ttrace(arg1);\ttrace(arg2);\ttrace(arg3);\ttrace(arg4);\ttrace(arg5);}";

  /** {@code DT_ECB_ERROR}. */
  private static final long ERROR_ARGUMENT = 1;

  private static final String BUFFER_SIZE = "4m";

  private final Session session;
  private boolean librariesLoaded;

  private DCompiler(Session session) {
    this.session = session;
  }

  /**
   * Begins an enabling, with the options that {@code dtrace -A} sets by itself.
   *
   * @throws IOException if the environment cannot be read
   */
  public static DCompiler begin(TypeEnvironment environment) throws IOException {
    DCompiler compiler = new DCompiler(new Session(environment));
    compiler.session.options.set(DtraceOption.BUFSIZE.optionName(), BUFFER_SIZE);
    compiler.session.options.set(DtraceOption.AGGSIZE.optionName(), BUFFER_SIZE);
    compiler.session.options.set(DtraceOption.TEMPORAL.optionName(), "yes");
    compiler.session.options.set("linkmode", "primary");
    try {
      compiler.compile(
          new Source(
              "inline long NULL = 0;\n#pragma D binding \"1.0\" NULL\n",
              false,
              null,
              0,
              ImmutableList.of()),
          true,
          false,
          false);
    } catch (DCompileException e) {
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
  public Optional<String> setOption(String name, Optional<String> value) {
    return Optional.ofNullable(session.options.set(name, value.orElse(null)));
  }

  /**
   * Compiles a program to the DOF of one property {@code dof-data-N}.
   *
   * @throws DCompileException if it cannot be compiled
   * @throws IOException if the environment cannot be read
   */
  public DProgram compile(DSource source) throws DCompileException, IOException {
    loadLibraries();
    int parts =
        switch (source.kind()) {
          case PROVIDER -> 1;
          case MODULE -> 2;
          case FUNCTION -> 3;
          case NAME -> 4;
          case FILE -> SpecifierReader.ALL_PARTS;
        };
    boolean file = source.kind() == DSource.Kind.FILE;
    CompiledText compiled =
        compile(
            new Source(source.text(), file, null, parts, source.arguments()),
            false,
            !file,
            source.zeroProbes());
    return new DProgram(DofWriter.program(compiled.clauses(), settings()));
  }

  /**
   * Returns the program that traces errors, which comes behind the others; nothing if the option
   * {@code grabanon} is set.
   *
   * @throws DCompileException if it cannot be compiled
   * @throws IOException if the environment cannot be read
   */
  public Optional<DProgram> errorProgram() throws DCompileException, IOException {
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
  public DProgram options() {
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
        new DError(
            error.line(),
            tag == null ? Optional.empty() : Optional.of(tag.name()),
            error.text(),
            // libdtrace ends some with a blank or a line's end.
            message.stripTrailing()));
  }
}
