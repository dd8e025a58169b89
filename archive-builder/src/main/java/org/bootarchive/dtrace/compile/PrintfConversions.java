package org.bootarchive.dtrace.compile;

import com.google.common.collect.ImmutableMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The conversions of formats: {@code _dtrace_conversions} of libdtrace's {@code dt_printf.c}. */
final class PrintfConversions {
  /** What a conversion takes. */
  enum Accepts {
    KERNEL_ADDRESS,
    USER_ADDRESS,
    SMALL_INTEGER,
    SIGNED_BY_TYPE,
    FLOAT,
    TYPE,
    SHORT,
    LONG,
    LONG_LONG,
    INTEGER,
    STRING,
    STACK,
    WIDE_STRING,
    ADDRESS,
    TIME,
    NOTHING
  }

  /** How a value is printed, which tells whether its length is written. */
  enum Prints {
    NUMBER,
    FLOAT,
    OTHER
  }

  /**
   * A conversion.
   *
   * @param name what stands behind the percent sign
   * @param letter what is written for it
   * @param prototype what messages say that it takes
   * @param accepts what it takes
   * @param prints how
   * @param type the type that it takes, where it takes one
   */
  record Conversion(
      String name,
      String letter,
      String prototype,
      Accepts accepts,
      Prints prints,
      @Nullable CType type) {}

  private static final String INTEGERS = "char, short, int, long, or long long";
  private static final String SMALL = "char, short, or int";
  private static final String FLOATS = "float, double, or long double";
  private static final String STRINGS = "char [] or string (or use stringof)";
  private static final String WIDE = "wchar_t []";

  private final SpecialTypes types;
  private final Map<String, Conversion> conversions = new HashMap<>();

  PrintfConversions(SpecialTypes types) {
    this.types = types;
    add("a", "s", "pointer or integer", Accepts.KERNEL_ADDRESS, Prints.OTHER);
    add(
        "A",
        "s",
        "pointer or integer (with -p/-c) or _usymaddr (without -p/-c)",
        Accepts.USER_ADDRESS,
        Prints.OTHER);
    add("c", "c", SMALL, Accepts.SMALL_INTEGER, Prints.NUMBER);
    add("C", "s", SMALL, Accepts.SMALL_INTEGER, Prints.OTHER);
    add("d", "d", INTEGERS, Accepts.SIGNED_BY_TYPE, Prints.NUMBER);
    for (String name : new String[] {"e", "E", "f", "g", "G"}) {
      add(name, name, FLOATS, Accepts.FLOAT, Prints.FLOAT);
      add("L" + name, name, "long double", Accepts.TYPE, Prints.FLOAT);
    }
    ImmutableMap<String, String> sizes =
        ImmutableMap.of("h", "short", "l", "long", "ll", "long long");
    sizes.forEach(
        (prefix, type) -> {
          Accepts exact =
              prefix.equals("h")
                  ? Accepts.SHORT
                  : prefix.equals("l") ? Accepts.LONG : Accepts.LONG_LONG;
          add(prefix + "d", "d", type, Accepts.TYPE, Prints.NUMBER);
          add(prefix + "i", "i", type, Accepts.TYPE, Prints.NUMBER);
          add(prefix + "o", "o", "unsigned " + type, Accepts.TYPE, Prints.NUMBER);
          add(prefix + "u", "u", "unsigned " + type, Accepts.TYPE, Prints.NUMBER);
          add(prefix + "x", "x", type, exact, Prints.NUMBER);
          add(prefix + "X", "X", type, exact, Prints.NUMBER);
        });
    for (String name : new String[] {"i", "o", "u", "x", "X"}) {
      add(name, name, INTEGERS, Accepts.INTEGER, Prints.NUMBER);
    }
    add("I", "s", STRINGS, Accepts.STRING, Prints.OTHER);
    add("k", "s", "stack", Accepts.STACK, Prints.OTHER);
    add("lc", "lc", "int", Accepts.TYPE, Prints.NUMBER);
    add("wc", "wc", "int", Accepts.TYPE, Prints.NUMBER);
    add("ls", "ls", WIDE, Accepts.WIDE_STRING, Prints.OTHER);
    add("ws", "ws", WIDE, Accepts.WIDE_STRING, Prints.OTHER);
    add("p", "x", "pointer or integer", Accepts.ADDRESS, Prints.NUMBER);
    add("P", "s", "uint16_t", Accepts.TYPE, Prints.OTHER);
    add("s", "s", STRINGS, Accepts.STRING, Prints.OTHER);
    add("S", "s", STRINGS, Accepts.STRING, Prints.OTHER);
    add("T", "s", "int64_t", Accepts.TIME, Prints.OTHER);
    add("Y", "s", "int64_t", Accepts.TIME, Prints.OTHER);
    add("%", "%", "void", Accepts.NOTHING, Prints.OTHER);
  }

  private void add(String name, String letter, String prototype, Accepts accepts, Prints prints) {
    CType type = accepts == Accepts.TYPE ? types.named(prototype) : null;
    conversions.put(name, new Conversion(name, letter, prototype, accepts, prints, type));
  }

  @Nullable Conversion named(String name) {
    return conversions.get(name);
  }
}
