package org.bootarchive.dtrace.compile;

import org.bootarchive.dtrace.lang.ErrorTag;
import org.bootarchive.dtrace.lang.Operator;
import org.bootarchive.dtrace.types.ArrayShape;
import org.bootarchive.dtrace.types.CtfChangeException;
import org.bootarchive.dtrace.types.TypeKind;

/**
 * Checks operators of one operand.
 *
 * <p>Source: {@code dt_cook_op1} of libdtrace's {@code dt_parser.c}.
 */
final class UnaryChecks {
  private final Unit unit;
  private final Session session;
  private final SpecialTypes types;
  private final Checker checker;
  private final NameResolver names;
  private final OperandRules rules;

  UnaryChecks(Unit unit, Checker checker, NameResolver names) {
    this.unit = unit;
    this.session = unit.session;
    this.types = unit.session.types;
    this.checker = checker;
    this.names = names;
    this.rules = new OperandRules(unit);
  }

  Node check(Node node) {
    boolean changes = node.operator.changesByOne();
    int use = changes ? Identifier.READ | Identifier.WRITTEN : Identifier.READ;
    Node operand = node.left();
    if (operand.kind == NodeKind.NAME && changes) {
      names.resolve(operand, session.globals, IdentifierKind.SCALAR, true);
    }
    operand = checker.check(operand, 0);
    node.left = operand;
    if (operand.kind == NodeKind.VARIABLE) {
      if (unit.isUntouched(operand.identifier())) {
        CType type = types.named("int64_t");
        operand.identifier().type = type;
        operand.assignType(type, false);
      }
      operand.identifier().flags |= use;
    }
    switch (node.operator) {
      case DEREFERENCE -> dereference(node, operand);
      case PLUS, MINUS -> {
        if (!NodeRules.isArithmetic(operand)) {
          throw unit.error(
              ErrorTag.D_OP_ARITH,
              "operator %s requires an operand of arithmetic type",
              node.operator.sign());
        }
        node.propagateFrom(operand);
      }
      case COMPLEMENT -> {
        if (!NodeRules.isInteger(operand)) {
          throw unit.error(
              ErrorTag.D_OP_INT,
              "operator %s requires an operand of integral type",
              node.operator.sign());
        }
        node.propagateFrom(operand);
      }
      case NOT -> {
        if (!NodeRules.isScalar(operand)) {
          throw unit.error(
              ErrorTag.D_OP_SCALAR,
              "operator %s requires an operand of scalar type",
              node.operator.sign());
        }
        node.assignType(types.integer, false);
      }
      case ADDRESS -> address(node, operand);
      case SIZEOF -> {
        if (operand.has(Node.BIT_FIELD)) {
          throw unit.error(ErrorTag.D_SIZEOF_BITFIELD, "cannot apply sizeof to a bit-field");
        }
        if (NodeRules.sizeOf(operand) == 0) {
          throw unit.error(
              ErrorTag.D_SIZEOF_TYPE, "cannot apply sizeof to an operand of unknown size");
        }
        node.assignType(types.named("size_t"), false);
      }
      case STRINGOF -> {
        if (!NodeRules.isScalar(operand)
            && !NodeRules.isPointer(operand, types)
            && !NodeRules.isLikeString(operand)) {
          throw unit.error(
              ErrorTag.D_STRINGOF_TYPE,
              "cannot apply stringof to a value of type %s",
              rules.typeName(operand));
        }
        node.assignType(types.string, operand.has(Node.USERLAND));
      }
      case PRE_INCREMENT, POST_INCREMENT, PRE_DECREMENT, POST_DECREMENT ->
          changeByOne(node, operand);
      default -> throw unit.error(ErrorTag.D_UNKNOWN, "invalid unary op %s", node.operator.sign());
    }
    unit.assignAttributes(node, operand.attributes);
    return node;
  }

  private void dereference(Node node, Node operand) {
    Identifier translated = operand.resolve(IdentifierKind.TRANSLATED_POINTER);
    if (translated != null && translated.translator != null) {
      Identifier struct = translated.translator.struct;
      node.identifier = struct;
      node.assignType(
          struct.type == null ? types.dynamic : struct.type, operand.has(Node.USERLAND));
      return;
    }
    CType base = operand.type().base();
    CType to;
    switch (base.kind()) {
      case ARRAY -> to = base.with(base.array().map(ArrayShape::contents).orElse(-1));
      case POINTER -> to = base.referenced();
      default -> throw unit.error(ErrorTag.D_DEREF_NONPTR, "cannot dereference non-pointer type");
    }
    node.assignType(to, operand.has(Node.USERLAND));
    CType toBase = to.base();
    TypeKind kind = toBase.kind();
    if (toBase.isVoid()) {
      throw unit.error(ErrorTag.D_DEREF_VOID, "cannot dereference pointer to void");
    }
    if (kind == TypeKind.FUNCTION) {
      throw unit.error(ErrorTag.D_DEREF_FUNC, "cannot dereference pointer to function");
    }
    if (kind != TypeKind.ARRAY || NodeRules.isString(node, types)) {
      node.flags |= Node.ADDRESSABLE;
    }
    boolean index =
        operand.kind == NodeKind.BINARY
            && operand.operator == Operator.ADD
            && operand.left().has(Node.WRITABLE);
    if (operand.has(Node.WRITABLE) || index) {
      node.flags |= Node.WRITABLE;
    }
    if (operand.has(Node.USERLAND) && (kind == TypeKind.POINTER || node.has(Node.REFERENCE))) {
      node.flags |= Node.USERLAND;
    }
  }

  private void address(Node node, Node operand) {
    if (operand.kind == NodeKind.VARIABLE || operand.kind == NodeKind.AGGREGATION) {
      throw unit.error(ErrorTag.D_ADDROF_VAR, "cannot take address of dynamic variable");
    }
    if (operand.isDynamic()) {
      throw unit.error(ErrorTag.D_ADDROF_VAR, "cannot take address of dynamic object");
    }
    if (!operand.has(Node.ADDRESSABLE)) {
      throw unit.error(ErrorTag.D_ADDROF_LVAL, "unacceptable operand for unary & operator");
    }
    if (operand.has(Node.BIT_FIELD)) {
      throw unit.error(ErrorTag.D_ADDROF_BITFIELD, "cannot take address of bit-field");
    }
    try {
      CType pointer = session.search.pointerTo(operand.type(), unit.draft());
      node.assignType(pointer, operand.has(Node.USERLAND));
    } catch (CtfChangeException e) {
      throw unit.error(
          ErrorTag.D_TYPE_ERR, "cannot find type for \"&\": %s*", rules.typeName(operand));
    }
  }

  private void changeByOne(Node node, Node operand) {
    String sign = node.operator.sign();
    if (!NodeRules.isScalar(operand)) {
      throw unit.error(ErrorTag.D_OP_SCALAR, "operator %s requires operand of scalar type", sign);
    }
    if (NodeRules.isVoidOrFunctionPointer(operand)) {
      throw unit.error(ErrorTag.D_OP_VFPTR, "operator %s requires an operand of known size", sign);
    }
    rules.requireTarget(node.operator, operand);
    node.propagateFrom(operand);
  }
}
