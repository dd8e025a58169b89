package org.bootarchive.dtrace.text;

import com.google.common.collect.ImmutableList;
import org.bootarchive.dtrace.dif.DifOperation;
import org.bootarchive.dtrace.text.Tree.Binary;
import org.bootarchive.dtrace.text.Tree.Literal;
import org.bootarchive.dtrace.text.Tree.Variable;
import org.bootarchive.dtrace.text.Typed.Binding;
import org.jspecify.annotations.Nullable;

/**
 * Writes what is given to variables, elements and places in memory, and what goes up or down.
 *
 * <p>Source: {@code dt_cook_op2} for the type that a variable gets, {@code dt_cg_prearith_op} and
 * {@code dt_cg_postarith_op} of libdtrace.
 */
final class AssignmentText {
  private final ExpressionText expressions;
  private final ArgumentText arguments;
  private final ProgramVariables variables;
  private final Helpers helpers;

  AssignmentText(
      ExpressionText expressions,
      ArgumentText arguments,
      ProgramVariables variables,
      Helpers helpers) {
    this.expressions = expressions;
    this.arguments = arguments;
    this.variables = variables;
    this.helpers = helpers;
  }

  Typed assignment(Tree.Assignment assignment) throws NoTextException {
    if (assignment.target() instanceof Variable variable) {
      return assignment(variable, assignment.value());
    }
    if (assignment.target() instanceof Tree.Load place) {
      String target = expressions.place(place);
      ValueType type = Forms.type(place.operation());
      return assigned(target, given(assignment.value(), type), type);
    }
    Tree.Element element = (Tree.Element) assignment.target();
    String target = element.name() + "[" + expressions.natural(element.index()).text() + "]";
    return assigned(
        target, given(assignment.value(), ValueType.UNSIGNED_LONG), ValueType.UNSIGNED_LONG);
  }

  private Typed assignment(Variable variable, Tree value) throws NoTextException {
    variables.name(variable);
    if (variable.keys() == null
        && value instanceof Binary binary
        && (binary.operation() == DifOperation.ADD || binary.operation() == DifOperation.SUB)
        && variable.isSame(binary.left())
        && binary.right() instanceof Literal step
        && step.value() == 1) {
      boolean up = binary.operation() == DifOperation.ADD;
      return change(new Tree.Change(variable, up, 1, /* before= */ true));
    }
    String target = arguments.variable(variable);
    ValueType type = variables.typeIfKnown(variable);
    if (type != null) {
      return assigned(target, given(value, type), type);
    }
    if (variable.type() == null) {
      throw new NoTextException();
    }
    Typed first = asOrNull(value, ValueType.of(variable.type()));
    if (first == null) {
      variables.wantDeclared(variable);
      ValueType own = variables.type(variable);
      return assigned(target, given(value, own), own);
    }
    if (variables.typeIfKnown(variable) != null) {
      // The value has an assignment to the same variable.
      variables.wantDeclared(variable);
    }
    variables.assigned(variable, first.type());
    return assigned(target, first, first.type());
  }

  private static Typed assigned(String target, Typed value, ValueType type) {
    return new Typed(target + " = " + value.item(), Binding.ASSIGNMENT, type, false);
  }

  private @Nullable Typed asOrNull(Tree tree, ImmutableList<ValueType> types)
      throws NoTextException {
    try {
      return expressions.as(tree, types);
    } catch (NoTextException e) {
      // The expression itself may have no text.
      Typed unused = expressions.natural(tree);
      return null;
    }
  }

  /** Returns a value as something of a type is given it. */
  private Typed given(Tree value, ValueType type) throws NoTextException {
    Typed natural = expressions.natural(value);
    if (value instanceof Literal literal) {
      if (literal.value() == 0) {
        return natural;
      }
      if (type.isInteger()) {
        boolean same =
            Literals.given(literal.value(), natural.type(), type.bytes()) == literal.value();
        return same ? natural : expressions.as(value, type);
      }
    }
    return switch (type.kind()) {
      case INTEGER, ENUM -> expressions.number(value);
      case POINTER, STRING -> expressions.as(value, type);
      case PLACE -> atPlace(natural, value, type);
      default -> throw new NoTextException();
    };
  }

  private Typed atPlace(Typed natural, Tree value, ValueType type) throws NoTextException {
    return natural.type().is(type)
        ? natural
        : Typed.atom(helpers.at(type, expressions.as(value, ValueType.ADDRESSES).inner()), type);
  }

  Typed change(Tree.Change change) throws NoTextException {
    if (change.step() != 1) {
      throw new NoTextException();
    }
    Typed target;
    if (change.target() instanceof Variable variable) {
      variables.name(variable);
      variables.assumeNumber(variable);
      String text = arguments.variable(variable);
      target = Typed.atom(text, variables.type(variable));
    } else {
      Typed place = expressions.natural(change.target());
      target = Typed.operation(place.text(), place.type());
    }
    if (!target.type().isInteger()) {
      throw new NoTextException();
    }
    String sign = change.up() ? "++" : "--";
    return Typed.operation(
        change.before() ? sign + target.inner() : target.inner() + sign, target.type());
  }
}
