package org.bootarchive.dtrace.compile;

import org.bootarchive.dtrace.lang.Operator;
import org.jspecify.annotations.Nullable;

/** Calculates with constants while a program is read: {@code dt_node_op2}. */
final class ConstantCalculation {
  private final Unit unit;
  private final SpecialTypes types;

  ConstantCalculation(Unit unit) {
    this.unit = unit;
    this.types = unit.session.types;
  }

  /** Returns the result, null if the operator does not calculate. */
  @Nullable Node of(Operator operator, Node left, Node right) {
    long l = left.value;
    long r = right.value;
    Node result = new Node(NodeKind.INTEGER, unit.position.line());
    result.operator = Operator.INTEGER;
    CType promoted = NodeRules.promoted(left, right, types);
    result.assignType(promoted, false);
    boolean signed = result.has(Node.SIGNED);
    switch (operator) {
      case LOGICAL_OR -> truth(result, l != 0 || r != 0);
      case LOGICAL_XOR -> truth(result, l != 0 ^ r != 0);
      case LOGICAL_AND -> truth(result, l != 0 && r != 0);
      case EQUAL -> truth(result, l == r);
      case UNEQUAL -> truth(result, l != r);
      case LESS -> truth(result, compare(l, r, signed) < 0);
      case LESS_OR_EQUAL -> truth(result, compare(l, r, signed) <= 0);
      case GREATER -> truth(result, compare(l, r, signed) > 0);
      case GREATER_OR_EQUAL -> truth(result, compare(l, r, signed) >= 0);
      case OR -> result.value = l | r;
      case XOR -> result.value = l ^ r;
      case AND -> result.value = l & r;
      case ADD -> result.value = l + r;
      case SUBTRACT -> result.value = l - r;
      case MULTIPLY -> result.value = l * r;
      case DIVIDE -> result.value = signed ? l / r : Long.divideUnsigned(l, r);
      case REMAINDER -> result.value = signed ? l % r : Long.remainderUnsigned(l, r);
      case LEFT -> {
        result.value = l << r;
        result.propagateFrom(left);
      }
      case RIGHT -> {
        result.value = l >>> r;
        result.propagateFrom(left);
      }
      default -> {
        return null;
      }
    }
    return result;
  }

  private void truth(Node result, boolean value) {
    result.value = value ? 1 : 0;
    result.assignType(types.integer, false);
  }

  private static int compare(long left, long right, boolean signed) {
    return signed ? Long.compare(left, right) : Long.compareUnsigned(left, right);
  }

  /** Gives a constant the size of a type: {@code dt_cast}. */
  static void cast(Node to, Node constant) {
    long from = NodeRules.size(constant);
    long size = NodeRules.size(to);
    if (size < from) {
      long unused = (Long.BYTES - size) * Byte.SIZE;
      constant.value = constant.value << unused >>> unused;
    } else if (size > from) {
      long unused = (Long.BYTES - from) * Byte.SIZE;
      long wider = (size - from) * Byte.SIZE;
      constant.value <<= unused;
      if (constant.has(Node.SIGNED)) {
        constant.value = constant.value >> wider >>> (unused - wider);
      } else {
        constant.value >>>= unused;
      }
    }
  }
}
