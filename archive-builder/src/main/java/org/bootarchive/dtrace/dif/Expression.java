package org.bootarchive.dtrace.dif;

import com.google.common.collect.ImmutableList;
import java.util.Optional;

/**
 * A DIF object as an expression of D, for people: what it calculates, not how it was once written.
 * Casts that change nothing are gone, inline constants stand in place of their names, and members
 * of structures are loads from addresses.
 */
public final class Expression {
  private static final int MOST_STEPS = 2000;
  private static final int MOST_BRANCHES = 64;

  /** Instructions that allocate a string: setx, allocs, a store and a load. */
  private static final int ALLOCATION = 4;

  private final Difo difo;
  private final Operations operations;
  private int steps;
  private int branches;

  private Expression(Difo difo) {
    this.difo = difo;
    this.operations = new Operations(difo);
    this.steps = Math.min(MOST_STEPS, 4 * difo.text().length() + 16);
  }

  /** Returns the expression, or how long the object is if it does not make a short one. */
  public static String text(Difo difo) {
    return of(difo).orElse("<DIF of " + difo.text().length() + " instructions>");
  }

  /** Returns the expression, if the object makes one of at most 240 chars. */
  public static Optional<String> of(Difo difo) {
    try {
      String text = new Expression(difo).outcome(0, new Path()).text();
      return text.length() > Term.MOST_CHARS ? Optional.empty() : Optional.of(text);
    } catch (NoExpressionException e) {
      return Optional.empty();
    }
  }

  /** Returns the integer that an object returns, if it is {@code setx} and {@code ret} alone. */
  public static Optional<Long> constant(Difo difo) {
    if (difo.text().length() != 2) {
      return Optional.empty();
    }
    DifInstruction load = difo.instruction(0);
    DifInstruction back = difo.instruction(1);
    return load.op() == DifOperation.SETX.number()
            && back.op() == DifOperation.RET.number()
            && load.rd() == back.rd()
            && load.index() < difo.integers().length()
        ? Optional.of(difo.integers().get(load.index()))
        : Optional.empty();
  }

  /** Returns the string that an object returns, if it is {@code sets} and {@code ret} alone. */
  public static Optional<String> string(Difo difo) {
    if (difo.text().length() != 2) {
      return Optional.empty();
    }
    DifInstruction load = difo.instruction(0);
    DifInstruction back = difo.instruction(1);
    return load.op() == DifOperation.SETS.number()
            && back.op() == DifOperation.RET.number()
            && load.rd() == back.rd()
        ? Optional.of(difo.strings().at(load.index()))
        : Optional.empty();
  }

  /** Branches go forward only, so every way ends. */
  private ValueAndAssignments outcome(int from, Path path) throws NoExpressionException {
    for (int pc = from; pc < difo.text().length(); pc++) {
      DifInstruction in = difo.instruction(pc);
      Optional<DifOperation> operation = DifOperation.of(in.op());
      if (--steps < 0 || operation.isEmpty()) {
        throw new NoExpressionException();
      }
      switch (operation.get().form()) {
        case RETURN -> {
          return new ValueAndAssignments(path.get(in.rd()), ImmutableList.copyOf(path.assignments));
        }
        case BRANCH -> {
          return branch(operation.get(), in.label(), pc, path);
        }
        default -> operations.apply(operation.get(), in, path);
      }
    }
    throw new NoExpressionException();
  }

  private ValueAndAssignments branch(DifOperation operation, int label, int pc, Path path)
      throws NoExpressionException {
    if (label <= pc) {
      throw new NoExpressionException();
    }
    if (operation == DifOperation.BA || skipsAllocation(operation, label, pc)) {
      return outcome(label, path);
    }
    Term condition = Conditions.of(operation, path);
    if (condition.constant() != null) {
      return outcome(condition.is(0) ? pc + 1 : label, path);
    }
    if (++branches > MOST_BRANCHES) {
      throw new NoExpressionException();
    }
    ValueAndAssignments yes = outcome(label, path.copy());
    return ValueAndAssignments.choose(condition, yes, outcome(pc + 1, path.copy()));
  }

  /** A string that was never stored is given an empty place before it is read. */
  private boolean skipsAllocation(DifOperation operation, int label, int pc) {
    return operation == DifOperation.BNE
        && label == pc + ALLOCATION + 1
        && label < difo.text().length()
        && difo.instruction(pc + 2).op() == DifOperation.ALLOCS.number();
  }
}
