package org.bootarchive.dtrace.dif;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the registers and the tuple stack of DIF hold on one way through an object. */
final class Path {
  private static final int REGISTERS = 8;
  private static final int MOST_ASSIGNMENTS = 8;
  private static final int MOST_PUSHED = 64;

  final @Nullable Term[] registers;
  final List<Term> pushed;
  final List<Assignment> assignments;

  /** What the last comparison compared; the right one is 0 for a test. */
  Term left = Term.ZERO;

  Term right = Term.ZERO;
  boolean comparesStrings;

  Path() {
    registers = new Term[REGISTERS];
    registers[0] = Term.ZERO;
    pushed = new ArrayList<>();
    assignments = new ArrayList<>();
  }

  private Path(Path other) {
    registers = Arrays.copyOf(other.registers, REGISTERS);
    pushed = new ArrayList<>(other.pushed);
    assignments = new ArrayList<>(other.assignments);
    left = other.left;
    right = other.right;
    comparesStrings = other.comparesStrings;
  }

  void assign(String target, Term value) throws NoExpressionException {
    if (target.length() > Term.MOST_CHARS || assignments.size() >= MOST_ASSIGNMENTS) {
      throw new NoExpressionException();
    }
    assignments.add(new Assignment(target, value));
  }

  Path copy() {
    return new Path(this);
  }

  void push(Term term) throws NoExpressionException {
    if (pushed.size() >= MOST_PUSHED) {
      throw new NoExpressionException();
    }
    pushed.add(term);
  }

  Term get(int register) throws NoExpressionException {
    Term term = register < REGISTERS ? registers[register] : null;
    if (term == null) {
      throw new NoExpressionException();
    }
    return term;
  }

  void set(int register, Term term) throws NoExpressionException {
    if (register == 0 || register >= REGISTERS || term.text().length() > Term.MOST_CHARS) {
      throw new NoExpressionException();
    }
    registers[register] = term;
  }
}
