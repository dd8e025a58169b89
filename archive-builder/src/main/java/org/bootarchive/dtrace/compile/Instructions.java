package org.bootarchive.dtrace.compile;

import java.util.ArrayList;
import java.util.List;
import org.bootarchive.dtrace.dif.DifOperation;
import org.jspecify.annotations.Nullable;

/** Instructions as they are made, with labels that branches name: {@code dt_irlist_t}. */
final class Instructions {
  /** No label. */
  static final int NO_LABEL = 0;

  /** What stands where a label is wanted and nothing is done. */
  static final int NOP = DifOperation.NOP.number() << 24;

  /**
   * An instruction.
   *
   * @param label by which branches name it, or {@link #NO_LABEL}
   * @param word the instruction; a branch has a label for its target
   * @param symbol the symbol whose address it takes, or null
   */
  record Line(int label, int word, @Nullable Identifier symbol) {
    /** Returns whether it stands for the place of what follows. */
    boolean isPlace() {
      return label != NO_LABEL && word == NOP;
    }
  }

  private final List<Line> lines = new ArrayList<>();
  private int labels = NO_LABEL + 1;

  List<Line> lines() {
    return lines;
  }

  int newLabel() {
    return labels++;
  }

  int labelCount() {
    return labels;
  }

  void add(int word) {
    lines.add(new Line(NO_LABEL, word, null));
  }

  void addLabelled(int label, int word) {
    lines.add(new Line(label, word, null));
  }

  void addSymbol(int word, Identifier symbol) {
    lines.add(new Line(NO_LABEL, word, symbol));
  }

  /** Adds an instruction that is known later, and returns its place. */
  int reserve() {
    lines.add(new Line(NO_LABEL, NOP, null));
    return lines.size() - 1;
  }

  void replace(int place, int word) {
    lines.set(place, new Line(NO_LABEL, word, null));
  }

  void place(int label) {
    addLabelled(label, NOP);
  }

  void branch(DifOperation operation, int label) {
    add(operation.number() << 24 | label);
  }

  static int word(DifOperation operation, int r1, int r2, int rd) {
    return operation.number() << 24 | r1 << 16 | r2 << 8 | rd;
  }

  static int indexed(DifOperation operation, int index, int register) {
    return operation.number() << 24 | index << 8 | register;
  }

  void op(DifOperation operation, int r1, int r2, int rd) {
    add(word(operation, r1, r2, rd));
  }

  void index(DifOperation operation, int index, int register) {
    add(indexed(operation, index, register));
  }
}
