package org.bootarchive.dtrace.text;

/**
 * An expression in D with its type.
 *
 * @param text as D writes it
 * @param binding how strongly it holds together
 * @param type its type
 * @param constant whether the compiler calculates with it while it reads
 */
record Typed(String text, Binding binding, ValueType type, boolean constant) {
  enum Binding {
    /** Needs no parentheses anywhere. */
    ATOM,
    OPERATION,
    CONJUNCTION,
    DISJUNCTION,
    EXCLUSION,
    CHOICE,
    ASSIGNMENT,
    COMMA
  }

  static Typed atom(String text, ValueType type) {
    return new Typed(text, Binding.ATOM, type, false);
  }

  static Typed operation(String text, ValueType type) {
    return new Typed(text, Binding.OPERATION, type, false);
  }

  Typed withRemark(String remark) {
    return new Typed(text + " " + remark, binding, type, constant);
  }

  /** Returns the text, in parentheses unless it is an atom. */
  String inner() {
    return binding == Binding.ATOM ? text : "(" + text + ")";
  }

  /** Returns the text as one of several in a list. */
  String item() {
    return binding == Binding.COMMA ? "(" + text + ")" : text;
  }

  /** Returns it if it is of a type. */
  Typed exactly(ValueType wanted) throws NoTextException {
    if (!type.is(wanted)) {
      throw new NoTextException();
    }
    return this;
  }

  /** Returns what the compiler does not calculate with: a constant that was cast to a pointer. */
  Typed unfolded() throws NoTextException {
    if (!constant) {
      return this;
    }
    if (type.kind() != ValueType.Kind.INTEGER || type.bytes() != Long.BYTES) {
      throw new NoTextException();
    }
    return atom("(" + type.name() + ")(void *)" + inner(), type);
  }
}
