package org.bootarchive.dtrace.compile;

/** How a use of an identifier is checked and gets its type: {@code dt_idops_t}. */
enum CheckRule {
  /** Keys are compared with those of the first use. */
  KEYS,
  /** Arguments are compared with a prototype. */
  FUNCTION,
  /** Arguments of the probe. */
  ARGUMENTS,
  /** Registers. */
  REGISTERS,
  /** The type is looked up by its name at the first use. */
  NAMED_TYPE,
  /** The type is there, or will be after an assignment. */
  KNOWN_TYPE,
  /** An inline, which may have parameters. */
  INLINE
}
