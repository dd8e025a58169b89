package org.bootarchive.dtrace.compile;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.bootarchive.dtrace.dof.DtraceOption;
import org.bootarchive.dtrace.dof.OptionDescription;
import org.bootarchive.dtrace.lang.CText;
import org.bootarchive.dtrace.types.CtfChangeException;
import org.bootarchive.dtrace.types.StabilityAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Options as {@code dtrace -x} and {@code #pragma D option} set them. Those that the kernel takes
 * are in the DOF; others tell this compiler something, or are about what it does not do.
 *
 * <p>Source: libdtrace's {@code dt_options.c}.
 */
final class OptionSettings {
  private static final String BAD_NAME = "Invalid option name";
  private static final String BAD_VALUE = "Invalid value for specified option";
  private static final String BAD_CONTEXT = "Option cannot be used from within a D program";
  private static final long NANOSECONDS = 1_000_000_000L;

  private static final ImmutableMap<String, Long> RATE_UNITS =
      ImmutableMap.<String, Long>builder()
          .put("ns", 1L)
          .put("nsec", 1L)
          .put("us", 1000L)
          .put("usec", 1000L)
          .put("ms", 1_000_000L)
          .put("msec", 1_000_000L)
          .put("s", NANOSECONDS)
          .put("sec", NANOSECONDS)
          .put("m", 60 * NANOSECONDS)
          .put("min", 60 * NANOSECONDS)
          .put("h", 3600 * NANOSECONDS)
          .put("hour", 3600 * NANOSECONDS)
          .put("d", 86400 * NANOSECONDS)
          .put("day", 86400 * NANOSECONDS)
          .put("hz", 0L)
          .build();

  private static final ImmutableList<String> YES =
      ImmutableList.of("yes", "enable", "enabled", "true", "on", "set");
  private static final ImmutableList<String> NO =
      ImmutableList.of("no", "disable", "disabled", "false", "off", "unset");

  /** How a program holds addresses of the kernel. */
  enum LinkMode {
    KERNEL,
    PRIMARY,
    DYNAMIC,
    STATIC
  }

  private final Session session;
  private final long[] values = new long[DtraceOption.values().length];

  LinkMode linkMode = LinkMode.KERNEL;
  boolean strip;
  int integerRegisters = 8;
  int tupleRegisters = 8;

  OptionSettings(Session session) {
    this.session = session;
    Arrays.fill(values, DtraceOption.UNSET);
  }

  boolean isSet(DtraceOption option) {
    return values[option.number()] != DtraceOption.UNSET;
  }

  long value(DtraceOption option) {
    return values[option.number()];
  }

  /** Returns what was set, in the order of the numbers. */
  ImmutableList<OptionDescription> all() {
    ImmutableList.Builder<OptionDescription> set = ImmutableList.builder();
    for (int i = 0; i < values.length; i++) {
      if (values[i] != DtraceOption.UNSET) {
        set.add(new OptionDescription(i, -1, values[i]));
      }
    }
    return set.build();
  }

  /**
   * Sets an option.
   *
   * @param value null if none is given
   * @return why it cannot be set, null if it is
   */
  @Nullable String set(String name, @Nullable String value) {
    return switch (name) {
      case "aggpercpu", "core", "debug" -> value == null ? null : BAD_VALUE;
      case "amin" -> setLeastStability(value);
      case "cpphdrs" -> value != null ? BAD_VALUE : inProgram() ? BAD_CONTEXT : null;
      case "cpppath", "define", "incdir", "undef", "ldpath" ->
          value == null ? BAD_VALUE : inProgram() ? BAD_CONTEXT : null;
      case "setenv", "unsetenv" -> inProgram() ? BAD_CONTEXT : value == null ? BAD_VALUE : null;
      case "ctypes", "dtypes", "libdir", "syslibdir" -> value == null ? BAD_VALUE : null;
      case "droptags", "lazyload" -> null;
      case "encoding" -> oneOf(value, "ascii", "utf8");
      case "evaltime" -> oneOf(value, "exec", "preinit", "postinit", "main");
      case "late" -> oneOf(value, "dynamic", "static");
      case "linktype" ->
          value == null ? BAD_VALUE : oneOf(value.toLowerCase(Locale.ROOT), "elf", "dof");
      case "stdc" ->
          value == null ? BAD_VALUE : inProgram() ? BAD_CONTEXT : oneOf(value, "a", "c", "s", "t");
      case "linkmode" -> setLinkMode(value);
      case "iregs" -> setRegisters(value, true);
      case "tregs" -> setRegisters(value, false);
      case "tree" -> positive(value) > 0 ? null : BAD_VALUE;
      case "pgmax" -> value == null || leadingInteger(value) < 0 ? BAD_VALUE : null;
      case "version" -> setVersion(value);
      case "strip" -> {
        strip |= value == null;
        yield value == null ? null : BAD_VALUE;
      }
      default -> isFlag(name) ? setFlag(name, value) : setRuntime(name, value);
    };
  }

  private boolean inProgram() {
    return session.unit != null;
  }

  private static @Nullable String oneOf(@Nullable String value, String... words) {
    return value != null && Arrays.asList(words).contains(value) ? null : BAD_VALUE;
  }

  private static int leadingInteger(String value) {
    String digits = value.strip().replaceFirst("^([-+]?\\d{0,9}).*$", "$1");
    return digits.isEmpty() || digits.equals("-") || digits.equals("+")
        ? 0
        : Integer.parseInt(digits);
  }

  private static int positive(@Nullable String value) {
    return value == null ? 0 : leadingInteger(value);
  }

  private @Nullable String setRegisters(@Nullable String value, boolean integer) {
    int count = positive(value);
    if (count <= 0) {
      return BAD_VALUE;
    }
    if (integer) {
      integerRegisters = count;
    } else {
      tupleRegisters = count;
    }
    return null;
  }

  private CompileFlags flags() {
    Unit unit = session.unit;
    return unit == null ? session.flags : unit.flags;
  }

  private @Nullable String setLeastStability(@Nullable String value) {
    Optional<StabilityAttributes> least =
        value == null ? Optional.empty() : StabilityAttributes.parse(value);
    if (least.isEmpty()) {
      return BAD_VALUE;
    }
    flags().checkStability = true;
    flags().leastStability = least.get();
    return null;
  }

  private @Nullable String setLinkMode(@Nullable String value) {
    if (oneOf(value, "kernel", "primary", "dynamic", "static") != null || value == null) {
      return BAD_VALUE;
    }
    linkMode = LinkMode.valueOf(value.toUpperCase(Locale.ROOT));
    return null;
  }

  private @Nullable String setVersion(@Nullable String value) {
    if (value == null) {
      return BAD_VALUE;
    }
    Optional<DVersion> version = DVersion.parse(value);
    if (version.isEmpty()) {
      return "Version is not properly formatted or is too large";
    }
    return version.get().isKnown()
        ? session.reduceTo(version.get())
        : "Requested version is not supported by compiler";
  }

  private static boolean isFlag(String name) {
    return switch (name) {
      case "argref",
          "cpp",
          "defaultargs",
          "empty",
          "errtags",
          "kdefs",
          "knodefs",
          "nolibs",
          "pspec",
          "udefs",
          "unodefs",
          "verbose",
          "zdefs" ->
          true;
      default -> false;
    };
  }

  private @Nullable String setFlag(String name, @Nullable String value) {
    if (value != null) {
      return BAD_VALUE;
    }
    CompileFlags flags = flags();
    switch (name) {
      case "argref" -> flags.unusedArguments = true;
      case "defaultargs" -> flags.defaultArguments = true;
      case "empty" -> flags.empty = true;
      case "errtags" -> flags.showTags = true;
      case "kdefs" -> flags.undefinedKernelSymbols = false;
      case "knodefs" -> flags.undefinedKernelSymbols = true;
      case "nolibs" -> flags.noLibraries = true;
      case "pspec" -> flags.probesOnly = true;
      case "zdefs" -> flags.zeroProbes = true;
      default -> {}
    }
    return null;
  }

  private @Nullable String setRuntime(String name, @Nullable String value) {
    Optional<DtraceOption> option = DtraceOption.named(name);
    if (option.isEmpty()) {
      return BAD_NAME;
    }
    return switch (option.get()) {
      case BUFSIZE, AGGSIZE, SPECSIZE, DYNVARSIZE, JSTACKSTRSIZE ->
          set(option.get(), value == null ? Optional.of(0L) : size(value));
      case STRSIZE -> setStringSize(value);
      case CLEANRATE, STATUSRATE, AGGRATE, SWITCHRATE ->
          set(option.get(), value == null ? Optional.of(0L) : rate(value));
      case BUFPOLICY -> setWord(option.get(), value, "ring", "fill", "switch");
      case BUFRESIZE -> setWord(option.get(), value, "auto", "manual");
      case ZONE -> BAD_VALUE;
      default -> set(option.get(), value == null ? Optional.of(0L) : plain(value));
    };
  }

  private @Nullable String set(DtraceOption option, Optional<Long> value) {
    if (value.isEmpty()) {
      return BAD_VALUE;
    }
    values[option.number()] = value.get();
    return null;
  }

  private @Nullable String setWord(DtraceOption option, @Nullable String value, String... words) {
    int found = value == null ? -1 : Arrays.asList(words).indexOf(value);
    return set(option, found < 0 ? Optional.empty() : Optional.of((long) found));
  }

  private @Nullable String setStringSize(@Nullable String value) {
    Optional<Long> size = value == null ? Optional.of(0L) : size(value);
    if (size.isEmpty()) {
      return BAD_VALUE;
    }
    if (size.get() > 0xffff_ffffL) {
      return "Value too large for defined data type";
    }
    try {
      session.types.setStringSize(size.get());
    } catch (CtfChangeException e) {
      return e.getMessage();
    }
    return set(DtraceOption.STRSIZE, size);
  }

  private static Optional<Long> plain(String value) {
    if (value.isEmpty()) {
      return Optional.of(DtraceOption.UNSET);
    }
    String word = value.toLowerCase(Locale.ROOT);
    if (YES.contains(word)) {
      return Optional.of(1L);
    }
    if (NO.contains(word)) {
      return Optional.of(DtraceOption.UNSET);
    }
    CText.Constant number = CText.number(value);
    return number.length() != value.length() || number.overflow() || number.value() < 0
        ? Optional.empty()
        : Optional.of(number.value());
  }

  private static Optional<Long> size(String value) {
    if (value.isEmpty()) {
      return Optional.of(0L);
    }
    long factor =
        switch (value.charAt(value.length() - 1)) {
          case 't', 'T' -> 1L << 40;
          case 'g', 'G' -> 1L << 30;
          case 'm', 'M' -> 1L << 20;
          case 'k', 'K' -> 1L << 10;
          default -> 1;
        };
    CText.Constant number = CText.number(value);
    int wanted = factor > 1 ? value.length() - 1 : value.length();
    long bytes = number.value() * factor;
    return number.length() != wanted || number.overflow() || bytes < 0
        ? Optional.empty()
        : Optional.of(bytes);
  }

  private static Optional<Long> rate(String value) {
    CText.Constant number = CText.number(value);
    String unit = value.substring(number.length()).toLowerCase(Locale.ROOT);
    Long factor = unit.isEmpty() ? Long.valueOf(1) : RATE_UNITS.get(unit);
    if (factor == null || number.value() < 0) {
      return Optional.empty();
    }
    if (factor == 0) {
      return Optional.of(number.value() == 0 ? 0 : NANOSECONDS / number.value());
    }
    return Optional.of(number.value() * factor);
  }
}
