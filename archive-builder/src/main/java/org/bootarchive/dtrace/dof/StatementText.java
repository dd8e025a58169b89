package org.bootarchive.dtrace.dof;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.bootarchive.dtrace.dif.DText;
import org.bootarchive.dtrace.dif.DifOperation;
import org.bootarchive.dtrace.dif.Difo;
import org.bootarchive.dtrace.dif.Expression;
import org.jspecify.annotations.Nullable;

/** The actions of one statement as a statement of D. */
final class StatementText {
  private static final int MOST_ARGUMENTS = 64;

  private StatementText() {}

  /** Returns the statement, or null if the actions make none together. */
  static @Nullable String of(ImmutableList<EnabledAction> run) {
    EnabledAction first = run.get(0);
    EnabledAction last = run.get(run.size() - 1);
    if (ActionKind.isAggregation(last.kind())) {
      return AggregationText.of(run);
    }
    if (run.size() == 2
        && first.is(ActionKind.TRACEMEM_DYNSIZE)
        && last.is(ActionKind.TRACEMEM)
        && last.difo() != null) {
      return String.format(
          Locale.ROOT,
          "tracemem(%s, %d, %s)",
          argument(last),
          last.difo().returnType().size(),
          argument(first));
    }
    boolean alike =
        run.stream()
            .allMatch(action -> action.kind() == first.kind() && action.arg() == first.arg());
    if (!alike) {
      return null;
    }
    return switch (ActionKind.of(first.kind()).orElse(ActionKind.NONE)) {
      case PRINTF -> formatted("printf", run);
      case SYSTEM -> formatted("system", run);
      case FREOPEN -> formatted("freopen", run);
      case PRINTA -> printa(run);
      case LIBACT -> LibraryActionText.of(run);
      default -> run.size() == 1 ? SingleAction.text(first) : null;
    };
  }

  /** Returns the value of an action as an expression. */
  static String argument(EnabledAction action) {
    Difo difo = action.difo();
    return difo == null ? "" : Expression.text(difo);
  }

  /** Returns an aggregation by the number that an action's object returns. */
  static String aggregation(EnabledAction action) {
    Difo difo = action.difo();
    return difo == null
        ? "@?"
        : Expression.constant(difo).map(id -> "@_" + id).orElse("@(" + Expression.text(difo) + ")");
  }

  private static String formatted(String name, List<EnabledAction> run) {
    String format = run.get(0).string();
    if (format == null || (name.equals("freopen") && format.equals("."))) {
      format = "";
    }
    boolean none = run.size() == 1 && returnsNothing(run.get(0));
    String arguments =
        none
            ? ""
            : run.stream()
                .limit(MOST_ARGUMENTS)
                .map(action -> ", " + argument(action))
                .collect(Collectors.joining());
    return name + "(" + DText.quoted(FormatText.typed(format)) + arguments + more(run) + ")";
  }

  /** A format without arguments still has one action, whose object is {@code ret %r0}. */
  private static boolean returnsNothing(EnabledAction action) {
    Difo difo = action.difo();
    return difo == null
        || (difo.text().length() == 1
            && difo.text().get(0) == DifOperation.RET.number() << (Integer.SIZE - Byte.SIZE));
  }

  private static String printa(List<EnabledAction> run) {
    String format = run.get(0).string();
    String aggregations =
        run.stream()
            .limit(MOST_ARGUMENTS)
            .map(StatementText::aggregation)
            .collect(Collectors.joining(", "));
    String first = format == null ? "" : DText.quoted(FormatText.typed(format)) + ", ";
    return "printa(" + first + aggregations + more(run) + ")";
  }

  private static String more(List<EnabledAction> run) {
    return run.size() > MOST_ARGUMENTS ? ", ..." : "";
  }
}
