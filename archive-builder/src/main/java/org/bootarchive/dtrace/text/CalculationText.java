package org.bootarchive.dtrace.text;

import com.google.common.collect.ImmutableList;
import org.bootarchive.dtrace.dif.DifOperation;
import org.bootarchive.dtrace.text.Tree.Binary;
import org.bootarchive.dtrace.text.Tree.Literal;
import org.jspecify.annotations.Nullable;

/**
 * Writes calculations and comparisons with two numbers, of types with which the compiler takes the
 * operation that the code has.
 *
 * <p>Source: {@code dt_cg_arithmetic_op} and {@code dt_cg_compare_op} of libdtrace's {@code
 * dt_cg.c}.
 */
final class CalculationText {
  private final ExpressionText expressions;
  private final Helpers helpers;

  CalculationText(ExpressionText expressions, Helpers helpers) {
    this.expressions = expressions;
    this.helpers = helpers;
  }

  /** Returns a calculation of a type, by types of what it consists of. */
  Typed binary(Binary binary, ValueType type) throws NoTextException {
    if (!isShift(binary.operation())) {
      return calculation(binary, type).exactly(type);
    }
    Boolean signed = sign(binary.operation());
    if (signed != null && signed != type.signed()) {
      throw new NoTextException();
    }
    return shifted(binary, expressions.as(binary.left(), type)).exactly(type);
  }

  /** Returns a calculation as it comes. */
  Typed binary(Binary binary) throws NoTextException {
    if (isShift(binary.operation())) {
      Boolean signed = sign(binary.operation());
      Typed left = expressions.number(binary.left());
      if (signed != null && left.type().signed() != signed) {
        left =
            expressions.as(
                binary.left(),
                ImmutableList.of(
                    ValueType.integer(left.type().bytes(), signed),
                    ValueType.integer(Long.BYTES, signed)));
      }
      return shifted(binary, left);
    }
    Typed left = expressions.natural(binary.left());
    if (left.type().kind() == ValueType.Kind.STRING
        && (binary.operation() == DifOperation.ADD || binary.operation() == DifOperation.SUB)) {
      return Typed.operation(
          left.inner()
              + " "
              + Forms.sign(binary.operation())
              + " "
              + expressions.number(binary.right()).inner(),
          ValueType.STRING);
    }
    Typed right = expressions.natural(binary.right());
    if (right.type().kind() == ValueType.Kind.STRING && binary.operation() == DifOperation.ADD) {
      return Typed.operation(
          expressions.number(binary.left()).inner() + " + " + right.inner(), ValueType.STRING);
    }
    Typed moved = moved(binary);
    return moved != null ? moved : calculation(binary, null);
  }

  private Typed shifted(Binary binary, Typed left) throws NoTextException {
    Typed right = expressions.number(binary.right());
    Typed first = right.constant() ? left.unfolded() : left;
    return Typed.operation(
        first.inner() + " " + Forms.sign(binary.operation()) + " " + right.inner(), left.type());
  }

  /**
   * A constant that is multiplied by a constant is an index: the compiler would calculate with it,
   * if it was not scaled by the size of what a pointer points to.
   */
  private @Nullable Typed moved(Binary binary) throws NoTextException {
    boolean adds = binary.operation() == DifOperation.ADD;
    if ((adds || binary.operation() == DifOperation.SUB)
        && binary.right() instanceof Binary scaled
        && isScaledConstant(scaled)) {
      return moved(binary.left(), scaled, adds ? " + " : " - ", false);
    }
    if (adds && binary.left() instanceof Binary scaled && isScaledConstant(scaled)) {
      return moved(binary.right(), scaled, " + ", true);
    }
    return null;
  }

  private Typed moved(Tree pointer, Binary scaled, String sign, boolean indexFirst)
      throws NoTextException {
    long size = ((Literal) scaled.right()).value();
    String cast =
        "("
            + helpers.element((int) size)
            + " *)"
            + expressions.as(pointer, ValueType.ADDRESSES).inner();
    String index = expressions.natural(scaled.left()).inner();
    return Typed.operation(
        indexFirst ? index + sign + cast : cast + sign + index, ValueType.POINTER);
  }

  private static boolean isScaledConstant(Binary binary) {
    return binary.operation() == DifOperation.MUL
        && binary.left() instanceof Literal
        && binary.right() instanceof Literal size
        && size.value() > 1
        && size.value() <= Short.MAX_VALUE;
  }

  private ImmutableList<Typed> alternatives(Tree tree, @Nullable Boolean signed, int bytes)
      throws NoTextException {
    ImmutableList.Builder<Typed> all = ImmutableList.builder();
    Typed natural = expressions.number(tree);
    all.add(natural);
    int[] sizes = {natural.type().bytes(), bytes, Long.BYTES, Integer.BYTES};
    for (int size : sizes) {
      for (boolean sign : new boolean[] {true, false}) {
        if (size != 0 && (signed == null || signed == sign)) {
          Typed one = expressions.tryForce(tree, ValueType.integer(size, sign));
          if (one != null) {
            all.add(one);
          }
        }
      }
    }
    return all.build();
  }

  /** Finds types of the two sides with which the operation and its value are those wanted. */
  private Typed calculation(Binary binary, @Nullable ValueType wanted) throws NoTextException {
    DifOperation operation = binary.operation();
    Boolean signed = sign(operation);
    Typed left = expressions.number(binary.left());
    Typed right = expressions.number(binary.right());
    ValueType type = ValueType.promoted(left.type(), right.type());
    if (!fits(type, signed, wanted) || (left.constant() && right.constant())) {
      Boolean sign = wanted != null ? Boolean.valueOf(wanted.signed()) : signed;
      int bytes = wanted == null ? 0 : wanted.bytes();
      boolean found = false;
      for (Typed one : alternatives(binary.left(), sign, bytes)) {
        for (Typed other : alternatives(binary.right(), sign, bytes)) {
          if (!found && fits(ValueType.promoted(one.type(), other.type()), signed, wanted)) {
            Typed first = one.constant() && other.constant() ? unfoldedOrNull(one) : one;
            if (first != null) {
              left = first;
              right = other;
              found = true;
            }
          }
        }
      }
      if (!found) {
        throw new NoTextException();
      }
      type = ValueType.promoted(left.type(), right.type());
    }
    if (type == null) {
      throw new NoTextException();
    }
    return Typed.operation(left.inner() + " " + Forms.sign(operation) + " " + right.inner(), type);
  }

  private static @Nullable Typed unfoldedOrNull(Typed typed) {
    try {
      return typed.unfolded();
    } catch (NoTextException e) {
      return null;
    }
  }

  private static boolean fits(
      @Nullable ValueType type, @Nullable Boolean signed, @Nullable ValueType wanted) {
    return type != null
        && (signed == null || type.signed() == signed)
        && (wanted == null || type.is(wanted));
  }

  Typed comparison(Tree.Comparison comparison) throws NoTextException {
    String sign = " " + Forms.sign(comparison.branch()) + " ";
    if (comparison.ofStrings()) {
      String left = expressions.as(comparison.left(), ValueType.STRING).inner();
      return Typed.operation(
          left + sign + expressions.as(comparison.right(), ValueType.STRING).inner(),
          ValueType.INT);
    }
    Typed left = expressions.natural(comparison.left());
    Typed right = expressions.natural(comparison.right());
    Boolean signed = sign(comparison.branch());
    boolean pointers =
        left.type().kind() == ValueType.Kind.POINTER
            && right.type().kind() == ValueType.Kind.POINTER
            && !Boolean.TRUE.equals(signed);
    if (!pointers) {
      Typed numbers =
          calculation(new Binary(comparison.branch(), comparison.left(), comparison.right()), null);
      return Typed.operation(numbers.text(), ValueType.INT);
    }
    if (left.type().isForeignTo(right.type())) {
      left = expressions.as(comparison.left(), ValueType.POINTER);
      left = expressions.cast(left, ValueType.POINTER);
    }
    return Typed.operation(left.inner() + sign + right.inner(), ValueType.INT);
  }

  private static boolean isShift(DifOperation operation) {
    return operation == DifOperation.SLL
        || operation == DifOperation.SRL
        || operation == DifOperation.SRA;
  }

  /** Returns the sign that the numbers of an operation must have; null for any. */
  private static @Nullable Boolean sign(DifOperation operation) {
    return switch (operation) {
      case SDIV, SREM, SRA, BG, BGE, BL, BLE -> true;
      case UDIV, UREM, SRL, BGU, BGEU, BLU, BLEU -> false;
      default -> null;
    };
  }
}
