package org.bootarchive.dtrace.compile;

import java.util.OptionalInt;
import org.bootarchive.dtrace.lang.DException;
import org.bootarchive.dtrace.lang.ErrorTag;
import org.bootarchive.dtrace.lang.Operator;
import org.bootarchive.dtrace.types.ArrayShape;
import org.bootarchive.dtrace.types.CtfChangeException;
import org.bootarchive.dtrace.types.Member;
import org.bootarchive.dtrace.types.ModuleTypes;
import org.bootarchive.dtrace.types.StabilityAttributes;
import org.bootarchive.dtrace.types.TypeKind;
import org.jspecify.annotations.Nullable;

/**
 * Checks a tree and gives each node its type. Names become what they stand for, and variables are
 * made where they are assigned to; the tree is changed, and can be checked again.
 *
 * <p>Source: {@code dt_cook_*} of libdtrace's {@code dt_parser.c}.
 */
final class Checker {
  /** A list that was checked, with how stable all of it is. */
  record CheckedList(@Nullable Node first, StabilityAttributes attributes) {}

  private final Unit unit;
  private final Session session;
  private final SpecialTypes types;
  private final IdentifierChecks identifiers;

  Checker(Unit unit) {
    this.unit = unit;
    this.session = unit.session;
    this.types = unit.session.types;
    this.identifiers = new IdentifierChecks(unit, this);
  }

  IdentifierChecks identifiers() {
    return identifiers;
  }

  /**
   * Checks a node with all below it, and returns what stands in its place now.
   *
   * @param use what is done with it: {@link Identifier#READ}, {@link Identifier#WRITTEN}
   */
  Node check(Node given, int use) {
    int line = unit.position.line();
    unit.position.set(given.line);
    Node node =
        switch (given.kind) {
          case NAME -> name(given, use);
          case VARIABLE -> variable(given, use);
          case FUNCTION -> function(given);
          case UNARY -> unary(given);
          case BINARY -> binary(given, use);
          case CONDITION -> condition(given);
          case EXPRESSION_STATEMENT, ACTION_STATEMENT -> statement(given, use);
          case AGGREGATION -> aggregation(given);
          case CLAUSE -> clause(given, use);
          case INLINE -> inline(given);
          case MEMBER -> member(given, use);
          case TRANSLATOR -> translator(given);
          case PROVIDER -> provider(given);
          case INTEGER, STRING, SYMBOL, TYPE, PROBE_DESCRIPTION, PROBE, IF -> given;
        };
    node.flags |= Node.CHECKED;
    if (node.kind == NodeKind.VARIABLE || node.kind == NodeKind.AGGREGATION) {
      node.identifier().flags |= use;
    }
    unit.position.set(line);
    return node;
  }

  CheckedList checkList(@Nullable Node list, int use) {
    StabilityAttributes attributes = StabilityAttributes.STABLE_COMMON;
    Node first = null;
    Node last = null;
    Node next;
    for (Node node = list; node != null; node = next) {
      next = node.next;
      Node checked = check(node, use);
      attributes = attributes.minimum(checked.attributes);
      checked.next = next;
      if (last == null) {
        first = checked;
      } else {
        last.next = checked;
      }
      last = checked;
    }
    return new CheckedList(first, attributes);
  }

  void assignAttributes(Node node, StabilityAttributes attributes) {
    if (unit.flags.checkStability && attributes.lessThan(unit.flags.leastStability)) {
      throw unit.errorAt(
          node,
          ErrorTag.D_ATTR_MIN,
          "attributes for %s (%s) are less than predefined minimum",
          NodeNames.of(node, types),
          attributes);
    }
    node.attributes = attributes;
  }

  private String typeName(Node node) {
    return NodeRules.typeName(node, types);
  }

  private DException incompatible(Node left, Operator operator, Node right) {
    return unit.error(
        ErrorTag.D_OP_INCOMPAT,
        "operands have incompatible types: \"%s\" %s \"%s\"",
        typeName(left),
        operator.sign(),
        typeName(right));
  }

  private void assignBoth(Node node) {
    assignAttributes(node, node.left().attributes.minimum(node.right().attributes));
  }

  private void promote(Node node) {
    node.assignType(NodeRules.promoted(node.left(), node.right(), types), false);
    assignBoth(node);
  }

  private Node name(Node node, int use) {
    boolean aggregation = node.operator == Operator.AGGREGATION;
    resolve(
        node,
        aggregation ? session.aggregations : session.globals,
        aggregation ? IdentifierKind.AGGREGATION : IdentifierKind.SCALAR,
        false);
    return check(node, use);
  }

  /** Makes of a name what it stands for: {@code dt_xcook_ident}. */
  private void resolve(Node node, IdentifierTable table, IdentifierKind kind, boolean create) {
    String text = node.text;
    int tick = text.lastIndexOf('`');
    if (tick >= 0) {
      boolean user = tick > 0 && text.charAt(tick - 1) == '`';
      String scope = text.substring(0, user ? tick - 1 : tick);
      symbol(node, scope, text.substring(tick + 1), user, table);
      return;
    }
    boolean aggregation = kind == IdentifierKind.AGGREGATION;
    String name = aggregation ? text.substring(1) : text;
    Identifier found = table == session.globals ? unit.lookup(name) : table.lookup(name);
    NodeKind nodeKind = aggregation ? NodeKind.AGGREGATION : NodeKind.VARIABLE;
    if (found != null) {
      if (found.kind != kind && table == session.globals) {
        throw unit.error(
            ErrorTag.D_IDENT_BADREF,
            "%s '%s' may not be referenced as %s",
            found.kind.text(),
            found.name,
            kind.text());
      }
      use(node, found, nodeKind);
      if (found.has(Identifier.WRITABLE)) {
        node.flags |= Node.WRITABLE;
      }
    } else if (create) {
      found = create(table, name, kind);
      use(node, found, nodeKind);
      node.flags |= Node.WRITABLE;
    } else {
      throw unit.error(ErrorTag.D_IDENT_UNDEF, "failed to resolve %s: Unknown variable name", text);
    }
  }

  private void use(Node node, Identifier found, NodeKind kind) {
    StabilityAttributes attributes;
    if (found.kind != IdentifierKind.ARRAY && found.kind != IdentifierKind.AGGREGATION) {
      attributes = identifiers.check(node, found, null, list -> {});
    } else {
      node.assignType(types.dynamic, false);
      attributes = found.attributes;
    }
    node.text = "";
    node.kind = kind;
    node.identifier = found;
    node.flags |= Node.ADDRESSABLE;
    assignAttributes(node, attributes);
  }

  private Identifier create(IdentifierTable table, String name, IdentifierKind kind) {
    int id = unit.newId(table, name);
    int flags = Identifier.WRITABLE;
    if (table == unit.locals) {
      flags |= Identifier.LOCAL;
    } else if (table == session.threadVariables) {
      flags |= Identifier.THREAD;
    }
    boolean keyed = kind == IdentifierKind.ARRAY || kind == IdentifierKind.AGGREGATION;
    Identifier made =
        unit.newIdentifier(name, kind, keyed ? CheckRule.KEYS : CheckRule.KNOWN_TYPE, id, flags);
    if (table == session.globals) {
      unit.addGlobal(made);
    } else {
      table.insert(made);
    }
    return made;
  }

  private void symbol(Node node, String scope, String name, boolean user, IdentifierTable table) {
    String mark = user ? "``" : "`";
    SymbolReference found;
    try {
      if (table != session.globals) {
        throw new LookupException("Unknown variable name");
      }
      if (user && scope.isEmpty()) {
        throw LookupException.noSymbol();
      }
      found = session.search.symbol(scope, name);
    } catch (LookupException e) {
      throw unit.error(
          ErrorTag.D_IDENT_UNDEF, "failed to resolve %s%s%s: %s", scope, mark, name, e.text());
    }
    ModuleTypes module = found.module();
    boolean ofUser = module == null;
    if (user != ofUser) {
      throw unit.error(
          ErrorTag.D_SYM_BADREF,
          "%s module '%s' symbol '%s' may not be referenced as a %s symbol",
          ofUser ? "user" : "kernel",
          found.object(),
          found.name(),
          user ? "user" : "kernel");
    }
    CType type;
    try {
      type = session.search.symbolType(found);
    } catch (LookupException e) {
      throw unit.error(
          ErrorTag.D_SYM_NOTYPES,
          "no symbolic type information is available for %s%s%s: %s",
          found.object(),
          mark,
          found.name(),
          e.text());
    }
    Identifier identifier =
        unit.newIdentifier(name, IdentifierKind.SYMBOL, CheckRule.KNOWN_TYPE, 0, 0);
    identifier.attributes = StabilityAttributes.PRIVATE_UNKNOWN;
    if (module != null && module.primary()) {
      identifier.flags |= Identifier.PRIMARY;
    }
    identifier.symbol = found;
    identifier.type = type;
    node.text = "";
    node.kind = NodeKind.SYMBOL;
    node.identifier = identifier;
    node.flags |= Node.ADDRESSABLE;
    node.assignType(type, false);
    assignAttributes(node, StabilityAttributes.PRIVATE_UNKNOWN);
    if (user) {
      identifier.flags |= Identifier.USERLAND;
      node.flags |= Node.USERLAND;
    }
  }

  private Node variable(Node node, int use) {
    Identifier identifier = node.identifier();
    if ((use & Identifier.READ) != 0 && unit.isUntouched(identifier)) {
      throw unit.errorAt(
          node,
          ErrorTag.D_VAR_UNDEF,
          "%s%s has not yet been declared or assigned",
          identifier.prefix(),
          identifier.name);
    }
    assignAttributes(
        node, identifiers.check(node, identifier, node.list, list -> node.list = list));
    return node;
  }

  private Node function(Node node) {
    assignAttributes(
        node, identifiers.check(node, node.identifier(), node.list, list -> node.list = list));
    return node;
  }

  private Node unary(Node node) {
    boolean changes = node.operator.changesByOne();
    int use = changes ? Identifier.READ | Identifier.WRITTEN : Identifier.READ;
    Node operand = node.left();
    if (operand.kind == NodeKind.NAME && changes) {
      resolve(operand, session.globals, IdentifierKind.SCALAR, true);
    }
    operand = check(operand, 0);
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
              typeName(operand));
        }
        node.assignType(types.string, operand.has(Node.USERLAND));
      }
      case PRE_INCREMENT, POST_INCREMENT, PRE_DECREMENT, POST_DECREMENT ->
          changeByOne(node, operand);
      default -> throw unit.error(ErrorTag.D_UNKNOWN, "invalid unary op %s", node.operator.sign());
    }
    assignAttributes(node, operand.attributes);
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
      throw unit.error(ErrorTag.D_TYPE_ERR, "cannot find type for \"&\": %s*", typeName(operand));
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
    checkTarget(node.operator, operand);
    node.propagateFrom(operand);
  }

  private void checkTarget(Operator operator, Node target) {
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

  private Node binary(Node node, int use) {
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
        requireIntegers(node, operator);
        promote(node);
      }
      case LEFT, RIGHT -> {
        checkOperands(node);
        requireIntegers(node, operator);
        node.propagateFrom(node.left());
        assignBoth(node);
      }
      case MULTIPLY, DIVIDE -> {
        checkOperands(node);
        if (!NodeRules.isArithmetic(node.left()) || !NodeRules.isArithmetic(node.right())) {
          throw unit.error(
              ErrorTag.D_OP_ARITH,
              "operator %s requires operands of arithmetic type",
              operator.sign());
        }
        promote(node);
      }
      case LOGICAL_AND, LOGICAL_XOR, LOGICAL_OR -> {
        checkOperands(node);
        if (!NodeRules.isScalar(node.left()) || !NodeRules.isScalar(node.right())) {
          throw unit.error(
              ErrorTag.D_OP_SCALAR,
              "operator %s requires operands of scalar type",
              operator.sign());
        }
        node.assignType(types.integer, false);
        assignBoth(node);
      }
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, EQUAL, UNEQUAL -> comparison(node);
      case ADD, SUBTRACT -> {
        checkOperands(node);
        addition(node);
      }
      case OR_ASSIGN, XOR_ASSIGN, AND_ASSIGN, LEFT_ASSIGN, RIGHT_ASSIGN, REMAINDER_ASSIGN -> {
        checkTargetAndValue(node);
        requireIntegers(node, operator);
        assign(node);
      }
      case MULTIPLY_ASSIGN, DIVIDE_ASSIGN -> {
        checkTargetAndValue(node);
        if (!NodeRules.isArithmetic(node.left()) || !NodeRules.isArithmetic(node.right())) {
          throw unit.error(
              ErrorTag.D_OP_ARITH,
              "operator %s requires operands of arithmetic type",
              operator.sign());
        }
        assign(node);
      }
      case ADD_ASSIGN, SUBTRACT_ASSIGN -> {
        checkTargetAndValue(node);
        additionAssignment(node);
        assign(node);
      }
      case ASSIGN -> {
        return assignment(node);
      }
      case ARROW -> {
        IdentifierTable table = variables(node.left());
        if (table != null) {
          Node right = node.right();
          if (right.kind != NodeKind.VARIABLE) {
            resolve(right, table, IdentifierKind.SCALAR, true);
          }
          return use != 0 ? check(right, use) : right;
        }
        memberOf(node);
      }
      case DOT -> memberOf(node);
      case TRANSLATE -> translation(node);
      case CAST -> cast(node);
      case COMMA -> comma(node);
      default -> throw unit.error(ErrorTag.D_UNKNOWN, "invalid binary op %s", operator.sign());
    }
    return node;
  }

  private void checkOperands(Node node) {
    node.left = check(node.left(), Identifier.READ);
    node.right = check(node.right(), Identifier.READ);
  }

  private void checkTargetAndValue(Node node) {
    if (node.left().kind == NodeKind.NAME) {
      resolve(node.left(), session.globals, IdentifierKind.SCALAR, true);
    }
    int use = Identifier.READ | Identifier.WRITTEN;
    node.left = check(node.left(), use);
    node.right = check(node.right(), use);
  }

  private void requireIntegers(Node node, Operator operator) {
    if (!NodeRules.isInteger(node.left()) || !NodeRules.isInteger(node.right())) {
      throw unit.error(
          ErrorTag.D_OP_INT, "operator %s requires operands of integral type", operator.sign());
    }
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
        resolve(left, table, aggregation ? IdentifierKind.AGGREGATION : IdentifierKind.ARRAY, true);
      } else {
        resolve(left, table, found.kind, false);
      }
    } else {
      left = check(left, 0);
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
    return check(value, Identifier.READ);
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
      return check(left, 0);
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
    return check(node, use);
  }

  private void comparison(Node node) {
    node.left = check(node.left(), Identifier.READ);
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
    node.right = check(right, Identifier.READ);
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
      throw incompatible(left, node.operator, right);
    }
    node.assignType(types.integer, false);
    assignBoth(node);
  }

  private void enumerator(Node node, Node left, Node right, int value) {
    Identifier global = unit.lookup(right.text);
    if (global != null) {
      throw unit.error(
          ErrorTag.D_IDENT_AMBIG,
          "ambiguous use of operator %s: %s is both a %s enum tag and a global %s",
          node.operator.sign(),
          right.text,
          typeName(left),
          global.kind.text());
    }
    right.text = "";
    right.kind = NodeKind.INTEGER;
    right.operator = Operator.INTEGER;
    right.value = value;
    right.assignType(left.type(), false);
    assignAttributes(right, StabilityAttributes.PRIVATE_UNKNOWN);
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
      throw incompatible(left, operator, right);
    }
    node.assignType(type, false);
    assignBoth(node);
    if (userland) {
      node.flags |= Node.USERLAND;
    }
  }

  private void additionAssignment(Node node) {
    Node left = node.left();
    Node right = node.right();
    if (NodeRules.isString(left, types) || NodeRules.isString(right, types)) {
      throw incompatible(left, node.operator, right);
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
        throw incompatible(left, node.operator, right);
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
    checkTarget(node.operator, left);
    node.propagateFrom(left);
    assignBoth(node);
  }

  private Node assignment(Node node) {
    if (node.left().kind == NodeKind.NAME) {
      boolean aggregation = node.left().operator == Operator.AGGREGATION;
      resolve(
          node.left(),
          aggregation ? session.aggregations : session.globals,
          aggregation ? IdentifierKind.AGGREGATION : IdentifierKind.SCALAR,
          true);
    }
    node.left = check(node.left(), 0);
    node.right = check(node.right(), Identifier.READ);
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
            typeName(left));
      }
    }
    boolean fits =
        (translated != null && left.type().isCompatible(type))
            || NodeRules.areCompatible(left, right, types);
    if (!fits) {
      throw incompatible(left, node.operator, right);
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
    return check(left, Identifier.WRITTEN);
  }

  private void memberOf(Node node) {
    Operator operator = node.operator;
    node.left = check(node.left(), Identifier.READ);
    Node left = node.left();
    Node right = node.right();
    if (right.kind != NodeKind.NAME) {
      throw unit.error(
          ErrorTag.D_OP_IDENT, "operator %s must be followed by an identifier", operator.sign());
    }
    Identifier translated = left.resolve(IdentifierKind.TRANSLATED);
    if (translated == null) {
      translated = left.resolve(IdentifierKind.TRANSLATED_POINTER);
    }
    CType type = left.type();
    boolean userland = left.has(Node.USERLAND);
    if (translated != null) {
      Translator translator = translated.translator;
      if (translator == null || translator.member(right.text) == null) {
        throw unit.error(
            ErrorTag.D_XLATE_NOCONV,
            "translator does not define conversion for member: %s",
            right.text);
      }
      type = translated.type == null ? types.dynamic : translated.type;
      userland = translated.has(Identifier.USERLAND);
    }
    type = type.base();
    if (operator == Operator.ARROW) {
      if (type.kind() != TypeKind.POINTER) {
        throw unit.error(
            ErrorTag.D_OP_PTR, "operator %s must be applied to a pointer", operator.sign());
      }
      type = type.referenced().base();
    }
    type = complete(type, operator);
    if (!type.kind().hasMembers()) {
      String name = type.name();
      if (operator == Operator.ARROW) {
        throw unit.error(
            ErrorTag.D_OP_SOU,
            "operator -> cannot be applied to pointer to type \"%s\"; must be applied to a struct"
                + " or union pointer",
            name);
      }
      throw unit.error(
          ErrorTag.D_OP_SOU,
          "operator %s cannot be applied to type \"%s\"; must be applied to a struct or union",
          operator.sign(),
          name);
    }
    CType struct = type;
    Member member =
        struct
            .member(right.text)
            .orElseThrow(
                () ->
                    unit.error(
                        ErrorTag.D_TYPE_MEMBER,
                        "%s is not a member of %s",
                        right.text,
                        struct.name()));
    CType memberType = struct.with(member.type());
    TypeKind kind = memberType.baseKind();
    node.assignType(memberType, false);
    assignAttributes(node, left.attributes);
    boolean addressable = kind != TypeKind.ARRAY || NodeRules.isString(node, types);
    if (addressable && (operator == Operator.ARROW || left.has(Node.ADDRESSABLE))) {
      node.flags |= Node.ADDRESSABLE;
    }
    if (left.has(Node.WRITABLE)) {
      node.flags |= Node.WRITABLE;
    }
    if (userland && (kind == TypeKind.POINTER || node.has(Node.REFERENCE))) {
      node.flags |= Node.USERLAND;
    }
  }

  /** Returns the definition of what is only declared. */
  private CType complete(CType declared, Operator operator) {
    CType type = declared;
    while (type.kind() == TypeKind.FORWARD) {
      String tag = type.name();
      CType found;
      try {
        found = unit.lookupType(tag);
      } catch (LookupException e) {
        found = type;
      }
      if (found.equals(type)) {
        throw unit.error(
            ErrorTag.D_OP_INCOMPLETE,
            "operator %s cannot be applied to a forward declaration: no %s definition is available",
            operator.sign(),
            tag);
      }
      type = found.base();
    }
    return type;
  }

  private void translation(Node node) {
    node.right = check(node.right(), Identifier.READ);
    Node right = node.right();
    Node left = node.left();
    Translator translator = new TranslatorSearch(session).find(right, left.type(), false);
    if (translator == null) {
      throw unit.error(
          ErrorTag.D_XLATE_NONE,
          "cannot translate from \"%s\" to \"%s\"",
          typeName(right),
          typeName(left));
    }
    Identifier identifier = translator.identifierFor(left.type());
    node.identifier = identifier;
    node.assignType(types.dynamic, false);
    assignAttributes(node, right.attributes.minimum(identifier.attributes));
  }

  private void cast(Node node) {
    node.right = check(node.right(), Identifier.READ);
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
          typeName(right),
          typeName(left));
    }
    node.propagateFrom(left);
    assignBoth(node);
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
    assignBoth(node);
  }

  private Node condition(Node node) {
    node.condition = check(node.condition(), Identifier.READ);
    checkOperands(node);
    Node left = node.left();
    Node right = node.right();
    if (!NodeRules.isScalar(node.condition())) {
      throw unit.error(ErrorTag.D_OP_SCALAR, "operator ?: expression must be of scalar type");
    }
    if (left.isDynamic() || right.isDynamic()) {
      throw unit.error(ErrorTag.D_OP_DYN, "operator ?: operands cannot be of dynamic type");
    }
    CType type;
    if (left.type().isCompatible(right.type())) {
      type = left.type();
    } else if (NodeRules.isInteger(left) && NodeRules.isInteger(right)) {
      type = NodeRules.promoted(left, right, types);
    } else if (NodeRules.isLikeString(left)
        && NodeRules.isLikeString(right)
        && (NodeRules.isString(left, types) || NodeRules.isString(right, types))) {
      type = types.string;
    } else {
      type =
          NodeRules.commonPointer(left, right)
              .orElseThrow(
                  () ->
                      unit.error(
                          ErrorTag.D_OP_INCOMPAT,
                          "operator ?: operands must have compatible types"));
    }
    if (NodeRules.isAction(left) || NodeRules.isAction(right)) {
      throw unit.error(ErrorTag.D_OP_ACT, "action cannot be used in a conditional context");
    }
    node.assignType(type, false);
    assignAttributes(
        node, node.condition().attributes.minimum(left.attributes.minimum(right.attributes)));
    return node;
  }

  private Node statement(Node node, int use) {
    node.left = check(node.left(), use);
    assignAttributes(node, node.left().attributes);
    return node;
  }

  private Node aggregation(Node node) {
    if (node.condition != null) {
      node.condition = check(node.condition, Identifier.READ);
      assignAttributes(
          node, identifiers.check(node, node.identifier(), node.list, list -> node.list = list));
    } else {
      node.assignType(types.dynamic, false);
      assignAttributes(node, node.identifier().attributes);
    }
    return node;
  }

  /** Actions go first; if they use what nobody made, the predicate may make it. */
  private Node clause(Node node, int use) {
    assignAttributes(node, unit.descriptionAttributes);
    boolean actionsDone = false;
    try {
      actions(node, use);
      actionsDone = true;
    } catch (DException e) {
      if (node.left == null
          || (e.tag() != ErrorTag.D_IDENT_UNDEF && e.tag() != ErrorTag.D_VAR_UNDEF)) {
        throw e;
      }
    }
    if (node.left != null) {
      unit.region = "predicate";
      node.left = check(node.left, use);
      assignAttributes(node, node.attributes.minimum(node.left.attributes));
      if (!NodeRules.isScalar(node.left)) {
        throw unit.error(ErrorTag.D_PRED_SCALAR, "predicate result must be of scalar type");
      }
      unit.region = null;
    }
    if (!actionsDone) {
      actions(node, use);
    }
    return node;
  }

  private void actions(Node node, int use) {
    unit.region = "action list";
    CheckedList actions = checkActions(node, use);
    assignAttributes(node, actions.attributes());
    unit.region = null;
  }

  /** What was checked before an error stays in the list, as it was changed in place. */
  private CheckedList checkActions(Node node, int use) {
    StabilityAttributes attributes = StabilityAttributes.STABLE_COMMON;
    Node last = null;
    Node next;
    for (Node action = node.list; action != null; action = next) {
      next = action.next;
      Node checked = check(action, use);
      attributes = attributes.minimum(checked.attributes);
      checked.next = next;
      if (last == null) {
        node.list = checked;
      } else {
        last.next = checked;
      }
      last = checked;
    }
    return new CheckedList(node.list, attributes);
  }

  private Node inline(Node node) {
    Identifier identifier = node.identifier();
    Node root = identifier.definitionOfInline().root;
    if (root == null) {
      return node;
    }
    Identifier translated = root.resolve(IdentifierKind.TRANSLATED);
    if (translated == null) {
      translated = root.resolve(IdentifierKind.TRANSLATED_POINTER);
    }
    if (translated != null && translated.translator != null) {
      CType left = node.type().base();
      if (left.kind() == TypeKind.POINTER) {
        left = left.referenced().base();
      }
      CType right = translated.translator.output.base();
      if (!left.isCompatible(right)) {
        throw unit.errorAt(
            node,
            ErrorTag.D_OP_INCOMPAT,
            "inline %s definition uses incompatible types: \"%s\" = \"%s\"",
            identifier.name,
            NodeRules.typeName(left, types),
            NodeRules.typeName(right, types));
      }
    } else if (!NodeRules.areCompatible(node, root, types)) {
      throw unit.errorAt(
          node,
          ErrorTag.D_OP_INCOMPAT,
          "inline %s definition uses incompatible types: \"%s\" = \"%s\"",
          identifier.name,
          typeName(node),
          typeName(root));
    }
    return node;
  }

  private Node member(Node node, int use) {
    node.left = check(node.left(), use);
    assignAttributes(node, node.left().attributes);
    return node;
  }

  private Node translator(Node node) {
    Translator translator = node.translator;
    if (translator == null) {
      return node;
    }
    IdentifierTable parameters = new IdentifierTable("xlparams", 0, 0);
    parameters.insert(translator.parameter);
    unit.inner.add(parameters);
    StabilityAttributes attributes = StabilityAttributes.MAXIMUM;
    for (Node member = node.list; member != null; member = member.next) {
      Node one = member;
      CType output = translator.output;
      Member found =
          output
              .member(one.text)
              .orElseThrow(
                  () ->
                      unit.error(
                          ErrorTag.D_XLATE_MEMB,
                          "translator member %s is not a member of %s",
                          one.text,
                          output.name()));
      check(one, Identifier.READ);
      one.assignType(output.with(found.type()), false);
      attributes = attributes.minimum(one.attributes);
      if (!NodeRules.areCompatible(one, one.left(), types)) {
        throw unit.error(
            ErrorTag.D_XLATE_INCOMPAT,
            "translator member %s definition uses incompatible types: \"%s\" = \"%s\"",
            one.text,
            typeName(one),
            typeName(one.left()));
      }
    }
    unit.inner.remove(unit.inner.size() - 1);
    translator.struct.attributes = attributes;
    translator.pointer.attributes = attributes;
    node.assignType(types.dynamic, false);
    assignAttributes(node, StabilityAttributes.STABLE_COMMON);
    return node;
  }

  private Node provider(Node node) {
    new ProviderDefinitions(unit).check(node);
    return node;
  }
}
