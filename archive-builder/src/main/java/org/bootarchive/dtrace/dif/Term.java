package org.bootarchive.dtrace.dif;

import org.jspecify.annotations.Nullable;

/**
 * An expression of D while it is put together.
 *
 * @param text as D writes it
 * @param atom whether it needs no parentheses inside another
 * @param constant its value if it is an integer; null otherwise
 * @param negation the text of its contrary if it is true or false; null otherwise
 */
record Term(String text, boolean atom, @Nullable Long constant, @Nullable String negation) {
  /** Longer ones are not shown. */
  static final int MOST_CHARS = 240;

  /** Up to here integers are decimal. */
  private static final long PLAIN = 0xffff_ffffL;

  /** What is less is an address of the kernel, or a mask. */
  private static final long LEAST_PLAIN = -0xffff;

  static final Term ZERO = integer(0);

  static Term integer(long value) {
    boolean plain = value >= LEAST_PLAIN && value <= PLAIN;
    String text = plain ? Long.toString(value) : "0x" + Long.toHexString(value);
    return new Term(text, !plain || value >= 0, value, null);
  }

  static Term atom(String text) {
    return new Term(text, true, null, null);
  }

  static Term compound(String text) {
    return new Term(text, false, null, null);
  }

  static Term truth(String text, String negation) {
    return new Term(text, false, null, negation);
  }

  /** Returns the text, in parentheses unless it is an atom. */
  String inner() {
    return atom ? text : "(" + text + ")";
  }

  boolean isTruth() {
    return negation != null || is(0) || is(1);
  }

  boolean is(long value) {
    return constant != null && constant == value;
  }

  /** Returns the contrary of a condition. */
  Term not() {
    return negation == null
        ? truth("!" + inner(), text)
        : truth(/* text= */ negation, /* negation= */ text);
  }

  /** Returns the one or the other value by a condition, as a person would write it. */
  static Term choose(Term condition, Term yes, Term no) {
    if (yes.text.equals(no.text)) {
      return yes;
    }
    if (yes.is(1) && no.is(0)) {
      return condition;
    }
    if (yes.is(0) && no.is(1)) {
      return condition.not();
    }
    if (no.is(0) && yes.isTruth()) {
      return both(condition, yes);
    }
    if (yes.is(0) && no.isTruth()) {
      return both(condition.not(), no);
    }
    if (yes.is(1) && no.isTruth()) {
      return either(condition, no);
    }
    if (no.is(1) && yes.isTruth()) {
      return either(condition.not(), yes);
    }
    return compound(condition.inner() + " ? " + yes.inner() + " : " + no.inner());
  }

  private static Term both(Term left, Term right) {
    String text = chained(left, "||") + " && " + chained(right, "||");
    return truth(text, "!(" + text + ")");
  }

  private static Term either(Term left, Term right) {
    String text = chained(left, "&&") + " || " + chained(right, "&&");
    return truth(text, "!(" + text + ")");
  }

  /** Parentheses only where both operators meet. */
  private static String chained(Term term, String other) {
    return term.atom || !(term.text.contains(" " + other + " ") || term.text.contains(" ? "))
        ? term.text
        : "(" + term.text + ")";
  }
}
