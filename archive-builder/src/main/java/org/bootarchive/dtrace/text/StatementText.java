package org.bootarchive.dtrace.text;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.bootarchive.dtrace.dif.DText;
import org.bootarchive.dtrace.dif.DifOperation;
import org.bootarchive.dtrace.dif.Difo;
import org.bootarchive.dtrace.dof.ActionKind;
import org.bootarchive.dtrace.dof.EnabledAction;
import org.jspecify.annotations.Nullable;

/** The actions of one statement as a statement of D. */
final class StatementText {
  private static final int MOST_ARGUMENTS = 64;

  private final ActionValues values;

  StatementText(ActionValues values) {
    this.values = values;
  }

  /** Returns the statement, or null if the actions make none together. */
  @Nullable String of(ImmutableList<EnabledAction> run) {
    EnabledAction first = run.get(0);
    EnabledAction last = run.get(run.size() - 1);
    if (ActionKind.isAggregation(last.kind())) {
      return new AggregationText(values).of(run);
    }
    if (run.size() == 2
        && first.is(ActionKind.TRACEMEM_DYNSIZE)
        && last.is(ActionKind.TRACEMEM)
        && last.difo() != null) {
      return "tracemem("
          + new SingleAction(values).memory(last)
          + ", "
          + values.of(first, SingleAction.integers())
          + ")";
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
      case LIBACT -> new LibraryActionText(values).of(run);
      default -> run.size() == 1 ? new SingleAction(values).text(first) : null;
    };
  }

  private String formatted(String name, List<EnabledAction> run) {
    String format = run.get(0).string();
    if (format == null || (name.equals("freopen") && format.equals("."))) {
      format = "";
    }
    if (run.size() == 1 && returnsNothing(run.get(0))) {
      return name + "(" + DText.quotedWhole(FormatText.typed(format)) + ")";
    }
    FormatText text = new FormatText(format);
    List<String> arguments = new ArrayList<>();
    for (EnabledAction action : run) {
      arguments.add(", " + text.argument(action, values));
    }
    return name
        + "("
        + DText.quotedWhole(text.typed())
        + String.join("", arguments.subList(0, Math.min(arguments.size(), MOST_ARGUMENTS)))
        + more(run)
        + ")";
  }

  /** A format without arguments still has one action, whose object is {@code ret %r0}. */
  private static boolean returnsNothing(EnabledAction action) {
    Difo difo = action.difo();
    return difo == null
        || (difo.text().length() == 1
            && difo.text().get(0) == DifOperation.RET.number() << (Integer.SIZE - Byte.SIZE));
  }

  private String printa(List<EnabledAction> run) {
    String format = run.get(0).string();
    String aggregations =
        run.stream()
            .limit(MOST_ARGUMENTS)
            .map(values::aggregation)
            .collect(Collectors.joining(", "));
    String first = format == null ? "" : DText.quotedWhole(FormatText.typed(format)) + ", ";
    return "printa(" + first + aggregations + more(run) + ")";
  }

  private static String more(List<EnabledAction> run) {
    return run.size() > MOST_ARGUMENTS ? ", ..." : "";
  }
}
