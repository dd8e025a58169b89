package org.bootarchive.dtrace.compile;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;
import java.util.ArrayList;
import java.util.List;
import org.bootarchive.dtrace.dif.DifOperation;
import org.bootarchive.dtrace.dif.DifType;
import org.bootarchive.dtrace.dif.Difo;
import org.bootarchive.dtrace.dif.StringTable;
import org.bootarchive.dtrace.dof.ActionKind;
import org.bootarchive.dtrace.dof.DofWriter;
import org.jspecify.annotations.Nullable;

/** The actions of one clause while they are put together, statement by statement. */
final class ClauseActions {
  /** Integer, of nothing: what an expression returns whose value nobody wants. */
  static final DifType NOTHING = new DifType(0, 1, 0, 0, 0);

  /** Integer of 64 bits. */
  static final DifType INTEGER = new DifType(0, 1, 0, 0, Long.BYTES);

  /** An action without its statement's string, which may come later. */
  private record Draft(@Nullable Difo difo, int kind, int tuple, long argument, int statement) {}

  private final List<Draft> drafts = new ArrayList<>();
  private final List<@Nullable String> strings = new ArrayList<>();
  private final int firstStatement;
  private int first;

  /** Makes one without statements; theirs are numbered from one on. */
  ClauseActions(int firstStatement) {
    this.firstStatement = firstStatement;
  }

  int endOfStatements() {
    return firstStatement + strings.size();
  }

  /** Begins a statement. */
  void begin() {
    strings.add(null);
    first = drafts.size();
  }

  /** Gives the statement a string. */
  void setString(String text) {
    strings.set(strings.size() - 1, text);
  }

  void add(@Nullable Difo difo, int kind, int tuple, long argument) {
    drafts.add(new Draft(difo, kind, tuple, argument, strings.size() - 1));
  }

  void add(@Nullable Difo difo, ActionKind kind) {
    add(difo, kind.number(), 0, 0);
  }

  void add(@Nullable Difo difo, ActionKind kind, long argument) {
    add(difo, kind.number(), 0, argument);
  }

  /** Returns the actions of the statement. */
  List<DofWriter.Action> ofStatement() {
    return written(drafts.subList(first, drafts.size()));
  }

  ImmutableList<DofWriter.Action> all() {
    return written(drafts);
  }

  private ImmutableList<DofWriter.Action> written(List<Draft> some) {
    ImmutableList.Builder<DofWriter.Action> actions = ImmutableList.builder();
    for (Draft draft : some) {
      actions.add(
          new DofWriter.Action(
              draft.difo,
              draft.kind,
              draft.tuple,
              draft.argument,
              strings.get(draft.statement),
              firstStatement + draft.statement));
    }
    return actions.build();
  }

  /** Returns an object that returns a number: {@code dt_action_difconst}. */
  static Difo constant(long value) {
    return new Difo(
        ImmutableIntArray.of(
            Instructions.indexed(DifOperation.SETX, 0, 1),
            Instructions.word(DifOperation.RET, 0, 0, 1)),
        ImmutableLongArray.of(value),
        StringTable.EMPTY,
        ImmutableList.of(),
        INTEGER);
  }

  /** Returns an object that returns 0 without a table. */
  static Difo zero() {
    return new Difo(
        ImmutableIntArray.of(Instructions.word(DifOperation.RET, 0, 0, 0)),
        ImmutableLongArray.of(),
        StringTable.EMPTY,
        ImmutableList.of(),
        INTEGER);
  }

  static Difo returning(Difo difo, DifType type) {
    return new Difo(difo.text(), difo.integers(), difo.strings(), difo.variables(), type);
  }

  static Difo returningSize(Difo difo, long size) {
    DifType old = difo.returnType();
    return returning(difo, new DifType(old.kind(), old.ckind(), old.flags(), old.pad(), size));
  }
}
