package org.bootarchive.dtrace.compile;

import java.util.List;
import org.bootarchive.dtrace.dif.DifInstruction;
import org.bootarchive.dtrace.dif.DifOperation;
import org.bootarchive.dtrace.dif.DifSubroutine;
import org.bootarchive.dtrace.dif.Difo;
import org.bootarchive.dtrace.dof.ActionKind;
import org.bootarchive.dtrace.dof.DofWriter;
import org.bootarchive.dtrace.lang.ErrorTag;

/** Which actions of a clause can follow which: {@code dt_stmt_append}. */
final class StatementOrder {
  private final Unit unit;
  private boolean commits;
  private boolean speculates;
  private boolean records;

  StatementOrder(Unit unit) {
    this.unit = unit;
  }

  /** Checks the actions of the next statement. */
  void append(Node statement, List<DofWriter.Action> actions) {
    if (commits) {
      checkNoAggregation(statement, actions);
    }
    for (int i = 0; i < actions.size(); i++) {
      append(statement, actions.get(i), actions.subList(i, actions.size()));
    }
  }

  private void checkNoAggregation(Node statement, List<DofWriter.Action> actions) {
    if (actions.stream().anyMatch(action -> ActionKind.isAggregation(action.kind()))) {
      throw unit.errorAt(
          statement, ErrorTag.D_AGG_COMM, "aggregating actions may not follow commit( )");
    }
  }

  private void append(Node statement, DofWriter.Action action, List<DofWriter.Action> rest) {
    int kind = action.kind();
    if (kind == ActionKind.COMMIT.number()) {
      if (commits) {
        throw unit.errorAt(statement, ErrorTag.D_COMM_COMM, "commit( ) may not follow commit( )");
      }
      if (records) {
        throw unit.errorAt(
            statement, ErrorTag.D_COMM_DREC, "commit( ) may not follow data-recording action(s)");
      }
      checkNoAggregation(statement, rest);
      commits = true;
      return;
    }
    if (kind == ActionKind.SPECULATE.number()) {
      if (speculates) {
        throw unit.errorAt(
            statement, ErrorTag.D_SPEC_SPEC, "speculate( ) may not follow speculate( )");
      }
      if (commits) {
        throw unit.errorAt(
            statement, ErrorTag.D_SPEC_COMM, "speculate( ) may not follow commit( )");
      }
      if (records) {
        throw unit.errorAt(
            statement,
            ErrorTag.D_SPEC_DREC,
            "speculate( ) may not follow data-recording action(s)");
      }
      speculates = true;
      return;
    }
    if (ActionKind.isAggregation(kind)) {
      if (speculates) {
        throw unit.errorAt(
            statement, ErrorTag.D_AGG_SPEC, "aggregating actions may not follow speculate( )");
      }
      records = true;
      return;
    }
    boolean destructive = isDestructive(action);
    if (speculates && destructive) {
      throw unit.errorAt(
          statement, ErrorTag.D_ACT_SPEC, "destructive actions may not follow speculate( )");
    }
    if (speculates && kind == ActionKind.EXIT.number()) {
      throw unit.errorAt(statement, ErrorTag.D_EXIT_SPEC, "exit( ) may not follow speculate( )");
    }
    if (destructive || kind == ActionKind.DISCARD.number() || returnsNothing(action)) {
      return;
    }
    if (commits) {
      throw unit.errorAt(
          statement, ErrorTag.D_DREC_COMM, "data-recording actions may not follow commit( )");
    }
    records |= !speculates;
  }

  private static boolean returnsNothing(DofWriter.Action action) {
    Difo difo = action.difo();
    return action.kind() == ActionKind.DIFEXPR.number()
        && difo != null
        && !difo.returnType().isString()
        && difo.returnType().size() == 0;
  }

  private static boolean isDestructive(DofWriter.Action action) {
    Difo difo = action.difo();
    return ActionKind.isDestructive(action.kind())
        || (action.kind() == ActionKind.DIFEXPR.number()
            && difo != null
            && difo.text().stream()
                .mapToObj(DifInstruction::new)
                .anyMatch(StatementOrder::copiesOut));
  }

  private static boolean copiesOut(DifInstruction instruction) {
    int subroutine = instruction.index();
    return instruction.op() == DifOperation.CALL.number()
        && (subroutine == DifSubroutine.number("copyout")
            || subroutine == DifSubroutine.number("copyoutstr"));
  }
}
