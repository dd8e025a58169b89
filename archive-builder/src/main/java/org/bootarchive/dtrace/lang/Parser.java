package org.bootarchive.dtrace.lang;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads a program. A token is asked for only where a rule cannot be told to be complete without it,
 * for what is made of the rule can change what the token is.
 *
 * @param <N> a node of a tree
 * @param <D> a declaration that is being read
 */
public final class Parser<N, D> {
  /** Parentheses, braces and operators within each other; scripts have a few. */
  private static final int MOST_DEPTH = 250;

  private static final ImmutableSet<String> STORAGE_CLASSES =
      ImmutableSet.of("auto", "register", "static", "extern", "typedef");

  private static final ImmutableSet<String> QUALIFIERS =
      ImmutableSet.of("const", "restrict", "volatile");

  private static final ImmutableSet<String> ATTRIBUTES =
      ImmutableSet.of("short", "long", "signed", "unsigned", "userland");

  private static final ImmutableSet<String> BASE_WORDS =
      ImmutableSet.of("void", "char", "int", "float", "double", "string");

  private static final ImmutableMap<String, Operator> ASSIGNMENTS =
      ImmutableMap.<String, Operator>builder()
          .put("=", Operator.ASSIGN)
          .put("+=", Operator.ADD_ASSIGN)
          .put("-=", Operator.SUBTRACT_ASSIGN)
          .put("*=", Operator.MULTIPLY_ASSIGN)
          .put("/=", Operator.DIVIDE_ASSIGN)
          .put("%=", Operator.REMAINDER_ASSIGN)
          .put("&=", Operator.AND_ASSIGN)
          .put("^=", Operator.XOR_ASSIGN)
          .put("|=", Operator.OR_ASSIGN)
          .put("<<=", Operator.LEFT_ASSIGN)
          .put(">>=", Operator.RIGHT_ASSIGN)
          .build();

  private static final ImmutableMap<String, Operator> UNARY =
      ImmutableMap.of(
          "&", Operator.ADDRESS,
          "*", Operator.DEREFERENCE,
          "+", Operator.PLUS,
          "-", Operator.MINUS,
          "~", Operator.COMPLEMENT,
          "!", Operator.NOT);

  private record Binary(Operator operator, int precedence) {}

  private static final ImmutableMap<String, Binary> BINARY =
      ImmutableMap.<String, Binary>builder()
          .put("||", new Binary(Operator.LOGICAL_OR, 0))
          .put("^^", new Binary(Operator.LOGICAL_XOR, 1))
          .put("&&", new Binary(Operator.LOGICAL_AND, 2))
          .put("|", new Binary(Operator.OR, 3))
          .put("^", new Binary(Operator.XOR, 4))
          .put("&", new Binary(Operator.AND, 5))
          .put("==", new Binary(Operator.EQUAL, 6))
          .put("!=", new Binary(Operator.UNEQUAL, 6))
          .put("<", new Binary(Operator.LESS, 7))
          .put(">", new Binary(Operator.GREATER, 7))
          .put("<=", new Binary(Operator.LESS_OR_EQUAL, 7))
          .put(">=", new Binary(Operator.GREATER_OR_EQUAL, 7))
          .put("<<", new Binary(Operator.LEFT, 8))
          .put(">>", new Binary(Operator.RIGHT, 8))
          .put("+", new Binary(Operator.ADD, 9))
          .put("-", new Binary(Operator.SUBTRACT, 9))
          .put("*", new Binary(Operator.MULTIPLY, 10))
          .put("/", new Binary(Operator.DIVIDE, 10))
          .put("%", new Binary(Operator.REMAINDER, 10))
          .build();

  private final Lexer lexer;
  private final ParserActions<N, D> actions;
  private final LinePosition position;
  private @Nullable Token ahead;
  private int depth;

  /** Whether the last operand can stand on the left of an assignment. */
  private boolean unary;

  /** Makes a parser of the tokens of a lexer that has read nothing. */
  public Parser(Lexer lexer, ParserActions<N, D> actions, LinePosition position) {
    this.lexer = lexer;
    this.actions = actions;
    this.position = position;
  }

  private Token peek() {
    Token token = ahead;
    if (token == null) {
      token = lexer.next();
      ahead = token;
    }
    return token;
  }

  private Token take() {
    Token token = peek();
    ahead = null;
    return token;
  }

  private boolean accept(String word) {
    if (peek().is(word)) {
      take();
      return true;
    }
    return false;
  }

  private void expect(String word) {
    if (!accept(word)) {
      throw lexer.syntaxError();
    }
  }

  private Token expect(TokenKind kind) {
    if (peek().kind() != kind) {
      throw lexer.syntaxError();
    }
    return take();
  }

  private void enter() {
    if (++depth > MOST_DEPTH) {
      throw new DException(
          ErrorTag.D_SYNTAX,
          position.line(),
          "program is nested more than " + MOST_DEPTH + " deep");
    }
  }

  private void leave() {
    depth--;
  }

  /** Reads a whole program; null if there is nothing in it. */
  public @Nullable N program() {
    N list = null;
    while (peek().kind() != TokenKind.END) {
      list = actions.link(list, external());
    }
    return list;
  }

  /** Reads the name of a type and nothing else. */
  public D wholeType() {
    D type = typeName();
    expect(TokenKind.END);
    return type;
  }

  private @Nullable N external() {
    Token token = peek();
    if (token.kind() == TokenKind.PROBE_SPECIFIER || token.kind() == TokenKind.INTEGER) {
      return clause();
    }
    if (token.is("inline")) {
      return inline();
    }
    if (token.is("translator")) {
      return translator();
    }
    if (token.is("provider")) {
      return provider();
    }
    declaration();
    return null;
  }

  private N inline() {
    take();
    declarationSpecifiers();
    declarator(true, false);
    peek();
    actions.pushScope();
    expect("=");
    N value = assignment();
    expect(";");
    actions.popScope();
    N inline = actions.inline(value);
    lexer.begin(Lexer.State.CLAUSE);
    return inline;
  }

  private N translator() {
    take();
    D output = typeName();
    expect("<");
    D input = typeName();
    String name = expect(TokenKind.IDENTIFIER).text();
    expect(">");
    expect("{");
    N members = null;
    while (!accept("}")) {
      String member = expect(TokenKind.IDENTIFIER).text();
      expect("=");
      N value = assignment();
      expect(";");
      members = actions.link(members, actions.translatorMember(member, value));
    }
    expect(";");
    N translator = actions.translator(output, input, name, members);
    lexer.begin(Lexer.State.CLAUSE);
    return translator;
  }

  private N provider() {
    take();
    String name = expect(TokenKind.IDENTIFIER).text();
    expect("{");
    N probes = null;
    while (!accept("}")) {
      expect("probe");
      String probe = expect(TokenKind.IDENTIFIER).text();
      N input = functionParameters();
      boolean hasOutput = accept(":");
      N output = hasOutput ? functionParameters() : null;
      expect(";");
      probes = actions.link(probes, actions.providerProbe(probe, input, hasOutput, output));
    }
    expect(";");
    N provider = actions.provider(name, probes);
    lexer.begin(Lexer.State.CLAUSE);
    return provider;
  }

  private N clause() {
    N probes = specifier();
    while (accept(",")) {
      N list = actions.link(probes, specifier());
      probes = list == null ? probes : list;
    }
    peek();
    lexer.begin(Lexer.State.EXPRESSION);
    N clause;
    if (accept("{")) {
      N statements = statements();
      expect("}");
      clause = actions.clause(probes, null, statements);
    } else if (accept("/")) {
      N predicate = expression();
      expect(TokenKind.PREDICATE_END);
      if (!peek().is("{")) {
        throw actions.predicateWithoutActions(predicate);
      }
      take();
      N statements = statements();
      expect("}");
      clause = actions.clause(probes, predicate, statements);
    } else {
      clause = actions.bareClause(probes);
    }
    lexer.begin(Lexer.State.CLAUSE);
    return clause;
  }

  private N specifier() {
    Token token = peek();
    return switch (token.kind()) {
      case PROBE_SPECIFIER -> actions.probe(take().text());
      case INTEGER -> actions.probeNumber(take().integer().value());
      default -> throw lexer.syntaxError();
    };
  }

  /** Reads statements up to a brace; the last may lack its semicolon. */
  private @Nullable N statements() {
    enter();
    N list = null;
    while (!peek().is("}")) {
      if (accept(";")) {
        continue;
      }
      if (peek().is("if")) {
        list = actions.link(list, ifStatement());
        continue;
      }
      N expression = expression();
      boolean last = peek().is("}");
      if (!last) {
        expect(";");
      }
      list = actions.link(list, actions.statement(expression));
      if (last) {
        break;
      }
    }
    leave();
    return list;
  }

  private N ifStatement() {
    enter();
    take();
    expect("(");
    N condition = expression();
    expect(")");
    N yes = statementOrBlock();
    N no = accept("else") ? statementOrBlock() : null;
    leave();
    return actions.ifStatement(condition, yes, no);
  }

  private @Nullable N statementOrBlock() {
    if (accept("{")) {
      N statements = statements();
      expect("}");
      return statements;
    }
    if (accept(";")) {
      return null;
    }
    if (peek().is("if")) {
      return ifStatement();
    }
    N expression = expression();
    expect(";");
    return actions.statement(expression);
  }

  private N expression() {
    enter();
    N left = assignment();
    while (accept(",")) {
      left = actions.binary(Operator.COMMA, left, assignment());
      unary = false;
    }
    leave();
    return left;
  }

  private N assignment() {
    enter();
    N left = conditional();
    Operator operator =
        unary && peek().kind() == TokenKind.WORD ? ASSIGNMENTS.get(peek().text()) : null;
    if (operator != null) {
      take();
      left = actions.binary(operator, left, assignment());
      unary = false;
    }
    leave();
    return left;
  }

  private N conditional() {
    enter();
    N condition = binary(0);
    if (accept("?")) {
      N yes = expression();
      expect(":");
      condition = actions.conditional(condition, yes, conditional());
      unary = false;
    }
    leave();
    return condition;
  }

  private N binary(int least) {
    N left = cast();
    while (true) {
      Token token = peek();
      Binary found = token.kind() == TokenKind.WORD ? BINARY.get(token.text()) : null;
      if (found == null || found.precedence() < least) {
        return left;
      }
      take();
      N right = binary(found.precedence() + 1);
      left = actions.binary(found.operator(), left, right);
      unary = false;
    }
  }

  private N cast() {
    if (peek().is("(")) {
      take();
      if (startsType(peek())) {
        enter();
        D type = typeName();
        expect(")");
        N operand = actionsCast(type);
        leave();
        unary = false;
        return operand;
      }
      return postfix(parenthesized());
    }
    return unaryExpression();
  }

  private N actionsCast(D type) {
    N node = actions.type(type);
    return actions.binary(Operator.CAST, node, cast());
  }

  private N parenthesized() {
    N inside = expression();
    expect(")");
    return inside;
  }

  private N unaryExpression() {
    enter();
    N result = unaryInside();
    leave();
    unary = true;
    return result;
  }

  private N unaryInside() {
    Token token = peek();
    if (token.kind() != TokenKind.WORD) {
      return postfix(primary());
    }
    switch (token.text()) {
      case "++", "--" -> {
        take();
        Operator operator =
            token.text().equals("++") ? Operator.PRE_INCREMENT : Operator.PRE_DECREMENT;
        return actions.unary(operator, unaryExpression());
      }
      case "stringof" -> {
        take();
        return actions.unary(Operator.STRINGOF, unaryExpression());
      }
      case "sizeof" -> {
        take();
        return sizeof();
      }
      default -> {
        Operator operator = UNARY.get(token.text());
        if (operator != null) {
          take();
          return actions.unary(operator, cast());
        }
        return postfix(primary());
      }
    }
  }

  private N sizeof() {
    if (accept("(")) {
      if (startsType(peek())) {
        D type = typeName();
        expect(")");
        return actions.unary(Operator.SIZEOF, actions.type(type));
      }
      return actions.unary(Operator.SIZEOF, postfix(parenthesized()));
    }
    return actions.unary(Operator.SIZEOF, unaryExpression());
  }

  private N primary() {
    Token token = peek();
    switch (token.kind()) {
      case IDENTIFIER, AGGREGATION -> {
        return actions.name(take().text());
      }
      case INTEGER -> {
        return actions.integer(take().integer());
      }
      case STRING -> {
        return actions.string(take().text());
      }
      default -> {}
    }
    if (token.is("self") || token.is("this")) {
      return actions.name(take().text());
    }
    if (accept("(")) {
      return parenthesized();
    }
    if (accept("offsetof")) {
      expect("(");
      D type = typeName();
      expect(",");
      String member = memberName();
      expect(")");
      return actions.offsetOf(type, member);
    }
    if (accept("xlate")) {
      expect("<");
      D type = typeName();
      expect(">");
      expect("(");
      N operand = parenthesized();
      return actions.binary(Operator.TRANSLATE, actions.type(type), operand);
    }
    throw lexer.syntaxError();
  }

  private String memberName() {
    Token token = peek();
    if (token.kind() != TokenKind.IDENTIFIER && token.kind() != TokenKind.TYPE_NAME) {
      throw lexer.syntaxError();
    }
    return take().text();
  }

  private N postfix(N first) {
    N left = first;
    while (true) {
      Token token = peek();
      if (token.kind() != TokenKind.WORD) {
        unary = true;
        return left;
      }
      switch (token.text()) {
        case "[" -> {
          take();
          N keys = arguments();
          expect("]");
          left = actions.binary(Operator.INDEX, left, keys);
        }
        case "(" -> {
          take();
          N arguments = peek().is(")") ? null : arguments();
          expect(")");
          left = actions.call(left, arguments);
        }
        case "." -> {
          take();
          left = actions.binary(Operator.DOT, left, actions.name(memberName()));
        }
        case "->" -> {
          take();
          left = actions.binary(Operator.ARROW, left, actions.name(memberName()));
        }
        case "++" -> {
          take();
          left = actions.unary(Operator.POST_INCREMENT, left);
        }
        case "--" -> {
          take();
          left = actions.unary(Operator.POST_DECREMENT, left);
        }
        default -> {
          unary = true;
          return left;
        }
      }
    }
  }

  private N arguments() {
    N list = assignment();
    while (accept(",")) {
      N more = actions.link(list, assignment());
      list = more == null ? list : more;
    }
    return list;
  }

  private static boolean startsType(Token token) {
    return token.kind() == TokenKind.TYPE_NAME
        || (token.kind() == TokenKind.WORD
            && (BASE_WORDS.contains(token.text())
                || ATTRIBUTES.contains(token.text())
                || QUALIFIERS.contains(token.text())
                || isTagKeyword(token.text())));
  }

  private static boolean isTagKeyword(String word) {
    return word.equals("struct") || word.equals("union") || word.equals("enum");
  }

  private static boolean isStorageClass(Token token, boolean ofD) {
    return token.kind() == TokenKind.WORD
        && (STORAGE_CLASSES.contains(token.text())
            || (ofD && (token.text().equals("self") || token.text().equals("this"))));
  }

  private void declaration() {
    declarationSpecifiers();
    if (accept(";")) {
      actions.declaredNothing();
    } else {
      do {
        declarator(true, false);
        peek();
        actions.declared();
      } while (accept(","));
      expect(";");
    }
    actions.endDeclaration();
    lexer.begin(Lexer.State.CLAUSE);
  }

  private void declarationSpecifiers() {
    specifiers(true);
  }

  /** Reads one specifier or more; storage classes only where they may stand. */
  private void specifiers(boolean first) {
    boolean any = false;
    while (true) {
      Token token = peek();
      if (isStorageClass(token, any || first)) {
        actions.storageClass(take().text());
      } else if (startsType(token)) {
        typeSpecifier();
      } else if (any) {
        return;
      } else {
        throw lexer.syntaxError();
      }
      any = true;
    }
  }

  private void typeSpecifiers() {
    if (!startsType(peek())) {
      throw lexer.syntaxError();
    }
    while (startsType(peek())) {
      typeSpecifier();
    }
  }

  private void typeSpecifier() {
    Token token = take();
    if (token.kind() == TokenKind.TYPE_NAME) {
      actions.typeWord(token.text(), true);
    } else if (BASE_WORDS.contains(token.text())) {
      actions.typeWord(token.text(), token.text().equals("string"));
    } else if (isTagKeyword(token.text())) {
      taggedType(token.text());
    } else {
      actions.attribute(token.text());
    }
  }

  private void taggedType(String keyword) {
    enter();
    Token next = peek();
    String tag = null;
    if (next.kind() == TokenKind.IDENTIFIER || next.kind() == TokenKind.TYPE_NAME) {
      tag = take().text();
      if (!peek().is("{")) {
        actions.tagged(keyword, tag);
        leave();
        return;
      }
    }
    expect("{");
    actions.beginTagged(keyword, tag);
    if (keyword.equals("enum")) {
      enumerators();
    } else {
      do {
        structDeclaration();
      } while (!peek().is("}"));
    }
    expect("}");
    actions.endTagged();
    leave();
  }

  private void enumerators() {
    do {
      String name = expect(TokenKind.IDENTIFIER).text();
      if (accept("=")) {
        actions.enumerator(name, assignment());
      } else {
        actions.enumerator(name, null);
      }
    } while (accept(","));
  }

  private void structDeclaration() {
    typeSpecifiers();
    do {
      if (accept(":")) {
        actions.member(conditional());
      } else {
        declarator(true, false);
        actions.member(accept(":") ? conditional() : null);
      }
    } while (accept(","));
    expect(";");
    actions.endDeclaration();
  }

  private D typeName() {
    typeSpecifiers();
    abstractDeclarator();
    return actions.endTypeName();
  }

  private void abstractDeclarator() {
    Token token = peek();
    if (token.is("*") || token.is("(") || token.is("[")) {
      declarator(false, true);
    }
  }

  /**
   * Reads a declarator.
   *
   * @param named whether a name may stand in it
   * @param bare whether a name may be missing
   * @return what a function behind it would be pointed to by
   */
  private @Nullable D declarator(boolean named, boolean bare) {
    enter();
    int stars = 0;
    while (accept("*")) {
      stars++;
      while (peek().kind() == TokenKind.WORD && QUALIFIERS.contains(peek().text())) {
        actions.attribute(take().text());
      }
    }
    D pointer = null;
    for (int i = 0; i < stars; i++) {
      pointer = actions.pointer();
    }
    D direct = null;
    if (!bare || stars == 0 || startsDirect(named)) {
      direct = directDeclarator(named, bare);
    }
    leave();
    return pointer != null ? pointer : direct;
  }

  private boolean startsDirect(boolean named) {
    Token token = peek();
    return token.is("(") || token.is("[") || (named && token.kind() == TokenKind.IDENTIFIER);
  }

  private @Nullable D directDeclarator(boolean named, boolean bare) {
    D value = null;
    if (named && peek().kind() == TokenKind.IDENTIFIER) {
      value = actions.declaredName(take().text());
    } else if (peek().is("(")) {
      take();
      Token next = peek();
      boolean nested =
          next.is("*")
              || next.is("(")
              || (bare && next.is("["))
              || (named && next.kind() == TokenKind.IDENTIFIER);
      if (nested) {
        actions.openParenthesis();
        value = declarator(named, bare);
        expect(")");
      } else if (bare) {
        actions.function(null, parametersAfterOpening());
      } else {
        throw lexer.syntaxError();
      }
    } else if (!(bare && peek().is("["))) {
      throw lexer.syntaxError();
    }
    while (true) {
      if (peek().is("[")) {
        arraySuffix();
      } else if (peek().is("(")) {
        actions.function(value, functionParameters());
      } else {
        return value;
      }
    }
  }

  private void arraySuffix() {
    take();
    actions.pushScope();
    N parameters = null;
    if (!peek().is("]")) {
      boolean types = startsType(peek()) || isStorageClass(peek(), false) || peek().is("...");
      parameters = types ? parameterList() : conditional();
    }
    expect("]");
    actions.popScope();
    actions.array(parameters);
  }

  private @Nullable N functionParameters() {
    expect("(");
    return parametersAfterOpening();
  }

  private @Nullable N parametersAfterOpening() {
    actions.pushScope();
    N parameters = peek().is(")") ? null : parameterList();
    expect(")");
    actions.popScope();
    return parameters;
  }

  private @Nullable N parameterList() {
    N list = null;
    do {
      if (accept("...")) {
        return actions.link(list, actions.moreParameters());
      }
      specifiers(false);
      Token token = peek();
      if (token.is("*") || token.is("(") || token.is("[") || token.kind() == TokenKind.IDENTIFIER) {
        declarator(true, true);
      }
      list = actions.link(list, actions.parameter());
    } while (accept(","));
    return list;
  }
}
