package org.bootarchive.dtrace.dof;

import java.util.Locale;
import org.bootarchive.dtrace.dif.DifType;
import org.bootarchive.dtrace.dif.Difo;

/**
 * How many bytes an action that does not aggregate records: the great switch of {@code
 * dtrace_ecb_action_add}. Sums are cut to 32 bits as they are there.
 */
final class ActionSize {
  private static final int WORD = 8;
  private static final int EXIT_STATUS = 4;

  private ActionSize() {}

  /** Returns the bytes; fails where the kernel answers EINVAL. */
  static long of(EnabledAction action, EnabledOptions options) throws EcbException {
    ActionKind kind =
        ActionKind.of(action.kind())
            .orElseThrow(
                () ->
                    new EcbException(
                        String.format(Locale.ROOT, "no action is 0x%x", action.kind())));
    return switch (kind) {
      case PRINTF, PRINTA, SYSTEM, FREOPEN, DIFEXPR, LIBACT, TRACEMEM, TRACEMEM_DYNSIZE ->
          value(kind, difo(kind, action).returnType(), options);
      case STACK -> {
        long frames = action.arg() == 0 ? options.raw(DtraceOption.STACKFRAMES) : action.arg();
        yield Integer.toUnsignedLong((int) (frames * WORD));
      }
      case USTACK -> userStack(action, options, DtraceOption.USTACKFRAMES, 0);
      case JSTACK ->
          userStack(
              action,
              options,
              DtraceOption.JSTACKFRAMES,
              (int) options.raw(DtraceOption.JSTACKSTRSIZE));
      case SYM, MOD -> byValue(kind, action, WORD);
      case USYM, UMOD, UADDR -> 2L * byValue(kind, action, WORD);
      case EXIT -> byValue(kind, action, EXIT_STATUS);
      case STOP, BREAKPOINT, PANIC -> 0;
      case CHILL, DISCARD, RAISE, SPECULATE, COMMIT -> {
        difo(kind, action);
        yield 0;
      }
      default ->
          throw new EcbException(String.format(Locale.ROOT, "no action is 0x%x", action.kind()));
    };
  }

  private static long value(ActionKind kind, DifType type, EnabledOptions options)
      throws EcbException {
    if (type.size() != 0 || !type.isString()) {
      return type.size();
    }
    if (!type.byReference()) {
      throw new EcbException(kind + " of a string of no size that is no reference");
    }
    return Integer.toUnsignedLong((int) options.raw(DtraceOption.STRSIZE));
  }

  /** Frames in the low half of the argument, bytes of strings in the high half. */
  private static long userStack(
      EnabledAction action, EnabledOptions options, DtraceOption frames, int defaultStrings) {
    long count = Integer.toUnsignedLong((int) action.arg());
    if (count == 0) {
      count = options.raw(frames);
    }
    int strings = (int) (action.arg() >>> 32);
    int size = (int) ((count + 1) * WORD) + (strings == 0 ? defaultStrings : strings);
    return Integer.toUnsignedLong((size + WORD - 1) & -WORD);
  }

  private static int byValue(ActionKind kind, EnabledAction action, int size) throws EcbException {
    DifType type = difo(kind, action).returnType();
    if (type.size() != size || type.byReference()) {
      throw new EcbException(
          String.format(Locale.ROOT, "%s of a value that is not %d bytes", kind, size));
    }
    return size;
  }

  private static Difo difo(ActionKind kind, EnabledAction action) throws EcbException {
    Difo difo = action.difo();
    if (difo == null) {
      throw new EcbException(kind + " without a DIF object");
    }
    return difo;
  }
}
