package org.bootarchive.dtrace.text;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.bootarchive.dtrace.dif.DifInstruction;
import org.bootarchive.dtrace.dif.DifOperation;
import org.bootarchive.dtrace.dif.DifType;
import org.bootarchive.dtrace.dif.Difo;
import org.bootarchive.dtrace.dof.EnabledAction;
import org.jspecify.annotations.Nullable;

/** The values of a program's actions as expressions of D. */
final class ActionValues {
  private static final String REASON = "/* code that no expression of D is known for */";

  /** What stands in place of a part of code that there is no text for. */
  static final String UNSAID = "<DIF> " + REASON;

  /** The type of an expression that is a statement. */
  private static final DifType NOTHING = new DifType(0, 1, 0, 0, 0);

  private final ProgramVariables variables;
  private final Helpers helpers;

  private long lastAggregation;
  private boolean aggregationsMissing;

  ActionValues(ProgramVariables variables, Helpers helpers) {
    this.variables = variables;
    this.helpers = helpers;
  }

  ProgramVariables variables() {
    return variables;
  }

  /** Returns what writes the next expression. */
  ExpressionText expression() {
    variables.begin();
    return new ExpressionText(variables, helpers);
  }

  /** Ends with an expression that has not the text that is wanted. */
  void fail() {
    variables.fail();
  }

  /** Returns what stands in place of code that there is no text for, and does not compile. */
  String unsaid(Difo difo) {
    variables.fail();
    return "<DIF of " + difo.text().length() + " instructions> " + REASON;
  }

  /** Returns the value of an action; nothing if it has none. */
  String of(EnabledAction action) {
    Difo difo = action.difo();
    if (difo == null) {
      return "";
    }
    try {
      return typed(difo).item();
    } catch (NoTextException e) {
      return unsaid(difo);
    }
  }

  /** Returns a value of one of some types. */
  String of(EnabledAction action, ImmutableList<ValueType> types) {
    Difo difo = action.difo();
    if (difo == null) {
      return "";
    }
    try {
      Tree tree = CodeReader.read(difo, variables.work());
      return tree == null ? "" : remarked(expression().as(tree, types), difo).item();
    } catch (NoTextException e) {
      return unsaid(difo);
    }
  }

  /** Addresses of the kernel's symbols are not shared as integers of a text are. */
  private static Typed remarked(Typed typed, Difo difo) {
    return difo.integers().length() == difo.integers().stream().distinct().count()
        ? typed
        : typed.withRemark(
            "/* the code has an address as often as it is used, its text has not */");
  }

  /** Returns an expression with the type that the object has. */
  Typed typed(Difo difo) throws NoTextException {
    return remarked(plain(difo), difo);
  }

  private Typed plain(Difo difo) throws NoTextException {
    Tree tree = CodeReader.read(difo, variables.work());
    if (tree == null) {
      return Typed.atom("", ValueType.VOID);
    }
    DifType type = difo.returnType();
    if (isNothing(type)) {
      return expression().natural(tree);
    }
    ImmutableList<ValueType> types = ValueType.of(type);
    ValueType first = types.get(0);
    if (first.kind() != ValueType.Kind.PLACE) {
      return expression().as(tree, types);
    }
    ExpressionText text = expression();
    Typed natural = text.natural(tree);
    return natural.type().is(first)
        ? natural
        : Typed.atom(
            helpers.at(
                first,
                text.as(tree, ImmutableList.of(ValueType.POINTER, ValueType.UNSIGNED_LONG))
                    .inner()),
            first);
  }

  /** Returns the integer that an object returns, if it is {@code setx} and {@code ret} alone. */
  static Optional<Long> constant(Difo difo) {
    return returned(difo, DifOperation.SETX)
        .filter(load -> load.index() < difo.integers().length())
        .map(load -> difo.integers().get(load.index()));
  }

  private static Optional<DifInstruction> returned(Difo difo, DifOperation by) {
    if (difo.text().length() != 2) {
      return Optional.empty();
    }
    DifInstruction load = difo.instruction(0);
    DifInstruction back = difo.instruction(1);
    return load.op() == by.number()
            && back.op() == DifOperation.RET.number()
            && load.rd() == back.rd()
        ? Optional.of(load)
        : Optional.empty();
  }

  /** Returns an aggregation by the number that an action's object returns. */
  String aggregation(EnabledAction action) {
    Difo difo = action.difo();
    if (difo == null) {
      return "@?";
    }
    Optional<Long> id = constant(difo);
    if (id.isEmpty()) {
      return "@(" + of(action) + ")";
    }
    aggregationsMissing |= id.get() > lastAggregation + 1;
    lastAggregation = Math.max(lastAggregation, id.get());
    return "@_" + id.get();
  }

  /** Returns whether a value is not kept: the compiler makes its type so. */
  static boolean isNothing(DifType type) {
    return type.equals(NOTHING);
  }

  /** Returns whether the first aggregations have the numbers that others had before. */
  boolean aggregationsMissing() {
    return aggregationsMissing;
  }

  /** Returns the type of an action's value; null if it has none. */
  static @Nullable DifType type(EnabledAction action) {
    Difo difo = action.difo();
    return difo == null ? null : difo.returnType();
  }
}
