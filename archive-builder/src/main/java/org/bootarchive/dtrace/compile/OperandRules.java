package org.bootarchive.dtrace.compile;

import org.bootarchive.dtrace.lang.DException;
import org.bootarchive.dtrace.lang.ErrorTag;
import org.bootarchive.dtrace.lang.Operator;

/**
 * What operators ask of their operands, and what becomes of the attributes of both.
 *
 * <p>Source: {@code dt_cook_op1} and {@code dt_cook_op2} of libdtrace's {@code dt_parser.c}.
 */
final class OperandRules {
  private final Unit unit;
  private final SpecialTypes types;

  OperandRules(Unit unit) {
    this.unit = unit;
    this.types = unit.session.types;
  }

  String typeName(Node node) {
    return NodeRules.typeName(node, types);
  }

  DException incompatible(Node left, Operator operator, Node right) {
    return unit.error(
        ErrorTag.D_OP_INCOMPAT,
        "operands have incompatible types: \"%s\" %s \"%s\"",
        typeName(left),
        operator.sign(),
        typeName(right));
  }

  /** Makes a node as stable as the less stable of its operands. */
  void assignBoth(Node node) {
    unit.assignAttributes(node, node.left().attributes.minimum(node.right().attributes));
  }

  /** Gives a calculation the type that both integers have together. */
  void promote(Node node) {
    node.assignType(NodeRules.promoted(node.left(), node.right(), types), false);
    assignBoth(node);
  }

  /** Requires that something can be assigned to. */
  void requireTarget(Operator operator, Node target) {
    if (!target.has(Node.ADDRESSABLE)) {
      throw unit.error(
          ErrorTag.D_OP_LVAL,
          "operator %s requires modifiable lvalue as an operand",
          operator.sign());
    }
    if (!target.has(Node.WRITABLE)) {
      throw unit.error(
          ErrorTag.D_OP_WRITE,
          "operator %s can only be applied to a writable variable",
          operator.sign());
    }
  }

  void requireIntegers(Node node) {
    if (!NodeRules.isInteger(node.left()) || !NodeRules.isInteger(node.right())) {
      throw unit.error(
          ErrorTag.D_OP_INT,
          "operator %s requires operands of integral type",
          node.operator.sign());
    }
  }

  void requireArithmetic(Node node) {
    if (!NodeRules.isArithmetic(node.left()) || !NodeRules.isArithmetic(node.right())) {
      throw unit.error(
          ErrorTag.D_OP_ARITH,
          "operator %s requires operands of arithmetic type",
          node.operator.sign());
    }
  }

  void requireScalars(Node node) {
    if (!NodeRules.isScalar(node.left()) || !NodeRules.isScalar(node.right())) {
      throw unit.error(
          ErrorTag.D_OP_SCALAR,
          "operator %s requires operands of scalar type",
          node.operator.sign());
    }
  }
}
