package org.bootarchive.dtrace.compile;

import java.util.OptionalInt;
import org.bootarchive.dtrace.lang.ErrorTag;
import org.bootarchive.dtrace.lang.Operator;
import org.bootarchive.dtrace.types.StabilityAttributes;
import org.bootarchive.dtrace.types.TypeKind;
import org.jspecify.annotations.Nullable;

/**
 * Checks operators of two operands, and indexes.
 *
 * <p>Source: {@code dt_cook_op2} of libdtrace's {@code dt_parser.c}.
 */
final class BinaryChecks {
  private final Unit unit;
  private final Session session;
  private final SpecialTypes types;
  private final Checker checker;
  private final NameResolver names;
  private final OperandRules rules;
  private final AssignmentChecks assignments;
  private final MemberSelection members;

  BinaryChecks(Unit unit, Checker checker, NameResolver names) {
    this.unit = unit;
    this.session = unit.session;
    this.types = unit.session.types;
    this.checker = checker;
    this.names = names;
    this.rules = new OperandRules(unit);
    this.assignments = new AssignmentChecks(unit, checker, names);
    this.members = new MemberSelection(unit, checker);
  }

  Node check(Node node, int use) {
    Operator operator = node.operator;
    if (operator == Operator.INDEX) {
      if (isPointerIndex(node)) {
        return pointerIndex(node);
      }
      return keyIndex(node, use);
    }
    switch (operator) {
      case AND, XOR, OR, REMAINDER -> {
        checkOperands(node);
        rules.requireIntegers(node);
        rules.promote(node);
      }
      case LEFT, RIGHT -> {
        checkOperands(node);
        rules.requireIntegers(node);
        node.propagateFrom(node.left());
        rules.assignBoth(node);
      }
      case MULTIPLY, DIVIDE -> {
        checkOperands(node);
        rules.requireArithmetic(node);
        rules.promote(node);
      }
      case LOGICAL_AND, LOGICAL_XOR, LOGICAL_OR -> {
        checkOperands(node);
        rules.requireScalars(node);
        node.assignType(types.integer, false);
        rules.assignBoth(node);
      }
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, EQUAL, UNEQUAL -> comparison(node);
      case ADD, SUBTRACT -> {
        checkOperands(node);
        addition(node);
      }
      case ASSIGN,
          ADD_ASSIGN,
          SUBTRACT_ASSIGN,
          MULTIPLY_ASSIGN,
          DIVIDE_ASSIGN,
          REMAINDER_ASSIGN,
          AND_ASSIGN,
          XOR_ASSIGN,
          OR_ASSIGN,
          LEFT_ASSIGN,
          RIGHT_ASSIGN -> {
        return assignments.check(node);
      }
      case ARROW -> {
        IdentifierTable table = variables(node.left());
        if (table != null) {
          Node right = node.right();
          if (right.kind != NodeKind.VARIABLE) {
            names.resolve(right, table, IdentifierKind.SCALAR, true);
          }
          return use != 0 ? checker.check(right, use) : right;
        }
        members.check(node);
      }
      case DOT -> members.check(node);
      case TRANSLATE -> translation(node);
      case CAST -> cast(node);
      case COMMA -> comma(node);
      default -> throw unit.error(ErrorTag.D_UNKNOWN, "invalid binary op %s", operator.sign());
    }
    return node;
  }

  private void checkOperands(Node node) {
    node.left = checker.check(node.left(), Identifier.READ);
    node.right = checker.check(node.right(), Identifier.READ);
  }

  private @Nullable IdentifierTable variables(Node left) {
    if (left.kind != NodeKind.NAME) {
      return null;
    }
    return switch (left.text) {
      case "self" -> session.threadVariables;
      case "this" -> unit.locals;
      default -> null;
    };
  }

  /** Checks the left of an index; returns whether it is a pointer or an array of C. */
  private boolean isPointerIndex(Node node) {
    Node left = node.left();
    if (left.kind == NodeKind.NAME) {
      boolean aggregation = left.operator == Operator.AGGREGATION;
      IdentifierTable table = aggregation ? session.aggregations : session.globals;
      Identifier found =
          aggregation ? table.lookup(left.text.substring(1)) : unit.lookup(left.text);
      if (found == null || unit.isUntouched(found)) {
        names.resolve(
            left, table, aggregation ? IdentifierKind.AGGREGATION : IdentifierKind.ARRAY, true);
      } else {
        names.resolve(left, table, found.kind, false);
      }
    } else {
      left = checker.check(left, 0);
      node.left = left;
    }
    if (left.kind == NodeKind.VARIABLE) {
      return left.identifier().kind == IdentifierKind.ARRAY
          ? left.list != null
          : !unit.isUntouched(left.identifier());
    }
    return left.kind != NodeKind.AGGREGATION;
  }

  /** An index of a pointer is a sum that is dereferenced. */
  private Node pointerIndex(Node node) {
    checkOperands(node);
    addition(node, Operator.ADD);
    if (node.right().next != null) {
      throw unit.error(
          ErrorTag.D_ARR_BADREF,
          "cannot access %s as an associative array",
          NodeNames.of(node.left(), types));
    }
    node.operator = Operator.ADD;
    Node value = new Node(NodeKind.UNARY, unit.position.line());
    value.operator = Operator.DEREFERENCE;
    value.left = node;
    value.depth = node.depth + 1;
    return checker.check(value, Identifier.READ);
  }

  private Node keyIndex(Node node, int use) {
    Node left = node.left();
    Node keys = node.right();
    if (left.kind == NodeKind.AGGREGATION) {
      if (left.list != null) {
        throw unit.error(
            ErrorTag.D_AGG_MDIM,
            "improper attempt to reference @%s as a multi-dimensional array",
            left.identifier().name);
      }
      left.list = keys;
      return checker.check(left, 0);
    }
    Identifier identifier = left.identifier();
    if (identifier.kind == IdentifierKind.SCALAR
        && unit.isUntouched(identifier)
        && identifier.has(Identifier.LOCAL | Identifier.THREAD)) {
      if (identifier.has(Identifier.LOCAL)) {
        throw unit.error(
            ErrorTag.D_ARR_LOCAL,
            "local variables may not be used as associative arrays: %s",
            identifier.name);
      }
      identifier.kind = IdentifierKind.ARRAY;
      identifier.rule = CheckRule.KEYS;
      identifier.signature = null;
    }
    if (identifier.kind != IdentifierKind.ARRAY) {
      throw unit.error(
          ErrorTag.D_IDENT_BADREF,
          "%s '%s' may not be referenced as %s",
          identifier.kind.text(),
          identifier.name,
          IdentifierKind.ARRAY.text());
    }
    node.become(left);
    node.list = keys;
    node.unlink();
    return checker.check(node, use);
  }

  private void comparison(Node node) {
    node.left = checker.check(node.left(), Identifier.READ);
    Node left = node.left();
    Node right = node.right();
    if (left.type().baseKind() == TypeKind.ENUM
        && right.kind == NodeKind.NAME
        && right.text.indexOf('`') < 0) {
      OptionalInt value = left.type().container().enumValue(left.type().number(), right.text);
      if (value.isPresent()) {
        enumerator(node, left, right, value.getAsInt());
      }
    }
    node.right = checker.check(right, Identifier.READ);
    right = node.right();
    boolean strings =
        NodeRules.isLikeString(left)
            && NodeRules.isLikeString(right)
            && (NodeRules.isString(left, types) || NodeRules.isString(right, types));
    boolean fits =
        left.type().isCompatible(right.type())
            || (NodeRules.isInteger(left) && NodeRules.isInteger(right))
            || strings
            || NodeRules.commonPointer(left, right).isPresent();
    if (!fits) {
      throw rules.incompatible(left, node.operator, right);
    }
    node.assignType(types.integer, false);
    rules.assignBoth(node);
  }

  private void enumerator(Node node, Node left, Node right, int value) {
    Identifier global = unit.lookup(right.text);
    if (global != null) {
      throw unit.error(
          ErrorTag.D_IDENT_AMBIG,
          "ambiguous use of operator %s: %s is both a %s enum tag and a global %s",
          node.operator.sign(),
          right.text,
          rules.typeName(left),
          global.kind.text());
    }
    right.text = "";
    right.kind = NodeKind.INTEGER;
    right.operator = Operator.INTEGER;
    right.value = value;
    right.assignType(left.type(), false);
    unit.assignAttributes(right, StabilityAttributes.PRIVATE_UNKNOWN);
  }

  private boolean canBeMoved(Node node) {
    return NodeRules.isString(node, types)
        || (NodeRules.isPointer(node, types) && !NodeRules.isVoidOrFunctionPointer(node));
  }

  private void addition(Node node) {
    addition(node, node.operator);
  }

  private void addition(Node node, Operator operator) {
    Node left = node.left();
    Node right = node.right();
    boolean leftPointer = canBeMoved(left);
    boolean rightPointer = canBeMoved(right);
    boolean leftInteger = NodeRules.isInteger(left);
    boolean rightInteger = NodeRules.isInteger(right);
    CType type;
    boolean userland = false;
    if (leftInteger && rightInteger) {
      type = NodeRules.promoted(left, right, types);
    } else if (leftPointer && rightInteger) {
      type = left.type();
      userland = left.has(Node.USERLAND);
    } else if (leftInteger && rightPointer && operator == Operator.ADD) {
      type = right.type();
      userland = right.has(Node.USERLAND);
    } else if (leftPointer
        && rightPointer
        && operator == Operator.SUBTRACT
        && NodeRules.commonPointer(left, right).isPresent()) {
      type = types.named("ptrdiff_t");
    } else {
      throw rules.incompatible(left, operator, right);
    }
    node.assignType(type, false);
    rules.assignBoth(node);
    if (userland) {
      node.flags |= Node.USERLAND;
    }
  }

  private void translation(Node node) {
    node.right = checker.check(node.right(), Identifier.READ);
    Node right = node.right();
    Node left = node.left();
    Translator translator = new TranslatorSearch(session).find(right, left.type(), false);
    if (translator == null) {
      throw unit.error(
          ErrorTag.D_XLATE_NONE,
          "cannot translate from \"%s\" to \"%s\"",
          rules.typeName(right),
          rules.typeName(left));
    }
    Identifier identifier = translator.identifierFor(left.type());
    node.identifier = identifier;
    node.assignType(types.dynamic, false);
    unit.assignAttributes(node, right.attributes.minimum(identifier.attributes));
  }

  private void cast(Node node) {
    node.right = checker.check(node.right(), Identifier.READ);
    Node left = node.left();
    Node right = node.right();
    TypeKind leftKind = left.type().baseKind();
    TypeKind rightKind = right.type().baseKind();
    boolean scalar = NodeRules.isScalar(right);
    boolean fits =
        left.type().isCompatible(right.type())
            || (NodeRules.isScalar(left) && (scalar || rightKind == TypeKind.FUNCTION))
            || NodeRules.isVoid(left, types)
            || (leftKind == TypeKind.POINTER && NodeRules.isPointer(right, types))
            || (NodeRules.isString(left, types)
                && (scalar || NodeRules.isPointer(right, types) || NodeRules.isLikeString(right)));
    if (!fits) {
      throw unit.error(
          ErrorTag.D_CAST_INVAL,
          "invalid cast expression: \"%s\" to \"%s\"",
          rules.typeName(right),
          rules.typeName(left));
    }
    node.propagateFrom(left);
    rules.assignBoth(node);
    if (leftKind == TypeKind.POINTER) {
      node.flags |= Node.WRITABLE;
    }
  }

  private void comma(Node node) {
    checkOperands(node);
    if (node.left().isDynamic() || node.right().isDynamic()) {
      throw unit.error(
          ErrorTag.D_OP_DYN,
          "operator %s operands cannot be of dynamic type",
          node.operator.sign());
    }
    if (NodeRules.isAction(node.left()) || NodeRules.isAction(node.right())) {
      throw unit.error(
          ErrorTag.D_OP_ACT, "operator %s operands cannot be actions", node.operator.sign());
    }
    node.propagateFrom(node.right());
    rules.assignBoth(node);
  }
}
