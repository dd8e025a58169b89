package org.bootarchive.dtrace.text;

import com.google.common.collect.ImmutableList;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import org.bootarchive.dtrace.dif.DText;
import org.bootarchive.dtrace.dif.DifVariable;
import org.bootarchive.dtrace.dif.Difo;
import org.bootarchive.dtrace.dof.ActionKind;
import org.bootarchive.dtrace.dof.Ecb;
import org.bootarchive.dtrace.dof.EnabledAction;
import org.bootarchive.dtrace.text.Tree.Literal;
import org.bootarchive.dtrace.text.Tree.Variable;
import org.jspecify.annotations.Nullable;

/**
 * One clause with {@code if} and {@code else}, of the several that the compiler makes of it. What a
 * condition gave is in a variable {@code this->%condition_N}, and each clause has the predicate
 * that there was no error in those before, {@code self->%error}.
 *
 * <p>Source: libdtrace's {@code dt_sugar.c}.
 */
final class ConditionsText {
  private static final String ERROR = "%error";
  private static final String CONDITION = "%condition_";
  private static final int MOST_NESTED = 100;

  private final ActionValues values;
  private final List<Ecb> ecbs;
  private final List<String> lines = new ArrayList<>();
  private final Deque<Integer> open = new ArrayDeque<>();
  private int next;
  private int probes;
  private int closed;
  private boolean anyCondition;

  private ConditionsText(ActionValues values, List<Ecb> ecbs, int from) {
    this.values = values;
    this.ecbs = ecbs;
    this.next = from;
  }

  /** Returns the clause that begins at one of the ECBs; null if none with conditions does. */
  static @Nullable ShownClause at(int from, List<Ecb> ecbs, ActionValues values) {
    ConditionsText text = new ConditionsText(values, ecbs, from);
    try {
      return text.clause(from);
    } catch (NoTextException e) {
      return null;
    }
  }

  private @Nullable ShownClause clause(int from) throws NoTextException {
    if (from + 1 < ecbs.size()
        && setsError(ecbs.get(from), 1)
        && setsError(ecbs.get(from + 1), 0)) {
      next++;
    }
    int first = next;
    while (next < ecbs.size() && setsError(ecbs.get(next), 0)) {
      next++;
    }
    probes = next - first;
    if (probes == 0) {
      return null;
    }
    Variable error = assigned(ecbs.get(first)).variable();
    values.variables().name(error);
    values.variables().assigned(error, ValueType.INT);
    while (next + probes <= ecbs.size() && sameForAllProbes(first) && part(ecbs.get(next))) {
      next += probes;
    }
    closeTo(0);
    ImmutableList.Builder<String> all = ImmutableList.builder();
    all.add(
        ecbs.subList(first, first + probes).stream()
            .map(ecb -> DText.plain(ecb.probe().text()))
            .collect(Collectors.joining(", ")));
    all.add("{").addAll(lines).add("}");
    return new ShownClause(all.build(), ImmutableList.copyOf(ecbs.subList(from, next)));
  }

  /** Each part is there once for each probe description. */
  private boolean sameForAllProbes(int first) {
    Ecb one = ecbs.get(next);
    for (int i = 0; i < probes; i++) {
      Ecb other = ecbs.get(next + i);
      boolean same =
          other.probe().equals(ecbs.get(first + i).probe())
              && String.valueOf(one.predicate()).equals(String.valueOf(other.predicate()))
              && one.actions().size() == other.actions().size();
      for (int a = 0; same && a < one.actions().size(); a++) {
        EnabledAction left = one.actions().get(a);
        EnabledAction right = other.actions().get(a);
        same =
            left.kind() == right.kind()
                && left.arg() == right.arg()
                && String.valueOf(left.difo()).equals(String.valueOf(right.difo()));
      }
      if (!same) {
        return false;
      }
    }
    return true;
  }

  private record Given(Variable variable, Tree value) {}

  private @Nullable Given assignedOrNull(Ecb ecb) {
    if (ecb.actions().size() != 1 || !ecb.actions().get(0).is(ActionKind.DIFEXPR)) {
      return null;
    }
    Difo difo = ecb.actions().get(0).difo();
    if (difo == null || difo.returnType().size() != 0) {
      return null;
    }
    try {
      return CodeReader.read(difo, values.variables().work()) instanceof Tree.Assignment assignment
              && assignment.target() instanceof Variable variable
          ? new Given(variable, assignment.value())
          : null;
    } catch (NoTextException e) {
      return null;
    }
  }

  private Given assigned(Ecb ecb) throws NoTextException {
    Given given = assignedOrNull(ecb);
    if (given == null) {
      throw new NoTextException();
    }
    return given;
  }

  private boolean setsError(Ecb ecb, long value) {
    Given given = ecb.predicate() == null ? assignedOrNull(ecb) : null;
    return given != null
        && isError(given.variable)
        && given.value instanceof Literal literal
        && literal.value() == value;
  }

  private static boolean isError(Tree tree) {
    return tree instanceof Variable variable
        && variable.scope() == DifVariable.THREAD
        && variable.name().equals(ERROR);
  }

  /** Returns the number of the condition that a variable is of; 0 if of none. */
  private static int condition(Tree tree) {
    if (tree instanceof Variable variable
        && variable.scope() == DifVariable.LOCAL
        && variable.name().matches(CONDITION + "[0-9]{1,6}")) {
      return Integer.parseInt(variable.name().substring(CONDITION.length()));
    }
    return 0;
  }

  private static boolean isNoError(@Nullable Tree tree) {
    return tree instanceof Tree.Not not && isError(not.operand());
  }

  /** Takes up a condition or statements; returns whether the ECB is one of these. */
  private boolean part(Ecb ecb) throws NoTextException {
    Difo predicate = ecb.predicate();
    Tree tree = predicate == null ? null : CodeReader.read(predicate, values.variables().work());
    if (isNoError(tree)) {
      Given given = assignedOrNull(ecb);
      if (given != null && condition(given.variable) != 0) {
        condition(given);
        return true;
      }
      if (!anyCondition) {
        return false;
      }
      closeTo(0);
      statements(ecb);
      return true;
    }
    if (tree instanceof Tree.Logic logic
        && logic.sign().equals("&&")
        && isNoError(logic.left())
        && condition(logic.right()) != 0) {
      closeTo(condition(logic.right()));
      statements(ecb);
      return true;
    }
    if (tree == null && !anyCondition && lines.isEmpty()) {
      statements(ecb);
      return true;
    }
    return false;
  }

  private void condition(Given given) throws NoTextException {
    int number = condition(given.variable);
    values.variables().name(given.variable);
    values.variables().assigned(given.variable, ValueType.INT);
    anyCondition = true;
    Tree condition = given.value;
    boolean calculated = false;
    int outer = 0;
    if (condition instanceof Tree.Logic logic && logic.sign().equals("&&")) {
      boolean top = logic.left() instanceof Literal literal && literal.value() == 1;
      outer = condition(logic.left());
      if (!top && outer == 0) {
        throw new NoTextException();
      }
      condition = logic.right();
      calculated = true;
    } else if (!(condition instanceof Literal)) {
      throw new NoTextException();
    }
    closeTo(outer);
    if (condition instanceof Tree.Not not && condition(not.operand()) != 0) {
      if (condition(not.operand()) != closed || lines.isEmpty()) {
        throw new NoTextException();
      }
      lines.set(lines.size() - 1, indent() + "} else {");
    } else {
      lines.add(indent() + "if (" + text(condition, calculated) + ") {");
    }
    open.push(number);
    if (open.size() > MOST_NESTED) {
      throw new NoTextException();
    }
  }

  private String text(Tree condition, boolean calculated) {
    try {
      ExpressionText text = values.expression();
      return calculated && condition instanceof Literal
          ? text.firm(condition).text()
          : text.natural(condition).text();
    } catch (NoTextException e) {
      values.variables().fail();
      return ActionValues.UNSAID;
    }
  }

  private void closeTo(int condition) throws NoTextException {
    closed = 0;
    while (!open.isEmpty() && open.peek() != condition) {
      closed = open.pop();
      lines.add(indent() + "}");
    }
    if (condition != 0 && open.isEmpty()) {
      throw new NoTextException();
    }
  }

  private void statements(Ecb ecb) {
    for (Statement statement : Statement.of(ecb, values)) {
      lines.add(indent() + statement.text() + ";");
    }
  }

  private String indent() {
    return "\t".repeat(open.size() + 1);
  }
}
