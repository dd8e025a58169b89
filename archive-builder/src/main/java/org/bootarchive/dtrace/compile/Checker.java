package org.bootarchive.dtrace.compile;

import org.bootarchive.dtrace.lang.DException;
import org.bootarchive.dtrace.lang.ErrorTag;
import org.bootarchive.dtrace.types.StabilityAttributes;
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
  private final SpecialTypes types;
  private final IdentifierChecks identifiers;
  private final NameResolver names;
  private final UnaryChecks unaries;
  private final BinaryChecks binaries;
  private final DefinitionChecks definitions;

  Checker(Unit unit) {
    this.unit = unit;
    this.types = unit.session.types;
    this.identifiers = new IdentifierChecks(unit, this);
    this.names = new NameResolver(unit, identifiers);
    this.unaries = new UnaryChecks(unit, this, names);
    this.binaries = new BinaryChecks(unit, this, names);
    this.definitions = new DefinitionChecks(unit, this);
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
          case UNARY -> unaries.check(given);
          case BINARY -> binaries.check(given, use);
          case CONDITION -> condition(given);
          case EXPRESSION_STATEMENT, ACTION_STATEMENT -> statement(given, use);
          case AGGREGATION -> aggregation(given);
          case CLAUSE -> clause(given, use);
          case INLINE -> definitions.inline(given);
          case MEMBER -> member(given, use);
          case TRANSLATOR -> definitions.translator(given);
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

  private Node name(Node node, int use) {
    names.resolve(node, false);
    return check(node, use);
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
    unit.assignAttributes(
        node, identifiers.check(node, identifier, node.list, list -> node.list = list));
    return node;
  }

  private Node function(Node node) {
    unit.assignAttributes(
        node, identifiers.check(node, node.identifier(), node.list, list -> node.list = list));
    return node;
  }

  private Node condition(Node node) {
    node.condition = check(node.condition(), Identifier.READ);
    node.left = check(node.left(), Identifier.READ);
    node.right = check(node.right(), Identifier.READ);
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
    unit.assignAttributes(
        node, node.condition().attributes.minimum(left.attributes.minimum(right.attributes)));
    return node;
  }

  private Node statement(Node node, int use) {
    node.left = check(node.left(), use);
    unit.assignAttributes(node, node.left().attributes);
    return node;
  }

  private Node aggregation(Node node) {
    if (node.condition != null) {
      node.condition = check(node.condition, Identifier.READ);
      unit.assignAttributes(
          node, identifiers.check(node, node.identifier(), node.list, list -> node.list = list));
    } else {
      node.assignType(types.dynamic, false);
      unit.assignAttributes(node, node.identifier().attributes);
    }
    return node;
  }

  /** Actions go first; if they use what nobody made, the predicate may make it. */
  private Node clause(Node node, int use) {
    unit.assignAttributes(node, unit.descriptionAttributes);
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
      unit.assignAttributes(node, node.attributes.minimum(node.left.attributes));
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
    unit.assignAttributes(node, actions.attributes());
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

  private Node member(Node node, int use) {
    node.left = check(node.left(), use);
    unit.assignAttributes(node, node.left().attributes);
    return node;
  }

  private Node provider(Node node) {
    new ProviderDefinitions(unit).check(node);
    return node;
  }
}
