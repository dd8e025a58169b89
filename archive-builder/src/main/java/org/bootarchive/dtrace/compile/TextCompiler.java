package org.bootarchive.dtrace.compile;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import java.util.OptionalInt;
import org.bootarchive.dtrace.KernelProbe;
import org.bootarchive.dtrace.dif.Difo;
import org.bootarchive.dtrace.dof.ActionKind;
import org.bootarchive.dtrace.dof.DofWriter;
import org.bootarchive.dtrace.dof.ProbeName;
import org.bootarchive.dtrace.lang.ControlWord;
import org.bootarchive.dtrace.lang.DException;
import org.bootarchive.dtrace.lang.ErrorTag;
import org.bootarchive.dtrace.lang.Lexer;
import org.bootarchive.dtrace.lang.Parser;
import org.bootarchive.dtrace.lang.WordContext;
import org.jspecify.annotations.Nullable;

/** Compiles one text after another in a session: {@code dt_compile}. */
final class TextCompiler {
  private static final int MOST_CLAUSES = 100_000;

  /** {@code dtrace_dof_maxsize}. */
  private static final int MOST_BYTES = 8 << 20;

  /** {@code sizeof (dof_actdesc_t)}. */
  private static final int ACTION_BYTES = 32;

  private final Session session;

  TextCompiler(Session session) {
    this.session = session;
  }

  /** A text fails; the message is libdtrace's with its place. */
  static final class TextException extends Exception {
    private static final long serialVersionUID = 1;

    final transient DException error;

    TextException(String message, DException error) {
      super(message, null, false, false);
      this.error = error;
    }

    String text() {
      String message = getMessage();
      return message == null ? "" : message;
    }
  }

  /** Work on a unit that can find errors. */
  private interface Work<T extends @Nullable Object> {
    T apply(Unit unit);
  }

  private <T extends @Nullable Object> T run(Source source, CompileFlags flags, Work<T> work)
      throws TextException {
    Unit outer = session.unit;
    Unit unit = new Unit(session, source, flags);
    session.begin(unit);
    try {
      return work.apply(unit);
    } catch (DException e) {
      String message = unit.message(e);
      session.discard();
      throw new TextException(message, e);
    } finally {
      session.unit = outer;
    }
  }

  /** Compiles a program. */
  CompiledText program(Source source, CompileFlags flags, LibraryDependencies libraries)
      throws TextException {
    return run(source, flags, unit -> compile(unit, libraries));
  }

  /** Reads nothing but the control lines of a text. */
  void controlLines(Source source, CompileFlags flags, LibraryDependencies libraries)
      throws TextException {
    run(
        source,
        flags,
        unit -> {
          parser(unit, new Checker(unit), libraries, Lexer.State.CONTROL).program();
          return unit;
        });
  }

  /** Returns the type of a name, null if there is none. */
  Declarations.@Nullable Declared type(String name) {
    Source source = new Source(name, false, null, 0, ImmutableList.of());
    try {
      return run(
          source,
          session.flags.copy(),
          unit -> {
            Parser<Node, Declaration> parser =
                parser(unit, new Checker(unit), LibraryDependencies.none(), Lexer.State.EXPRESSION);
            return unit.declarations.type(parser.wholeType());
          });
    } catch (TextException e) {
      return null;
    }
  }

  private static Parser<Node, Declaration> parser(
      Unit unit, Checker checker, LibraryDependencies libraries, Lexer.State state) {
    Words words = new Words(unit, new PragmaHandler(unit, libraries));
    Lexer lexer = new Lexer(unit.source.text(), unit.position, words, state, unit.flags.probesOnly);
    return new Parser<>(lexer, new TreeBuilder(unit, checker), unit.position);
  }

  private CompiledText compile(Unit unit, LibraryDependencies libraries) {
    Checker checker = new Checker(unit);
    Node root = parser(unit, checker, libraries, Lexer.State.CLAUSE).program();
    Optional<PendingPragmas.Pragma> unused = unit.pragmas.unused();
    if (unused.isPresent()) {
      unit.position.set(unused.get().line());
      throw unit.error(ErrorTag.D_PRAGMA_UNUSED, "unused #pragma %s", unused.get().directive());
    }
    checkArguments(unit);
    TreeBuilder tree = new TreeBuilder(unit, checker);
    Node list = null;
    Node next;
    for (Node node = root; node != null; node = next) {
      next = node.next;
      node.unlink();
      list =
          Node.link(
              list, node.kind == NodeKind.CLAUSE ? new IfElse(unit, tree).clauses(node) : node);
    }
    if (list == null && !unit.flags.empty) {
      throw unit.error(ErrorTag.D_EMPTY, "empty D program translation unit");
    }
    ImmutableList.Builder<DofWriter.Clause> clauses = ImmutableList.builder();
    int statements = 0;
    int count = 0;
    long bytes = 0;
    for (Node node = list; node != null; node = node.next) {
      if (node.kind == NodeKind.PROVIDER) {
        checker.check(node, Identifier.READ);
      } else if (node.kind == NodeKind.CLAUSE) {
        for (Node probes = node.others; probes != null; probes = probes.next) {
          if (++count > MOST_CLAUSES) {
            throw unit.error(ErrorTag.D_SYNTAX, "more than %d probe descriptions", MOST_CLAUSES);
          }
          ClauseActions actions = new ClauseActions(statements);
          DofWriter.Clause clause = clause(unit, checker, node, probes, actions);
          bytes += leastBytes(clause);
          if (bytes > MOST_BYTES) {
            throw unit.error(
                ErrorTag.D_SYNTAX,
                "program is too large: its code has more than %d bytes, which no kernel takes;"
                    + " trace fewer probes in one program",
                MOST_BYTES);
          }
          clauses.add(clause);
          statements = actions.endOfStatements();
        }
      }
    }
    return new CompiledText(clauses.build());
  }

  private static void checkArguments(Unit unit) {
    int last = unit.argumentUsed.length - 1;
    if (last > 0 && !unit.flags.unusedArguments && !unit.argumentUsed[last]) {
      throw unit.error(
          ErrorTag.D_MACRO_UNUSED,
          "extraneous argument '%s' ($%d is not referenced)",
          unit.source.arguments().get(last),
          last);
    }
  }

  private static long leastBytes(DofWriter.Clause clause) {
    long bytes = leastBytes(clause.predicate());
    for (DofWriter.Action action : clause.actions()) {
      bytes += ACTION_BYTES + leastBytes(action.difo());
    }
    return bytes;
  }

  private static long leastBytes(@Nullable Difo difo) {
    return difo == null
        ? 0
        : (long) Integer.BYTES * difo.text().length()
            + (long) Long.BYTES * difo.integers().length();
  }

  private DofWriter.Clause clause(
      Unit unit, Checker checker, Node clause, Node probes, ClauseActions actions) {
    unit.position.set(probes.line);
    if (probes.probe == null) {
      throw Unit.placeless("Invalid probe specification");
    }
    KernelProbe description = probes.probe.pattern();
    session.probes.enter(unit, description);
    checker.check(clause, Identifier.READ);
    Difo predicate = clause.left == null ? null : CodeGenerator.generate(unit, clause.left);
    StatementOrder order = new StatementOrder(unit);
    ActionCompiler compiler = new ActionCompiler(unit, actions);
    AggregationCompiler aggregations = new AggregationCompiler(unit, actions, compiler);
    for (Node statement = clause.list; statement != null; statement = statement.next) {
      actions.begin();
      switch (statement.kind) {
        case EXPRESSION_STATEMENT -> {
          Node expression = statement.left();
          if (expression.kind == NodeKind.AGGREGATION) {
            aggregations.compile(expression);
          } else {
            Difo difo = CodeGenerator.generate(unit, expression);
            actions.add(ClauseActions.returning(difo, ClauseActions.NOTHING), ActionKind.DIFEXPR);
          }
        }
        case ACTION_STATEMENT -> compiler.compile(statement.left());
        case AGGREGATION -> aggregations.compile(statement);
        default ->
            throw unit.errorAt(
                statement,
                ErrorTag.D_UNKNOWN,
                "internal error -- node kind %d is not a valid statement",
                statement.kind.number());
      }
      order.append(statement, actions.ofStatement());
    }
    session.probes.leave(unit);
    return new DofWriter.Clause(
        new ProbeName(
            description.provider(),
            description.module(),
            description.function(),
            description.name()),
        predicate,
        actions.all(),
        0);
  }

  /** What words of a unit mean. */
  private record Words(Unit unit, PragmaHandler pragmas) implements WordContext {
    @Override
    public boolean isGlobal(String name) {
      return unit.lookup(name) != null;
    }

    @Override
    public boolean isAmbiguous(String name) {
      return unit.ambiguous.contains(name);
    }

    @Override
    public void markAmbiguous(String name) {
      unit.ambiguous.add(name);
    }

    @Override
    public boolean isType(String name) {
      return unit.session.search.isType(name, unit.includeDepth != 0 || unit.flags.typesOfCAlone);
    }

    @Override
    public boolean declarationHasType() {
      return unit.declarations.hasType();
    }

    @Override
    public Optional<String> argument(int number) {
      if (number >= unit.source.arguments().size()) {
        return Optional.empty();
      }
      unit.argumentUsed[number] = true;
      return Optional.of(unit.source.arguments().get(number));
    }

    @Override
    public boolean argumentsDefault() {
      return unit.flags.defaultArguments;
    }

    @Override
    public OptionalInt macroVariable(String name) {
      Optional<Integer> value = MacroVariables.value(name);
      return value.isPresent() ? OptionalInt.of(value.get()) : OptionalInt.empty();
    }

    @Override
    public void controlLine(ImmutableList<ControlWord> words) {
      pragmas.handle(words);
    }
  }
}
