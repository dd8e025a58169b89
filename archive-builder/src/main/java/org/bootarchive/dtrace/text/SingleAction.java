package org.bootarchive.dtrace.text;

import com.google.common.collect.ImmutableList;
import java.util.Locale;
import java.util.Optional;
import org.bootarchive.dtrace.dif.DText;
import org.bootarchive.dtrace.dif.DifType;
import org.bootarchive.dtrace.dif.DifVariable;
import org.bootarchive.dtrace.dof.ActionKind;
import org.bootarchive.dtrace.dof.EnabledAction;

/** One action as a call of D. */
final class SingleAction {
  private static final int CTF_INTEGER = 1;
  private static final int CTF_POINTER = 3;

  private final ActionValues values;

  SingleAction(ActionValues values) {
    this.values = values;
  }

  String text(EnabledAction action) {
    ActionKind kind = ActionKind.of(action.kind()).orElse(ActionKind.NONE);
    if (ActionKind.isAggregation(action.kind())) {
      return new AggregationText(values).call(action, "")
          + " of "
          + Integer.toUnsignedString(action.ntuple())
          + " keys";
    }
    String name = kind.name().toLowerCase(Locale.ROOT);
    return switch (kind) {
      case NONE -> String.format(Locale.ROOT, "action_0x%x(%s)", action.kind(), values.of(action));
      case DIFEXPR -> expression(action);
      case PRINTF, SYSTEM, FREOPEN, PRINTA -> {
        String format = action.string();
        yield name
            + "("
            + (format == null ? "" : DText.quotedWhole(format) + ", ")
            + values.of(action)
            + ")";
      }
      case LIBACT ->
          String.format(
              Locale.ROOT,
              "library_action_%s(%s)",
              Long.toUnsignedString(action.arg()),
              values.of(action));
      case TRACEMEM -> "tracemem(" + memory(action) + ")";
      case STACK -> "stack(" + number(action.arg()) + ")";
      case USTACK, JSTACK -> name + "(" + userStack(action.arg()) + ")";
      case SYM, MOD, USYM, UMOD, UADDR -> name + "(" + values.of(action, integers()) + ")";
      case EXIT -> name + "(" + values.of(action, integers()) + ")";
      default -> name + "(" + values.of(action) + ")";
    };
  }

  /** Returns the types that a value can have whose size is not kept. */
  static ImmutableList<ValueType> integers() {
    return ImmutableList.of(
        ValueType.INT,
        ValueType.integer(Integer.BYTES, false),
        ValueType.LONG,
        ValueType.UNSIGNED_LONG,
        ValueType.integer(Short.BYTES, true),
        ValueType.integer(Short.BYTES, false),
        ValueType.integer(Byte.BYTES, true),
        ValueType.integer(Byte.BYTES, false));
  }

  /** What returns nothing is an expression that stands by itself. */
  private String expression(EnabledAction action) {
    String printed = action.string();
    if (printed != null) {
      return print(action, printed);
    }
    DifType type = ActionValues.type(action);
    boolean traced = type == null || !ActionValues.isNothing(type);
    if (traced) {
      return "trace(" + values.of(action) + ")";
    }
    return action.difo() == null ? "" : statement(action);
  }

  /** A list of values needs no parentheses here. */
  private String statement(EnabledAction action) {
    try {
      return action.difo() == null ? "" : values.typed(action.difo()).text();
    } catch (NoTextException e) {
      return values.of(action);
    }
  }

  private String print(EnabledAction action, String printed) {
    Optional<String> name = PrintedType.name(printed);
    DifType type = ActionValues.type(action);
    if (name.isPresent() && type != null && type.size() <= Long.BYTES && action.difo() != null) {
      ValueType wanted =
          name.get().endsWith("*")
              ? Prototype.type(name.get().replace(" ", ""))
              : ValueType.named(name.get(), (int) type.size(), PrintedType.isSigned(name.get()));
      try {
        Tree tree = CodeReader.read(action.difo(), values.variables().work());
        if (PrintedType.isLoaded(printed)) {
          return "print(" + values.expression().loaded(tree, name.get()).text() + ")";
        }
        if (tree != null) {
          Typed value = values.expression().as(tree, ImmutableList.of(wanted));
          // What a calculation of two types is called depends on their numbers.
          boolean named =
              tree instanceof Tree.Variable variable
                  && variable.id() < DifVariable.FIRST_USER_ID
                  && value.type().name().equals(name.get());
          return "print(" + (named ? value.text() : "(" + name.get() + ")" + value.inner()) + ")";
        }
      } catch (NoTextException e) {
        // The type that is wanted may need a variable of another sign.
        values.fail();
      }
    } else if (name.equals(Optional.of("string"))) {
      return "print(" + values.of(action) + ")";
    }
    return "print("
        + values.of(action)
        + ") <"
        + DText.plain(printed)
        + "> /* a type that is known to the compiler by number only */";
  }

  /** Returns the address and the size of what is traced. */
  String memory(EnabledAction action) {
    DifType type = ActionValues.type(action);
    if (type == null) {
      return "";
    }
    ImmutableList<ValueType> types =
        switch (type.ckind()) {
          case CTF_INTEGER -> integers();
          case CTF_POINTER -> ImmutableList.of(ValueType.POINTER);
          // A string, or else what has no text.
          default -> type.isString() ? ImmutableList.of(ValueType.STRING) : ImmutableList.of();
        };
    return values.of(action, types) + ", " + type.size();
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
