package org.bootarchive.dtrace.text;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.bootarchive.dtrace.dof.ActionKind;
import org.bootarchive.dtrace.dof.EnabledAction;
import org.bootarchive.dtrace.dof.LinearQuantization;
import org.bootarchive.dtrace.dof.LogLinearQuantization;
import org.jspecify.annotations.Nullable;

/** The actions of an aggregation as a statement, {@code @_1[execname] = quantize(arg0)}. */
final class AggregationText {
  private static final int MOST_KEYS = 64;

  private final ActionValues values;

  AggregationText(ActionValues values) {
    this.values = values;
  }

  /** Returns the statement, or null if the actions are not just the keys and the function. */
  @Nullable String of(ImmutableList<EnabledAction> run) {
    int last = run.size() - 1;
    EnabledAction function = run.get(last);
    if (last == 0 || function.ntuple() != last || !run.get(0).is(ActionKind.DIFEXPR)) {
      return null;
    }
    EnabledAction before = run.get(last - 1);
    boolean increment =
        last > 1
            && before.is(ActionKind.DIFEXPR)
            && before.difo() != null
            && before.difo().returnType().size() == 0;
    List<EnabledAction> keys = run.subList(1, increment ? last - 1 : last);
    String more = increment ? ", " + values.of(before) : "";
    return values.aggregation(run.get(0))
        + (keys.isEmpty() ? "" : "[" + keys(keys) + "]")
        + " = "
        + call(function, more);
  }

  private String keys(List<EnabledAction> keys) {
    String text = keys.stream().limit(MOST_KEYS).map(this::key).collect(Collectors.joining(", "));
    return keys.size() > MOST_KEYS ? text + ", ..." : text;
  }

  private String key(EnabledAction key) {
    return key.is(ActionKind.DIFEXPR) ? values.of(key) : new SingleAction(values).text(key);
  }

  /** Returns the function by itself. */
  String call(EnabledAction function, String more) {
    String name =
        ActionKind.of(function.kind())
            .map(kind -> kind.name().toLowerCase(Locale.ROOT))
            .orElse(String.format(Locale.ROOT, "aggregation_0x%x", function.kind()));
    String form = "";
    if (function.is(ActionKind.LQUANTIZE)) {
      LinearQuantization linear = LinearQuantization.of(function.arg());
      form =
          String.format(Locale.ROOT, ", %d, %d, %d", linear.base(), linear.limit(), linear.step());
    } else if (function.is(ActionKind.LLQUANTIZE)) {
      LogLinearQuantization log = LogLinearQuantization.of(function.arg());
      form =
          String.format(
              Locale.ROOT, ", %d, %d, %d, %d", log.factor(), log.low(), log.high(), log.steps());
    }
    return name + "(" + values.of(function) + form + more + ")";
  }
}
