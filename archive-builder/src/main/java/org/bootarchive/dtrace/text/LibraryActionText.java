package org.bootarchive.dtrace.text;

import java.util.List;
import java.util.Optional;
import org.bootarchive.dtrace.dif.Difo;
import org.bootarchive.dtrace.dof.EnabledAction;
import org.jspecify.annotations.Nullable;

/**
 * Statements that the consumer carries out: {@code DTRACEACT_LIBACT}, which of them {@code
 * DT_ACT_*} of libdtrace's {@code dt_impl.h} tells.
 */
final class LibraryActionText {
  private static final int CLEAR = 64;
  private static final int NORMALIZE = 65;
  private static final int DENORMALIZE = 66;
  private static final int TRUNC = 67;
  private static final int FTRUNCATE = 70;
  private static final int SETOPT = 77;

  private final ActionValues values;

  LibraryActionText(ActionValues values) {
    this.values = values;
  }

  /** Returns the statement, or null if the actions make none. */
  @Nullable String of(List<EnabledAction> run) {
    EnabledAction first = run.get(0);
    EnabledAction second = run.get(run.size() - 1);
    boolean one = run.size() == 1;
    if (run.size() > 2) {
      return null;
    }
    return switch ((int) Math.min(first.arg(), Integer.MAX_VALUE)) {
      case CLEAR -> one ? "clear(" + values.aggregation(first) + ")" : null;
      case DENORMALIZE -> one ? "denormalize(" + values.aggregation(first) + ")" : null;
      case NORMALIZE ->
          one ? null : "normalize(" + values.aggregation(first) + ", " + values.of(second) + ")";
      case TRUNC -> one ? null : trunc(first, second);
      case FTRUNCATE -> one ? "ftruncate()" : null;
      case SETOPT -> one ? null : setopt(first, second);
      default -> null;
    };
  }

  /** Without a number the compiler writes a 0 of its own. */
  private String trunc(EnabledAction aggregation, EnabledAction count) {
    String all = isMissing(count) ? "" : ", " + values.of(count);
    return "trunc(" + values.aggregation(aggregation) + all + ")";
  }

  /** Without a value the compiler writes a 0 of its own. */
  private String setopt(EnabledAction option, EnabledAction value) {
    String second = isMissing(value) ? "" : ", " + values.of(value);
    return "setopt(" + values.of(option) + second + ")";
  }

  private static boolean isMissing(EnabledAction action) {
    Difo difo = action.difo();
    return difo != null
        && difo.returnType().size() == Long.BYTES
        && ActionValues.constant(difo).equals(Optional.of(0L));
  }
}
