package org.bootarchive.dtrace.lang;

/** The operators of D, with the signs that messages show. */
public enum Operator {
  COMMA(","),
  ASSIGN("="),
  ADD_ASSIGN("+="),
  SUBTRACT_ASSIGN("-="),
  MULTIPLY_ASSIGN("*="),
  DIVIDE_ASSIGN("/="),
  REMAINDER_ASSIGN("%="),
  AND_ASSIGN("&="),
  XOR_ASSIGN("^="),
  OR_ASSIGN("|="),
  LEFT_ASSIGN("<<="),
  RIGHT_ASSIGN(">>="),
  CONDITION("?"),
  LOGICAL_OR("||"),
  LOGICAL_XOR("^^"),
  LOGICAL_AND("&&"),
  OR("|"),
  XOR("^"),
  AND("&"),
  EQUAL("=="),
  UNEQUAL("!="),
  LESS("<"),
  LESS_OR_EQUAL("<="),
  GREATER(">"),
  GREATER_OR_EQUAL(">="),
  LEFT("<<"),
  RIGHT(">>"),
  ADD("+"),
  SUBTRACT("-"),
  MULTIPLY("*"),
  DIVIDE("/"),
  REMAINDER("%"),
  NOT("!"),
  COMPLEMENT("~"),
  PRE_INCREMENT("++"),
  POST_INCREMENT("++"),
  PRE_DECREMENT("--"),
  POST_DECREMENT("--"),
  PLUS("+"),
  MINUS("-"),
  DEREFERENCE("*"),
  ADDRESS("&"),
  SIZEOF("sizeof"),
  STRINGOF("stringof"),
  TRANSLATE("xlate"),
  CAST("("),
  INDEX("["),
  ARROW("->"),
  DOT("."),
  /** No operator but a string. */
  STRING("<string>"),
  /** No operator but a name. */
  NAME("<ident>"),
  /** No operator but the name of an aggregation. */
  AGGREGATION("<?>"),
  /** No operator but an integer. */
  INTEGER("<int>"),
  /** Nothing of these. */
  NONE("<?>");

  private final String sign;

  Operator(String sign) {
    this.sign = sign;
  }

  /** Returns the sign. */
  public String sign() {
    return sign;
  }

  /** Returns whether it changes a variable by one. */
  public boolean changesByOne() {
    return this == PRE_INCREMENT
        || this == POST_INCREMENT
        || this == PRE_DECREMENT
        || this == POST_DECREMENT;
  }
}
