package org.bootarchive.dtrace.dif;

/** How the bits after an operation's number are used. */
enum OperandForm {
  /** {@code r1, r2, rd}. */
  ARITHMETIC,
  /** {@code r1, rd}. */
  MOVE,
  /** {@code [r1], rd}. */
  LOAD,
  /** {@code r1, [rd]}. */
  STORE,
  /** {@code r1, r2}. */
  COMPARE,
  /** {@code r1}. */
  TEST,
  /** {@code label}. */
  BRANCH,
  /** {@code rd}. */
  RETURN,
  /** Nothing. */
  BARE,
  /** {@code intindex, rd}. */
  INTEGER,
  /** {@code strindex, rd}. */
  STRING,
  /** {@code var, ri, rd}, the variable in 8 bits. */
  ARRAY_LOAD,
  /** {@code var, ri, rd}, the variable in 16 bits, one of them shared with ri. */
  ARRAY_STORE,
  /** {@code var, rd}. */
  VARIABLE_LOAD,
  /** {@code var, rs}. */
  VARIABLE_STORE,
  /** {@code subr, rd}. */
  CALL,
  /** {@code type, rs, rr}. */
  PUSH_REFERENCE,
  /** {@code type, rs, rv}. */
  PUSH_VALUE,
  /** {@code xlrindex, rd}: the compiler's own, which the kernel does not know. */
  TRANSLATOR
}
