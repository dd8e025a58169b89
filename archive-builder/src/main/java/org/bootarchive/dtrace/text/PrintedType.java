package org.bootarchive.dtrace.text;

import java.util.Optional;

/**
 * The type that {@code print()} was asked for, which stands in the enabling as {@code
 * CONTAINER`NUMBER}. The compiler's own types have fixed numbers there.
 */
final class PrintedType {
  /** The integers of C from number 1: {@code _dtrace_intrinsics_64} of {@code dt_open.c}. */
  private static final String[] OF_C = {
    "void",
    "signed",
    "unsigned",
    "char",
    "short",
    "int",
    "long",
    "long long",
    "signed char",
    "signed short",
    "signed int",
    "signed long",
    "signed long long",
    "unsigned char",
    "unsigned short",
    "unsigned int",
    "unsigned long",
    "unsigned long long"
  };

  /** The types of D from number 0x8001: {@code _dtrace_typedefs_64}. */
  private static final String[] OF_D = {
    "int8_t",
    "int16_t",
    "int32_t",
    "int64_t",
    "intptr_t",
    "ssize_t",
    "uint8_t",
    "uint16_t",
    "uint32_t",
    "uint64_t",
    "uchar_t",
    "ushort_t",
    "uint_t",
    "ulong_t",
    "u_longlong_t",
    "ptrdiff_t",
    "uintptr_t",
    "size_t",
    "id_t",
    "pid_t"
  };

  private static final int FIRST_OF_D = 0x8001;

  /** Behind the typedefs: a function, a pointer to it, an array of chars. */
  private static final int STRING = FIRST_OF_D + OF_D.length + 3;

  private PrintedType() {}

  /** Returns the name of a type, if it is one of the compiler's own. */
  static Optional<String> name(String text) {
    int tick = text.indexOf('`');
    if (tick < 0 || !text.substring(tick + 1).matches("[0-9]{1,6}")) {
      return Optional.empty();
    }
    int number = Integer.parseInt(text.substring(tick + 1));
    String container = text.substring(0, tick);
    if (number < FIRST_OF_D && (container.equals("C") || container.equals("D"))) {
      return ofC(number);
    }
    return switch (container) {
      case "D" -> {
        if (number == STRING) {
          yield Optional.of("string");
        }
        int at = number - FIRST_OF_D;
        yield at >= 0 && at < OF_D.length ? Optional.of(OF_D[at]) : Optional.empty();
      }
      default -> Optional.empty();
    };
  }

  /** Behind the integers there are numbers with a fraction, and pointers behind these. */
  private static Optional<String> ofC(int number) {
    return switch (number) {
      case 29 -> Optional.of("void *");
      case 30 -> Optional.of("char *");
      case 31 -> Optional.of("int *");
      default ->
          number > 1 && number <= OF_C.length ? Optional.of(OF_C[number - 1]) : Optional.empty();
    };
  }

  /** Returns whether a type of C was found through a pointer that is a type of D. */
  static boolean isLoaded(String text) {
    return text.matches("D`[0-9]{1,4}");
  }

  static boolean isSigned(String name) {
    return switch (name) {
      case "char", "intptr_t", "ssize_t", "ptrdiff_t", "id_t", "pid_t" -> true;
      case "size_t" -> false;
      default -> !name.startsWith("u");
    };
  }
}
