package org.bootarchive.dtrace.text;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.util.regex.Pattern;
import org.bootarchive.dtrace.dif.DifSubroutine;
import org.jspecify.annotations.Nullable;

/** What a subroutine takes and gives, as far as shown code needs it. */
final class Prototype {
  private static final Pattern NOT_PART_OF_THE_TYPE = Pattern.compile("const |[\\[\\] ]");

  final String name;
  final ValueType result;
  final ImmutableList<ValueType> parameters;

  private Prototype(int subroutine) {
    String prototype = DifSubroutine.prototype(subroutine);
    int arguments = prototype.indexOf('(');
    name = DifSubroutine.name(subroutine);
    result = shown(prototype.substring(0, arguments));
    parameters =
        Splitter.on(", ")
            .omitEmptyStrings()
            .splitToStream(prototype.substring(arguments + 1, prototype.length() - 1))
            .map(Prototype::shown)
            .collect(ImmutableList.toImmutableList());
  }

  static @Nullable Prototype of(int subroutine) {
    return subroutine <= DifSubroutine.LAST ? new Prototype(subroutine) : null;
  }

  /**
   * Returns a type as far as shown code needs it: of a word what it holds, not what it is called.
   */
  private static ValueType shown(String type) {
    return switch (type) {
      case "genunix`major_t", "genunix`minor_t" -> type("uint32_t");
      case "genunix`dev_t" -> type("uint64_t");
      default -> type(NOT_PART_OF_THE_TYPE.matcher(type).replaceAll(""));
    };
  }

  /** Returns an integer type, a pointer, a string or nothing by its name. */
  static ValueType type(String name) {
    if (name.endsWith("*")) {
      String to = name.substring(0, name.length() - 1);
      return new ValueType(ValueType.Kind.POINTER, Long.BYTES, false, to + " *");
    }
    return switch (name) {
      case "void" -> ValueType.VOID;
      case "string" -> ValueType.STRING;
      case "char" -> ValueType.named(name, 1, true);
      case "int", "pid_t", "id_t" -> ValueType.named(name, Integer.BYTES, true);
      case "uint_t" -> ValueType.named(name, Integer.BYTES, false);
      case "size_t", "uintptr_t" -> ValueType.named(name, Long.BYTES, false);
      default -> {
        boolean signed = name.startsWith("int");
        int bits = Integer.parseInt(name.replaceAll("[^0-9]", ""));
        yield ValueType.integer(bits / Byte.SIZE, signed);
      }
    };
  }
}
