package org.bootarchive.dtrace.text;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.bootarchive.dtrace.dif.DifType;
import org.bootarchive.dtrace.dif.DifVariable;
import org.bootarchive.dtrace.dof.Ecb;
import org.bootarchive.dtrace.dof.EnabledAction;

/**
 * A program of an enabling in D, which compiles to the same code.
 *
 * @param declarations what stands before the clauses: options, types and variables that the code
 *     needs; may be none
 * @param clauses in order
 */
public record ShownProgram(ImmutableList<String> declarations, ImmutableList<ShownClause> clauses) {
  private static final int MOST_PASSES = 40;
  private static final long STRING_BYTES = 256;

  /** Returns the program that ECBs of one DOF are. */
  public static ShownProgram of(List<Ecb> ecbs) {
    ProgramVariables variables = new ProgramVariables();
    int passes = 0;
    while (true) {
      Helpers helpers = new Helpers();
      ActionValues values = new ActionValues(variables, helpers);
      ImmutableList<ShownClause> clauses = new ClauseText(values).all(ecbs);
      ProgramVariables again = variables.again();
      if (again == null || ++passes > MOST_PASSES) {
        return new ShownProgram(declarations(ecbs, values, helpers, variables), clauses);
      }
      variables = again;
    }
  }

  private static ImmutableList<String> declarations(
      List<Ecb> ecbs, ActionValues values, Helpers helpers, ProgramVariables variables) {
    ImmutableList.Builder<String> lines = ImmutableList.builder();
    if (ecbs.isEmpty()) {
      return ImmutableList.of("provider shown { }; /* a program without clauses */");
    }
    stringSize(ecbs).ifPresent(size -> lines.add("#pragma D option strsize=" + size));
    if (values.aggregationsMissing()) {
      lines.add("/* compile it behind the programs before it: aggregations are numbered on */");
    }
    ImmutableList<String> declared;
    try {
      declared = variables.declarations(helpers);
    } catch (NoTextException e) {
      declared = ImmutableList.of("<variables> /* that no declaration of D is known for */");
    }
    lines.addAll(helpers.lines()).addAll(declared);
    return lines.build();
  }

  /** Returns how long strings are, if they are not as long as the compiler makes them. */
  private static Optional<Long> stringSize(List<Ecb> ecbs) {
    return ecbs.stream()
        .flatMap(
            ecb ->
                Stream.concat(
                    Stream.ofNullable(ecb.predicate()),
                    ecb.actions().stream().map(EnabledAction::difo).filter(Objects::nonNull)))
        .flatMap(
            difo ->
                Stream.concat(
                    Stream.of(difo.returnType()), difo.variables().stream().map(DifVariable::type)))
        .filter(type -> type.isString() && type.size() != 0)
        .map(DifType::size)
        .findFirst()
        .filter(size -> size != STRING_BYTES);
  }

  /** Returns all lines. */
  public ImmutableList<String> lines() {
    ImmutableList.Builder<String> lines = ImmutableList.<String>builder().addAll(declarations);
    clauses.forEach(clause -> lines.addAll(clause.lines()));
    return lines.build();
  }
}
