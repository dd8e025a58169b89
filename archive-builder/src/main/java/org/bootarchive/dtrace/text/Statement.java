package org.bootarchive.dtrace.text;

import com.google.common.collect.ImmutableList;
import org.bootarchive.dtrace.dof.ActionKind;
import org.bootarchive.dtrace.dof.Ecb;
import org.bootarchive.dtrace.dof.EnabledAction;

/**
 * One statement of D, put together again from its actions.
 *
 * @param text the statement in D, without a semicolon; aggregations go by their numbers,
 *     {@code @_1}
 * @param actions the actions that it was compiled to, in order
 */
record Statement(String text, ImmutableList<EnabledAction> actions) {
  /**
   * Returns the statements of an ECB in order: the runs of actions that have one {@code dofa_uarg},
   * or single actions where such a run makes no statement.
   */
  static ImmutableList<Statement> of(Ecb ecb, ActionValues values) {
    ImmutableList.Builder<Statement> statements = ImmutableList.builder();
    ImmutableList<EnabledAction> actions = ecb.actions();
    int from = 0;
    while (from < actions.size()) {
      int to = from + 1;
      while (to < actions.size()
          && actions.get(to).uarg() == actions.get(from).uarg()
          && !ActionKind.isAggregation(actions.get(to - 1).kind())) {
        to++;
      }
      add(actions.subList(from, to), values, statements);
      from = to;
    }
    return statements.build();
  }

  private static void add(
      ImmutableList<EnabledAction> run,
      ActionValues values,
      ImmutableList.Builder<Statement> statements) {
    String whole = new StatementText(values).of(run);
    if (whole != null) {
      statements.add(new Statement(whole, run));
      return;
    }
    for (EnabledAction action : run) {
      statements.add(
          new Statement(new SingleAction(values).text(action), ImmutableList.of(action)));
    }
  }
}
