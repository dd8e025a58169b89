package org.bootarchive.dtrace.compile;

import java.util.Locale;
import org.bootarchive.dtrace.compile.Declaration.Attribute;
import org.bootarchive.dtrace.lang.DException;
import org.bootarchive.dtrace.lang.ErrorTag;
import org.bootarchive.dtrace.lang.IntegerLiteral;
import org.bootarchive.dtrace.lang.Operator;
import org.bootarchive.dtrace.lang.ParserActions;
import org.bootarchive.dtrace.types.Member;
import org.bootarchive.dtrace.types.TypeContainer;
import org.bootarchive.dtrace.types.TypeKind;
import org.jspecify.annotations.Nullable;

/**
 * Makes the tree of a program. Constants are calculated at once.
 *
 * <p>Source: {@code dt_node_*} of libdtrace's {@code dt_parser.c}.
 */
final class TreeBuilder implements ParserActions<Node, Declaration> {
  private final Unit unit;
  private final SpecialTypes types;
  private final Checker checker;
  private final Declarations declarations;
  private final Definitions definitions;

  TreeBuilder(Unit unit, Checker checker) {
    this.unit = unit;
    this.types = unit.session.types;
    this.checker = checker;
    this.declarations = unit.declarations;
    this.definitions = new Definitions(unit, checker);
  }

  private Node node(NodeKind kind) {
    return new Node(kind, unit.position.line());
  }

  /** Returns the node that another one is below, whose depth is bounded. */
  private Node above(Node node, @Nullable Node... children) {
    for (Node child : children) {
      node.depth = Math.max(node.depth, child == null ? 0 : child.depth + 1);
    }
    if (node.depth > Unit.MOST_DEPTH) {
      throw unit.error(
          ErrorTag.D_SYNTAX, "expression is nested more than %d deep", Unit.MOST_DEPTH);
    }
    return node;
  }

  @Override
  public Node integer(IntegerLiteral literal) {
    unit.session.lastLiteral = literal;
    Node node = node(NodeKind.INTEGER);
    node.operator = Operator.INTEGER;
    node.value = literal.value();
    boolean lowerU = literal.suffix().startsWith("u");
    int step = literal.decimal() || lowerU ? 2 : 1;
    int at = 0;
    for (char c : literal.suffix().toCharArray()) {
      at += c == 'u' || c == 'U' ? 1 : c == 'l' || c == 'L' ? 2 : 0;
    }
    for (; at < types.integers.size(); at += step) {
      SpecialTypes.IntegerType type = types.integers.get(at);
      if (Long.compareUnsigned(node.value, type.limit()) <= 0) {
        node.assignType(type.type(), false);
        return switch (literal.sign()) {
          case "+" -> unary(Operator.PLUS, node);
          case "-" -> unary(Operator.MINUS, node);
          default -> node;
        };
      }
    }
    throw unit.error(
        ErrorTag.D_INT_OFLOW,
        "integer constant 0x%x cannot be represented in any built-in integral type",
        literal.value());
  }

  @Override
  public Node string(String text) {
    Node node = node(NodeKind.STRING);
    node.operator = Operator.STRING;
    node.text = text;
    node.assignType(types.string, false);
    return node;
  }

  @Override
  public Node name(String text) {
    Identifier found = unit.lookup(text);
    Node root =
        found != null && found.has(Identifier.INLINE) && found.inline != null
            ? found.inline.root
            : null;
    if (root != null && root.kind == NodeKind.INTEGER) {
      Node node = node(NodeKind.INTEGER);
      node.operator = Operator.INTEGER;
      node.value = root.value;
      node.propagateFrom(root);
      return node;
    }
    Node node = node(NodeKind.NAME);
    node.operator = text.startsWith("@") ? Operator.AGGREGATION : Operator.NAME;
    node.text = text;
    return node;
  }

  @Override
  public Node unary(Operator operator, Node operand) {
    if (operand.kind == NodeKind.INTEGER && calculate(operator, operand)) {
      return operand;
    }
    boolean known = operand.kind == NodeKind.STRING || operand.kind == NodeKind.TYPE;
    if (operator == Operator.SIZEOF && known) {
      long size = NodeRules.size(operand);
      if (size == 0) {
        throw unit.error(
            ErrorTag.D_SIZEOF_TYPE, "cannot apply sizeof to an operand of unknown size");
      }
      operand.assignType(types.named("size_t"), false);
      operand.kind = NodeKind.INTEGER;
      operand.operator = Operator.INTEGER;
      operand.value = size;
      return operand;
    }
    Node node = node(NodeKind.UNARY);
    node.operator = operator;
    node.left = operand;
    return above(node, operand);
  }

  private static boolean calculate(Operator operator, Node operand) {
    switch (operator) {
      case MINUS -> {
        operand.value = -operand.value;
        if (!operand.has(Node.SIGNED)) {
          operand.value &= -1L >>> (Long.SIZE - NodeRules.size(operand) * Byte.SIZE);
        }
      }
      case PLUS -> {}
      case COMPLEMENT -> operand.value = ~operand.value;
      case NOT -> operand.value = operand.value == 0 ? 1 : 0;
      default -> {
        return false;
      }
    }
    return true;
  }

  @Override
  public Node binary(Operator operator, Node left, Node right) {
    boolean constants = left.kind == NodeKind.INTEGER && right.kind == NodeKind.INTEGER;
    if (right.kind == NodeKind.INTEGER && right.value == 0) {
      switch (operator) {
        case REMAINDER, DIVIDE, REMAINDER_ASSIGN, DIVIDE_ASSIGN ->
            throw unit.error(ErrorTag.D_DIV_ZERO, "expression contains division by zero");
        default -> {}
      }
    }
    if (constants) {
      Node result = new ConstantCalculation(unit).of(operator, left, right);
      if (result != null) {
        return result;
      }
    }
    if (operator == Operator.CAST && right.kind == NodeKind.INTEGER && NodeRules.isInteger(left)) {
      ConstantCalculation.cast(left, right);
      right.propagateFrom(left);
      unit.assignAttributes(right, left.attributes.minimum(right.attributes));
      return right;
    }
    Node node = node(NodeKind.BINARY);
    node.operator = operator;
    node.left = left;
    node.right = right;
    return above(node, left, right);
  }

  @Override
  public Node conditional(Node condition, Node yes, Node no) {
    if (condition.kind == NodeKind.INTEGER) {
      return condition.value != 0 ? yes : no;
    }
    Node node = node(NodeKind.CONDITION);
    node.operator = Operator.CONDITION;
    node.condition = condition;
    node.left = yes;
    node.right = no;
    return above(node, condition, yes, no);
  }

  @Override
  public Node call(Node function, @Nullable Node arguments) {
    if (function.kind != NodeKind.NAME) {
      throw unit.error(ErrorTag.D_FUNC_IDENT, "function designator is not of function type");
    }
    Identifier found = unit.lookup(function.text);
    if (found == null) {
      throw unit.error(ErrorTag.D_FUNC_UNDEF, "undefined function name: %s", function.text);
    }
    if (!found.kind.isFunction()) {
      throw unit.error(
          ErrorTag.D_FUNC_IDKIND,
          "%s '%s' may not be referenced as a function",
          found.kind.text(),
          found.name);
    }
    function.text = "";
    function.kind = NodeKind.FUNCTION;
    function.flags &= ~Node.CHECKED;
    function.identifier = found;
    function.list = arguments;
    function.unlink();
    for (Node argument = arguments; argument != null; argument = argument.next) {
      above(function, argument);
    }
    return function;
  }

  @Override
  public Node offsetOf(Declaration type, String member) {
    CType of = declarations.type(type).type().base();
    if (!of.kind().hasMembers()) {
      throw unit.error(ErrorTag.D_OFFSETOF_TYPE, "offsetof operand must be a struct or union type");
    }
    Member found =
        of.member(member)
            .orElseThrow(
                () ->
                    unit.error(
                        ErrorTag.D_UNKNOWN,
                        "failed to determine offset of %s: Invalid member name",
                        member));
    Node probe = new Node(NodeKind.TYPE, 0);
    probe.assignType(of.with(found.type()), false);
    if (probe.has(Node.BIT_FIELD)) {
      throw unit.error(
          ErrorTag.D_OFFSETOF_BITFIELD, "cannot take offset of a bit-field: %s", member);
    }
    return integer(unit.session.lastLiteral.with(found.bitOffset() / Byte.SIZE));
  }

  @Override
  public Node type(Declaration declaration) {
    return typeNode(declaration, null);
  }

  private Node typeNode(Declaration declaration, @Nullable String name) {
    Declarations.Declared declared = declarations.type(declaration);
    Node node = node(NodeKind.TYPE);
    node.operator = Operator.NAME;
    node.text = name == null ? "" : name;
    node.assignType(declared.type(), declared.userland());
    unit.assignAttributes(node, definitions.attributesOf(declared.type()));
    return node;
  }

  @Override
  public @Nullable Node link(@Nullable Node list, @Nullable Node more) {
    return Node.link(list, more);
  }

  @Override
  public Node statement(Node expression) {
    if (expression.kind == NodeKind.AGGREGATION) {
      return expression;
    }
    Node node =
        node(
            NodeRules.isAction(expression)
                ? NodeKind.ACTION_STATEMENT
                : NodeKind.EXPRESSION_STATEMENT);
    node.left = expression;
    return node;
  }

  @Override
  public Node ifStatement(Node condition, @Nullable Node yes, @Nullable Node no) {
    Node node = node(NodeKind.IF);
    node.left = condition;
    node.list = yes;
    node.others = no;
    return node;
  }

  @Override
  public Node probe(String specifier) {
    Node node = node(NodeKind.PROBE_DESCRIPTION);
    node.probe = new SpecifierReader(unit).read(specifier);
    return node;
  }

  @Override
  public Node probeNumber(long number) {
    if (number < 0 || number > 0xffff_ffffL) {
      throw unit.error(
          ErrorTag.D_PDESC_INVAL,
          "identifier %s exceeds maximum probe id",
          Long.toUnsignedString(number));
    }
    int parts = unit.source.specifierParts();
    if (parts != SpecifierReader.ALL_PARTS) {
      String[] names = {"providers", "modules", "functions"};
      throw unit.error(
          ErrorTag.D_PDESC_INVAL,
          "probe identifier %d not permitted when specifying %s",
          number,
          names[Math.max(parts - 1, 0)]);
    }
    throw unit.error(
        ErrorTag.D_PDESC_INVAL, "invalid probe identifier %d: Unknown probe identifier", number);
  }

  @Override
  public Node clause(Node probes, @Nullable Node predicate, @Nullable Node actions) {
    Node node = node(NodeKind.CLAUSE);
    node.others = probes;
    node.left = predicate;
    node.list = actions;
    return node;
  }

  @Override
  public Node bareClause(Node probes) {
    if (unit.source.isFile()) {
      throw unit.errorAt(
          probes,
          ErrorTag.D_SYNTAX,
          "expected predicate and/or actions following probe description");
    }
    return clause(probes, null, null);
  }

  @Override
  public DException predicateWithoutActions(Node predicate) {
    return unit.errorAt(
        predicate,
        ErrorTag.D_SYNTAX,
        "expected actions { } following probe description and predicate");
  }

  @Override
  public Node inline(Node value) {
    return definitions.inline(value);
  }

  @Override
  public Node translator(
      Declaration output, Declaration input, String name, @Nullable Node members) {
    return definitions.translator(output, input, name, members);
  }

  @Override
  public Node translatorMember(String name, Node value) {
    Node node = node(NodeKind.MEMBER);
    node.text = name;
    node.left = value;
    return above(node, value);
  }

  @Override
  public Node provider(String name, @Nullable Node probes) {
    return new ProviderDefinitions(unit).provider(name, probes);
  }

  @Override
  public Node providerProbe(
      String name, @Nullable Node input, boolean hasOutput, @Nullable Node output) {
    return new ProviderDefinitions(unit).probe(name, input, hasOutput, output);
  }

  @Override
  public void storageClass(String word) {
    declarations.storage(word);
  }

  @Override
  public Declaration typeWord(String word, boolean isTypedef) {
    TypeKind kind =
        isTypedef
            ? TypeKind.TYPEDEF
            : word.equals("float") || word.equals("double") ? TypeKind.FLOAT : TypeKind.INTEGER;
    return declarations.specify(kind, word);
  }

  @Override
  public Declaration attribute(String word) {
    return declarations.attribute(Attribute.valueOf(word.toUpperCase(Locale.ROOT)));
  }

  @Override
  public Declaration tagged(String keyword, String tag) {
    declarations.tagged(keyword, tag);
    return declarations.top();
  }

  @Override
  public void beginTagged(String keyword, @Nullable String tag) {
    declarations.beginTagged(keyword, tag);
  }

  @Override
  public Declaration endTagged() {
    declarations.pop();
    return declarations.top();
  }

  @Override
  public void enumerator(String name, @Nullable Node value) {
    declarations.enumerator(name, value, checker, this);
  }

  @Override
  public Declaration declaredName(String name) {
    return declarations.name(name);
  }

  @Override
  public void openParenthesis() {
    declarations.top().attributes.add(Attribute.PARENTHESIZED);
  }

  @Override
  public Declaration pointer() {
    return declarations.pointer();
  }

  @Override
  public void array(@Nullable Node parameters) {
    declarations.array(parameters, checker);
  }

  @Override
  public void function(@Nullable Declaration declarator, @Nullable Node parameters) {
    declarations.function(declarator, parameters);
  }

  @Override
  public void member(@Nullable Node bits) {
    declarations.member(bits, checker);
  }

  @Override
  public void declared() {
    definitions.declare();
    declarations.reset();
  }

  @Override
  public void declaredNothing() {
    definitions.declare();
  }

  @Override
  public void endDeclaration() {
    declarations.take();
  }

  @Override
  public Declaration endTypeName() {
    return declarations.take();
  }

  @Override
  public Node parameter() {
    String storage = declarations.scope().storage;
    if (!storage.isEmpty() && !storage.equals("register")) {
      throw unit.error(
          ErrorTag.D_DECL_PARMCLASS,
          "inappropriate storage class for function or associative array parameter");
    }
    declarations.top();
    String name = declarations.scope().name;
    return typeNode(declarations.take(), name);
  }

  @Override
  public Node moreParameters() {
    Node node = node(NodeKind.TYPE);
    node.operator = Operator.NAME;
    node.type = new CType(types.c, TypeContainer.NONE);
    return node;
  }

  @Override
  public void pushScope() {
    declarations.push(null, null);
  }

  @Override
  public void popScope() {
    declarations.pop();
  }
}
