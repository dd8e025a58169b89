package org.bootarchive.dtrace.dif;

import com.google.common.collect.ImmutableSet;
import org.jspecify.annotations.Nullable;

/** Operations on two registers as expressions. */
final class Arithmetic {
  private static final int WORD_BITS = 64;

  /** What there are types for. */
  private static final ImmutableSet<Long> INTEGER_BITS = ImmutableSet.of(8L, 16L, 32L);

  private Arithmetic() {}

  static Term of(DifOperation operation, Term left, Term right) throws NoExpressionException {
    Long value = left.constant();
    Long shift = right.constant();
    if (value != null && shift != null) {
      switch (operation) {
        case SLL -> {
          return Term.integer(value << shift);
        }
        case SRL -> {
          return Term.integer(value >>> shift);
        }
        case SRA -> {
          return Term.integer(value >> shift);
        }
        default -> {}
      }
    }
    Term cast = cast(operation, left, right);
    if (cast != null) {
      return cast;
    }
    if (operation == DifOperation.SUB && left.is(0)) {
      return Term.compound("-" + right.inner());
    }
    String first = left.inner();
    boolean moves = operation == DifOperation.ADD || operation == DifOperation.SUB;
    if (moves && isPointer(first)) {
      // Bytes are added here, and not what the pointer points to.
      first = "(uintptr_t)" + first;
    } else if ((operation == DifOperation.UDIV || operation == DifOperation.UREM) && !left.atom()) {
      first = "(uint64_t)" + first;
    }
    return Term.compound(first + " " + operator(operation) + " " + right.inner());
  }

  private static boolean isPointer(String text) {
    return text.equals(BuiltInVariable.CURTHREAD) || text.startsWith("args[");
  }

  private static String operator(DifOperation operation) throws NoExpressionException {
    return switch (operation) {
      case OR -> "|";
      case XOR -> "^";
      case AND -> "&";
      case SLL -> "<<";
      case SRL, SRA -> ">>";
      case SUB -> "-";
      case ADD -> "+";
      case MUL -> "*";
      case SDIV, UDIV -> "/";
      case SREM, UREM -> "%";
      default -> throw new NoExpressionException();
    };
  }

  /** Shifting left and back again is how the compiler cuts a value to fewer bits. */
  private static @Nullable Term cast(DifOperation operation, Term left, Term right) {
    Long shift = right.constant();
    boolean back = operation == DifOperation.SRL || operation == DifOperation.SRA;
    String end = " << " + shift;
    if (!back
        || shift == null
        || !INTEGER_BITS.contains(WORD_BITS - shift)
        || !left.text().endsWith(end)) {
      return null;
    }
    String cut = left.text().substring(0, left.text().length() - end.length());
    String sign = operation == DifOperation.SRL ? "u" : "";
    return Term.atom("(" + sign + "int" + (WORD_BITS - shift) + "_t)" + cut);
  }
}
