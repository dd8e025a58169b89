package org.bootarchive.dtrace.dof;

import java.util.Locale;
import org.bootarchive.dtrace.dif.DText;
import org.bootarchive.dtrace.dif.DifType;
import org.bootarchive.dtrace.dif.Difo;

/** One action as a call of D. */
final class SingleAction {
  private SingleAction() {}

  static String text(EnabledAction action) {
    if (ActionKind.isAggregation(action.kind())) {
      return AggregationText.call(action, "")
          + " of "
          + Integer.toUnsignedString(action.ntuple())
          + " keys";
    }
    String value = StatementText.argument(action);
    ActionKind kind = ActionKind.of(action.kind()).orElse(ActionKind.NONE);
    String name = kind.name().toLowerCase(Locale.ROOT);
    return switch (kind) {
      case NONE -> String.format(Locale.ROOT, "action_0x%x(%s)", action.kind(), value);
      case DIFEXPR -> expression(action, value);
      case PRINTF, SYSTEM, FREOPEN, PRINTA -> {
        String format = action.string();
        yield name + "(" + (format == null ? "" : DText.quoted(format) + ", ") + value + ")";
      }
      case LIBACT ->
          String.format(
              Locale.ROOT, "library_action_%s(%s)", Long.toUnsignedString(action.arg()), value);
      case TRACEMEM -> String.format(Locale.ROOT, "tracemem(%s, %d)", value, size(action));
      case STACK -> "stack(" + number(action.arg()) + ")";
      case USTACK, JSTACK -> name + "(" + userStack(action.arg()) + ")";
      default -> name + "(" + value + ")";
    };
  }

  /** What returns nothing is an expression that stands by itself. */
  private static String expression(EnabledAction action, String value) {
    String type = action.string();
    if (type != null) {
      return "print(" + value + ") as " + DText.quoted(type);
    }
    Difo difo = action.difo();
    boolean traced = difo == null || difo.returnType().size() != 0 || isString(difo.returnType());
    return traced ? "trace(" + value + ")" : value;
  }

  private static boolean isString(DifType type) {
    return type.isString() && type.byReference();
  }

  private static long size(EnabledAction action) {
    Difo difo = action.difo();
    return difo == null ? 0 : difo.returnType().size();
  }

  /** Without a number the option counts. */
  private static String number(long frames) {
    return frames == 0 ? "" : Long.toUnsignedString(frames);
  }

  private static String userStack(long arg) {
    String frames = Integer.toUnsignedString((int) arg);
    int strings = (int) (arg >>> 32);
    if (strings != 0) {
      return frames + ", " + Integer.toUnsignedString(strings);
    }
    return arg == 0 ? "" : frames;
  }
}
