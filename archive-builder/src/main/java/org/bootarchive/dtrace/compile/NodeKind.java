package org.bootarchive.dtrace.compile;

/** The kinds of nodes: {@code DT_NODE_*}. */
enum NodeKind {
  INTEGER,
  STRING,
  /** A name of which it is not known yet what it stands for. */
  NAME,
  VARIABLE,
  SYMBOL,
  TYPE,
  FUNCTION,
  UNARY,
  BINARY,
  CONDITION,
  /** A statement that is an expression. */
  EXPRESSION_STATEMENT,
  /** A statement that is an action. */
  ACTION_STATEMENT,
  AGGREGATION,
  PROBE_DESCRIPTION,
  CLAUSE,
  INLINE,
  MEMBER,
  TRANSLATOR,
  PROBE,
  PROVIDER,
  IF;

  /** Returns the number that messages of inner errors name. */
  @SuppressWarnings("EnumOrdinal")
  int number() {
    return ordinal();
  }
}
