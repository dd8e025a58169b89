package org.bootarchive.dtrace.text;

import org.bootarchive.dtrace.text.Typed.Binding;

/**
 * Writes logical operators, and one of two values with the type that both have together.
 *
 * <p>Source: {@code dt_cook_op3} of libdtrace's {@code dt_parser.c}.
 */
final class ChoiceText {
  private final ExpressionText expressions;

  ChoiceText(ExpressionText expressions) {
    this.expressions = expressions;
  }

  Typed logic(Tree.Logic logic) throws NoTextException {
    Typed left = expressions.scalar(logic.left());
    Typed right = expressions.scalar(logic.right());
    if (left.constant() && right.constant()) {
      left = expressions.as(logic.left(), ValueType.WORDS).unfolded();
    }
    Binding binding =
        switch (logic.sign()) {
          case "&&" -> Binding.CONJUNCTION;
          case "||" -> Binding.DISJUNCTION;
          default -> Binding.EXCLUSION;
        };
    return new Typed(
        side(left, binding, true) + " " + logic.sign() + " " + side(right, binding, false),
        binding,
        ValueType.INT,
        false);
  }

  /** Operators of one kind are read from the left; those of others get parentheses. */
  private static String side(Typed typed, Binding binding, boolean left) {
    boolean plain =
        typed.binding() == Binding.ATOM
            || typed.binding() == Binding.OPERATION
            || (left && typed.binding() == binding);
    return plain ? typed.text() : "(" + typed.text() + ")";
  }

  Typed choice(Tree.Choice choice) throws NoTextException {
    Typed yes = expressions.natural(choice.yes());
    Typed no = expressions.natural(choice.no());
    ValueType left = yes.type();
    ValueType right = no.type();
    boolean alike =
        (left.isInteger() && right.isInteger())
            || (left.kind() == ValueType.Kind.STRING && right.kind() == ValueType.Kind.STRING)
            || (left.kind() == ValueType.Kind.POINTER && left.equals(right));
    if (!alike) {
      boolean string =
          left.kind() == ValueType.Kind.STRING || right.kind() == ValueType.Kind.STRING;
      ValueType both = string ? ValueType.STRING : ValueType.POINTER;
      yes = expressions.cast(expressions.as(choice.yes(), both), both);
      no = expressions.cast(expressions.as(choice.no(), both), both);
    }
    return choice(choice, yes, no);
  }

  /** One of two integers can be smaller: the larger type is that of both. */
  Typed choice(Tree.Choice choice, ValueType type) throws NoTextException {
    Typed yes = expressions.natural(choice.yes());
    Typed no = expressions.natural(choice.no());
    Typed larger = expressions.tryForce(choice.yes(), type);
    Typed other = expressions.tryForce(choice.no(), type);
    if (yes.type().isInteger() && no.type().isInteger()) {
      ValueType left = larger == null ? null : ValueType.promoted(larger.type(), no.type());
      ValueType right = other == null ? null : ValueType.promoted(yes.type(), other.type());
      if (larger != null && left != null && left.is(type)) {
        return choice(choice, larger, no).exactly(type);
      }
      if (other != null && right != null && right.is(type)) {
        return choice(choice, yes, other).exactly(type);
      }
    }
    if (larger == null || other == null) {
      throw new NoTextException();
    }
    return choice(choice, larger, other);
  }

  private Typed choice(Tree.Choice choice, Typed yes, Typed no) throws NoTextException {
    Typed condition = expressions.scalar(choice.condition());
    if (condition.constant()) {
      condition = expressions.as(choice.condition(), ValueType.WORDS).unfolded();
    }
    ValueType type = yes.type();
    if (!yes.type().is(no.type())) {
      type = ValueType.promoted(yes.type(), no.type());
    }
    if (type == null) {
      throw new NoTextException();
    }
    return new Typed(
        condition.inner() + " ? " + yes.inner() + " : " + no.inner(), Binding.CHOICE, type, false);
  }
}
