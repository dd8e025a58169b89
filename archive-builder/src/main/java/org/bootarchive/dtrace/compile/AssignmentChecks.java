package org.bootarchive.dtrace.compile;

import org.bootarchive.dtrace.lang.ErrorTag;
import org.bootarchive.dtrace.lang.Operator;
import org.bootarchive.dtrace.types.TypeKind;

/**
 * Checks assignments: what they name for the first time gets the type of its first value.
 *
 * <p>Source: the assignments of {@code dt_cook_op2} in libdtrace's {@code dt_parser.c}.
 */
final class AssignmentChecks {
  private final Unit unit;
  private final Session session;
  private final SpecialTypes types;
  private final Checker checker;
  private final NameResolver names;
  private final OperandRules rules;

  AssignmentChecks(Unit unit, Checker checker, NameResolver names) {
    this.unit = unit;
    this.session = unit.session;
    this.types = unit.session.types;
    this.checker = checker;
    this.names = names;
    this.rules = new OperandRules(unit);
  }

  Node check(Node node) {
    if (node.operator == Operator.ASSIGN) {
      return plain(node);
    }
    checkTargetAndValue(node);
    switch (node.operator) {
      case MULTIPLY_ASSIGN, DIVIDE_ASSIGN -> rules.requireArithmetic(node);
      case ADD_ASSIGN, SUBTRACT_ASSIGN -> requireAddable(node);
      default -> rules.requireIntegers(node);
    }
    assign(node);
    return node;
  }

  private void checkTargetAndValue(Node node) {
    if (node.left().kind == NodeKind.NAME) {
      names.resolve(node.left(), session.globals, IdentifierKind.SCALAR, true);
    }
    int use = Identifier.READ | Identifier.WRITTEN;
    node.left = checker.check(node.left(), use);
    node.right = checker.check(node.right(), use);
  }

  private void requireAddable(Node node) {
    Node left = node.left();
    Node right = node.right();
    if (NodeRules.isString(left, types) || NodeRules.isString(right, types)) {
      throw rules.incompatible(left, node.operator, right);
    }
    boolean rightInteger = NodeRules.isInteger(right);
    if (!NodeRules.isInteger(left) || !rightInteger) {
      if (!NodeRules.isPointer(left, types) || NodeRules.isVoidOrFunctionPointer(left)) {
        throw unit.error(
            ErrorTag.D_OP_VFPTR,
            "operator %s requires left-hand scalar operand of known size",
            node.operator.sign());
      }
      if (!rightInteger && NodeRules.commonPointer(left, right).isEmpty()) {
        throw rules.incompatible(left, node.operator, right);
      }
    }
  }

  /** The end of every assignment: {@code dt_assign_common}. */
  private void assign(Node node) {
    Node left = node.left();
    Node right = node.right();
    if (right.kind == NodeKind.INTEGER) {
      ConstantCalculation.cast(left, right);
    }
    rules.requireTarget(node.operator, left);
    node.propagateFrom(left);
    rules.assignBoth(node);
  }

  private Node plain(Node node) {
    if (node.left().kind == NodeKind.NAME) {
      names.resolve(node.left(), true);
    }
    node.left = checker.check(node.left(), 0);
    node.right = checker.check(node.right(), Identifier.READ);
    Node left = node.left();
    Node right = node.right();
    if (left.kind == NodeKind.AGGREGATION) {
      return aggregate(left, right);
    }
    Identifier translated = right.resolve(IdentifierKind.TRANSLATED);
    CType type = right.type();
    boolean userland = right.has(Node.USERLAND);
    if (translated != null) {
      type = translated.type == null ? types.dynamic : translated.type;
      userland = translated.has(Identifier.USERLAND);
    }
    if (left.kind == NodeKind.VARIABLE && unit.isUntouched(left.identifier())) {
      left.assignType(type, false);
      left.identifier().type = type;
      if (userland) {
        left.flags |= Node.USERLAND;
        left.identifier().flags |= Identifier.USERLAND;
      }
    }
    if (left.kind == NodeKind.VARIABLE) {
      left.identifier().flags |= Identifier.WRITTEN;
    }
    if (!NodeRules.isString(left, types)) {
      TypeKind kind = left.type().baseKind();
      if (kind == TypeKind.ARRAY || kind == TypeKind.FUNCTION) {
        throw unit.error(
            ErrorTag.D_OP_ARRFUN,
            "operator %s may not be applied to operand of type \"%s\"",
            node.operator.sign(),
            rules.typeName(left));
      }
    }
    boolean fits =
        (translated != null && left.type().isCompatible(type))
            || NodeRules.areCompatible(left, right, types);
    if (!fits) {
      throw rules.incompatible(left, node.operator, right);
    }
    assign(node);
    return node;
  }

  private Node aggregate(Node left, Node right) {
    Identifier aggregation = left.identifier();
    if (right.kind != NodeKind.FUNCTION
        || right.identifier().kind != IdentifierKind.AGGREGATING_FUNCTION) {
      throw unit.error(
          ErrorTag.D_AGG_FUNC,
          "@%s must be assigned the result of an aggregating function",
          aggregation.name);
    }
    Identifier old = aggregation.aggregatingFunction;
    if (old != null && old != right.identifier()) {
      throw unit.error(
          ErrorTag.D_AGG_REDEF,
          "aggregation redefined: @%s\n\t current: @%s = %s( )\n\tprevious: @%s = %s( ) : line %d",
          aggregation.name,
          aggregation.name,
          right.identifier().name,
          aggregation.name,
          old.name,
          aggregation.line);
    }
    aggregation.aggregatingFunction = right.identifier();
    if (left.condition != null) {
      throw unit.error(ErrorTag.D_OP_LVAL, "operator = requires modifiable lvalue as an operand");
    }
    left.condition = right;
    return checker.check(left, Identifier.WRITTEN);
  }
}
