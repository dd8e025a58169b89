package org.bootarchive.dtrace.lang;

import org.jspecify.annotations.Nullable;

/**
 * What is to be made of a program, rule by rule. A list is its first element, linked to the others
 * by {@link #link}; null is an empty one.
 *
 * @param <N> a node of a tree
 * @param <D> a declaration that is being read
 */
public interface ParserActions<N, D> {
  /** A name stands in an expression; {@code self} and {@code this} are names too. */
  N name(String text);

  /** An integer stands in an expression. */
  N integer(IntegerLiteral literal);

  /** A string stands in an expression. */
  N string(String text);

  /** An operator stands with one operand. */
  N unary(Operator operator, N operand);

  /** An operator stands with two operands; of an index the right one is a list. */
  N binary(Operator operator, N left, N right);

  /** A condition chooses between two. */
  N conditional(N condition, N yes, N no);

  /** A function is called. */
  N call(N function, @Nullable N arguments);

  /** The place of a member is asked for. */
  N offsetOf(D type, String member);

  /** A type stands in an expression. */
  N type(D type);

  /** A list goes on. */
  @Nullable N link(@Nullable N list, @Nullable N more);

  /** An expression is a statement. */
  N statement(N expression);

  /** Statements depend on a condition. */
  N ifStatement(N condition, @Nullable N yes, @Nullable N no);

  /** A probe description. */
  N probe(String specifier);

  /** A probe by its number. */
  N probeNumber(long number);

  /** A clause. */
  N clause(N probes, @Nullable N predicate, @Nullable N actions);

  /** A clause without braces. */
  N bareClause(N probes);

  /** A predicate without actions, which is an error. */
  DException predicateWithoutActions(N predicate);

  /** An inline's value; its declaration ends. */
  N inline(N value);

  /** A translator; both declarations have ended. */
  N translator(D output, D input, String name, @Nullable N members);

  /** A member of a translator. */
  N translatorMember(String name, N value);

  /** A provider. */
  N provider(String name, @Nullable N probes);

  /**
   * A probe of a provider.
   *
   * @param hasOutput whether the second list is there
   */
  N providerProbe(String name, @Nullable N input, boolean hasOutput, @Nullable N output);

  /** A storage class, {@code self} and {@code this} among them. */
  void storageClass(String word);

  /** The name of a type, or a word such as {@code int} that can have others beside it. */
  D typeWord(String word, boolean isTypedef);

  /** A word such as {@code unsigned}, {@code const} or {@code userland}. */
  D attribute(String word);

  /** A struct, union or enum by its tag. */
  D tagged(String keyword, String tag);

  /** A struct or union begins, an enum likewise; null for one without a tag. */
  void beginTagged(String keyword, @Nullable String tag);

  /** What was begun ends. */
  D endTagged();

  /** A name of an enum. */
  void enumerator(String name, @Nullable N value);

  /** The name that is declared. */
  D declaredName(String name);

  /** A parenthesis opens around a declarator. */
  void openParenthesis();

  /** A star. */
  D pointer();

  /** Brackets, with a size, a list of types, or nothing. */
  void array(@Nullable N parameters);

  /** Parentheses of a function behind what was declared before. */
  void function(@Nullable D declarator, @Nullable N parameters);

  /** A member of a struct or union, maybe with its bits. */
  void member(@Nullable N bits);

  /** A declaration has its name; another may follow. */
  void declared();

  /** A declaration without a name ends. */
  void declaredNothing();

  /** What was declared ends. */
  void endDeclaration();

  /** The name of a type ends. */
  D endTypeName();

  /** A parameter ends. */
  N parameter();

  /** Three dots end a list of parameters. */
  N moreParameters();

  /** Declarations begin inside another one. */
  void pushScope();

  /** Declarations inside another one end. */
  void popScope();
}
