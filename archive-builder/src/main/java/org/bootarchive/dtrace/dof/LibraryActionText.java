package org.bootarchive.dtrace.dof;

import java.util.List;
import java.util.Optional;
import org.bootarchive.dtrace.dif.DText;
import org.bootarchive.dtrace.dif.Difo;
import org.bootarchive.dtrace.dif.Expression;
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

  private LibraryActionText() {}

  /** Returns the statement, or null if the actions make none. */
  static @Nullable String of(List<EnabledAction> run) {
    EnabledAction first = run.get(0);
    EnabledAction second = run.get(run.size() - 1);
    boolean one = run.size() == 1;
    if (run.size() > 2) {
      return null;
    }
    return switch ((int) Math.min(first.arg(), Integer.MAX_VALUE)) {
      case CLEAR -> one ? "clear(" + StatementText.aggregation(first) + ")" : null;
      case DENORMALIZE -> one ? "denormalize(" + StatementText.aggregation(first) + ")" : null;
      case NORMALIZE ->
          one
              ? null
              : "normalize("
                  + StatementText.aggregation(first)
                  + ", "
                  + StatementText.argument(second)
                  + ")";
      case TRUNC -> one ? null : trunc(first, second);
      case FTRUNCATE -> one ? "ftruncate()" : null;
      case SETOPT -> one ? null : setopt(first, second);
      default -> null;
    };
  }

  /** Without a number the compiler writes 0. */
  private static String trunc(EnabledAction aggregation, EnabledAction count) {
    String keep = StatementText.argument(count);
    String all = keep.equals("0") ? "" : ", " + keep;
    return "trunc(" + StatementText.aggregation(aggregation) + all + ")";
  }

  /** Without a value the compiler writes an empty one. */
  private static String setopt(EnabledAction option, EnabledAction value) {
    Optional<String> given = string(value);
    String second = given.equals(Optional.of("")) ? "" : ", " + quoted(value, given);
    return "setopt(" + quoted(option, string(option)) + second + ")";
  }

  private static Optional<String> string(EnabledAction action) {
    Difo difo = action.difo();
    return difo == null ? Optional.empty() : Expression.string(difo);
  }

  private static String quoted(EnabledAction action, Optional<String> string) {
    return string.map(DText::quoted).orElse(StatementText.argument(action));
  }
}
