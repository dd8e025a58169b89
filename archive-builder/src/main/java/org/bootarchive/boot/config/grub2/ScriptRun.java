package org.bootarchive.boot.config.grub2;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.Optional;
import org.bootarchive.ufs.finding.SourceLine;
import org.jspecify.annotations.Nullable;

/** Runs scripts: script/execute.c. */
final class ScriptRun {
  /** More statements than any configuration runs; a loop without end has more. */
  private static final int MAX_STATEMENTS = 200_000;

  private static final int MAX_DEPTH = 100;

  /** The longest command, in bytes; a variable that doubles in a loop comes to it. */
  private static final int MAX_COMMAND_BYTES = 1 << 20;

  /** The most bytes of all commands that are run, and of all values that are set. */
  private static final long MAX_BYTES = 16 << 20;

  private final GrubState state;
  private final Commands commands;
  private @Nullable Scope scope;
  private int statements;
  private long bytes;
  private int depth;
  private int loops;
  private int breaks;
  private boolean continues;
  private boolean returning;

  ScriptRun(GrubState state) {
    this.state = state;
    this.commands = new Commands(state, this);
  }

  @Nullable Scope scope() {
    return scope;
  }

  /**
   * Runs a script, line by line; what cannot be read is passed over.
   *
   * @return what the last line came to
   */
  int run(LineReader lines) throws Ended, IOException {
    int result = 0;
    for (Optional<ScriptLine> line = lines.next(); line.isPresent(); line = lines.next()) {
      try {
        Statement.Sequence script = ScriptParser.parse(line.get(), lines, state.functions());
        if (!script.statements().isEmpty()) {
          result = execute(script, line.get().where());
        }
      } catch (ScriptSyntaxException e) {
        state.report(
            e.where(),
            Grub2Code.GRUB2_SYNTAX,
            "syntax error: "
                + e.reason()
                + "; GRUB drops the command or block, and takes the lines behind this one for"
                + " commands of their own");
        result = GrubError.INVALID_COMMAND.number();
      }
    }
    return result;
  }

  /** Runs a script with positional parameters of its own. */
  int run(LineReader lines, ImmutableList<String> arguments) throws Ended, IOException {
    Scope outer = scope;
    scope = new Scope(arguments);
    int result = run(lines);
    scope = outer;
    return result;
  }

  private int execute(Statement statement, SourceLine where) throws Ended, IOException {
    if (++statements > MAX_STATEMENTS) {
      throw new Ended(
          Ended.How.TOO_LONG, where, "the script runs for more than " + MAX_STATEMENTS + " steps");
    }
    if (++depth > MAX_DEPTH) {
      throw new Ended(Ended.How.TOO_LONG, where, "more than " + MAX_DEPTH + " calls in each other");
    }
    int result;
    if (statement instanceof Statement.Command command) {
      result = command(command);
    } else if (statement instanceof Statement.Sequence sequence) {
      result = sequence(sequence, where);
    } else if (statement instanceof Statement.If choice) {
      result = choice(choice, where);
    } else if (statement instanceof Statement.For loop) {
      result = forLoop(loop);
    } else {
      result = whileLoop((Statement.While) statement);
    }
    depth--;
    state.variables().set("?", Integer.toString(result));
    return result;
  }

  private int sequence(Statement.Sequence sequence, SourceLine where) throws Ended, IOException {
    int result = 0;
    for (Statement statement : sequence.statements()) {
      if (breaks > 0) {
        break;
      }
      result = execute(statement, where);
      if (returning) {
        break;
      }
    }
    return result;
  }

  private int choice(Statement.If choice, SourceLine where) throws Ended, IOException {
    int result = execute(choice.condition(), where);
    if (returning) {
      return result;
    }
    if (state.variables().value("?").equals("0")) {
      return execute(choice.then(), where);
    }
    return choice.otherwise() == null ? 0 : execute(choice.otherwise(), where);
  }

  private int forLoop(Statement.For loop) throws Ended, IOException {
    int result = 0;
    loops++;
    for (String value : expand(loop.words(), loop.where())) {
      if (continues && breaks == 1) {
        breaks = 0;
      }
      if (breaks > 0) {
        break;
      }
      state.variables().set(loop.name(), value);
      result = execute(loop.body(), loop.where());
      if (returning) {
        break;
      }
    }
    breaks = Math.max(0, breaks - 1);
    loops--;
    return result;
  }

  private int whileLoop(Statement.While loop) throws Ended, IOException {
    int result;
    loops++;
    while (true) {
      result = execute(loop.condition(), loop.where());
      if (returning || loop.negated() == (result == 0)) {
        break;
      }
      result = execute(loop.body(), loop.where());
      if (returning) {
        break;
      }
      if (breaks == 1 && continues) {
        breaks = 0;
      }
      if (breaks > 0) {
        break;
      }
    }
    breaks = Math.max(0, breaks - 1);
    loops--;
    return result;
  }

  private ImmutableList<String> expand(ImmutableList<Word> words, SourceLine where)
      throws Ended, IOException {
    ImmutableList<String> expanded =
        Expansion.expand(
            words,
            state.variables(),
            scope,
            new Expansion.Limit(where, MAX_COMMAND_BYTES),
            pattern -> state.globbing() ? state.files().match(pattern) : ImmutableList.of());
    long ofCommand = 0;
    for (String argument : expanded) {
      ofCommand += argument.length() + 1L;
    }
    if (ofCommand > MAX_COMMAND_BYTES) {
      throw new Ended(
          Ended.How.TOO_LONG, where, "a command of more than " + MAX_COMMAND_BYTES + " bytes");
    }
    bytes += ofCommand;
    if (bytes > MAX_BYTES) {
      throw new Ended(
          Ended.How.TOO_LONG, where, "the commands have more than " + MAX_BYTES + " bytes in all");
    }
    return expanded;
  }

  private int command(Statement.Command command) throws Ended, IOException {
    ImmutableList<String> words = expand(command.words(), command.where());
    if (words.isEmpty()) {
      return 0;
    }
    boolean inverted = words.get(0).equals("!");
    if (inverted) {
      words = words.subList(1, words.size());
      if (words.isEmpty()) {
        return GrubError.BAD_ARGUMENT.number();
      }
    }
    String name = words.get(0);
    ImmutableList<String> arguments = words.subList(1, words.size());
    int result;
    Optional<GrubCommand> known = GrubCommand.of(name);
    Statement function = state.functions().get(name);
    if (known.isPresent()) {
      commands.noteMachineValues(command, scope);
      result = commands.run(known.get(), name, arguments, command);
    } else if (function != null) {
      result = call(function, withBlock(arguments, command), command.where());
    } else {
      assign(name, command.where());
      return 0;
    }
    if (!inverted) {
      return result;
    }
    return result == 0 ? GrubError.TEST_FAILURE.number() : 0;
  }

  /** Returns the arguments, and the block as the last one, in braces. */
  private static ImmutableList<String> withBlock(
      ImmutableList<String> arguments, Statement.Command command) {
    return command.block() == null
        ? arguments
        : ImmutableList.<String>builder()
            .addAll(arguments)
            .add(Commands.blockText(command.block()))
            .build();
  }

  private int call(Statement function, ImmutableList<String> arguments, SourceLine where)
      throws Ended, IOException {
    Scope outer = scope;
    int outerLoops = loops;
    loops = 0;
    scope = new Scope(arguments);
    int result = execute(function, where);
    returning = false;
    loops = outerLoops;
    scope = outer;
    return result;
  }

  /** A word that is no command: an assignment, or a mistake. */
  private void assign(String word, SourceLine where) {
    int equal = word.indexOf('=');
    if (equal >= 0) {
      state.variables().set(word.substring(0, equal), word.substring(equal + 1));
      return;
    }
    state.report(
        where,
        Grub2Code.GRUB2_UNKNOWN_COMMAND,
        "GRUB knows no command \"" + Shown.brief(word) + "\"; it says so, and goes on");
  }

  /** {@code break} and {@code continue}. */
  int leaveLoops(boolean again, ImmutableList<String> arguments) {
    Numbers.Parsed count = Numbers.parse(arguments.isEmpty() ? "1" : arguments.get(0));
    boolean wrong =
        arguments.size() > 1
            || count.state() != Numbers.State.NUMBER
            || count.value() == 0
            || (!arguments.isEmpty() && count.end() < arguments.get(0).length());
    if (wrong) {
      return GrubError.BAD_ARGUMENT.number();
    }
    continues = again;
    breaks = (int) Math.min(Math.max(0, count.value()), loops);
    return 0;
  }

  /** {@code return}. */
  int leaveFunction(ImmutableList<String> arguments) {
    if (scope == null || arguments.size() > 1) {
      return GrubError.BAD_ARGUMENT.number();
    }
    String value = arguments.isEmpty() ? state.variables().value("?") : arguments.get(0);
    Numbers.Parsed number = Numbers.parse(value);
    if (number.state() != Numbers.State.NUMBER || number.end() < value.length()) {
      return arguments.isEmpty() ? 0 : GrubError.BAD_ARGUMENT.number();
    }
    returning = true;
    return (int) number.value();
  }

  /** {@code shift}. */
  int shift(ImmutableList<String> arguments) {
    if (scope == null) {
      return 0;
    }
    Numbers.Parsed count = Numbers.parse(arguments.isEmpty() ? "1" : arguments.get(0));
    boolean wrong =
        arguments.size() > 1
            || (!arguments.isEmpty() && count.end() < arguments.get(0).length())
            || count.value() < 0
            || count.value() > scope.arguments().size();
    if (wrong) {
      return GrubError.BAD_ARGUMENT.number();
    }
    ImmutableList<String> all = scope.arguments();
    scope.setArguments(all.subList((int) count.value(), all.size()));
    return 0;
  }

  /** {@code setparams}. */
  int setParameters(ImmutableList<String> arguments) {
    if (scope == null) {
      return GrubError.INVALID_COMMAND.number();
    }
    scope.setArguments(arguments);
    return 0;
  }
}
