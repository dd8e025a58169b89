package org.bootarchive.dtrace.compile;

import static org.bootarchive.dtrace.types.StabilityAttributes.EVOLVING_COMMON;
import static org.bootarchive.dtrace.types.StabilityAttributes.STABLE_COMMON;

import java.util.Locale;
import org.bootarchive.dtrace.dif.BuiltInVariable;
import org.bootarchive.dtrace.dif.DifSubroutine;
import org.bootarchive.dtrace.dof.ActionKind;
import org.bootarchive.dtrace.types.StabilityAttributes;

/** D's own variables and functions: {@code _dtrace_globals} of libdtrace's {@code dt_open.c}. */
final class BuiltIns {
  /**
   * Name, kind, the version of D that brought it, stability; of all but functions, whose prototype
   * is that of their subroutine, the type or prototype.
   */
  private static final String TABLE =
      """
          alloca function 1.0 stable
          arg0 variable 1.0 stable int64_t
          arg1 variable 1.0 stable int64_t
          arg2 variable 1.0 stable int64_t
          arg3 variable 1.0 stable int64_t
          arg4 variable 1.0 stable int64_t
          arg5 variable 1.0 stable int64_t
          arg6 variable 1.0 stable int64_t
          arg7 variable 1.0 stable int64_t
          arg8 variable 1.0 stable int64_t
          arg9 variable 1.0 stable int64_t
          args array 1.0 stable
          avg aggregating 1.0 stable void(@)
          basename function 1.0 stable
          bcopy function 1.0 stable
          breakpoint action 1.0 stable void()
          caller variable 1.0 stable uintptr_t
          chill action 1.0 stable void(int)
          cleanpath function 1.0 stable
          clear action 1.0 stable void(...)
          commit action 1.0 stable void(int)
          copyin function 1.0 stable
          copyinstr function 1.0 stable
          copyinto function 1.0 stable
          copyout function 1.0 stable
          copyoutstr function 1.0 stable
          count aggregating 1.0 stable void()
          curthread variable 1.0 stable genunix`kthread_t *
          ddi_pathname function 1.0 evolving
          denormalize action 1.0 stable void(...)
          dirname function 1.0 stable
          discard action 1.0 stable void(int)
          epid variable 1.0 stable uint_t
          errno variable 1.0 stable int
          execname variable 1.0 stable string
          exit action 1.0 stable void(int)
          freopen action 1.1 stable void(@, ...)
          ftruncate action 1.0 stable void()
          func action 1.2 stable _symaddr(uintptr_t)
          getmajor function 1.0 evolving
          getminor function 1.0 evolving
          htonl function 1.3 evolving
          htonll function 1.3 evolving
          htons function 1.3 evolving
          getf function 1.10 stable
          gid variable 1.0 stable gid_t
          id variable 1.0 stable uint_t
          index function 1.1 stable
          inet_ntoa function 1.5 stable
          inet_ntoa6 function 1.5 stable
          inet_ntop function 1.5 stable
          ipl variable 1.0 stable uint_t
          json function 1.11 stable
          jstack action 1.0 stable stack(...)
          lltostr function 1.0 stable
          llquantize aggregating 1.7 stable void(@, int32_t, int32_t, int32_t, int32_t, ...)
          lquantize aggregating 1.0 stable void(@, int32_t, int32_t, ...)
          max aggregating 1.0 stable void(@)
          min aggregating 1.0 stable void(@)
          mod action 1.2 stable _symaddr(uintptr_t)
          msgdsize function 1.0 stable
          msgsize function 1.0 stable
          mutex_owned function 1.0 evolving
          mutex_owner function 1.0 evolving
          mutex_type_adaptive function 1.0 evolving
          mutex_type_spin function 1.0 evolving
          ntohl function 1.3 evolving
          ntohll function 1.3 evolving
          ntohs function 1.3 evolving
          normalize action 1.0 stable void(...)
          panic action 1.0 stable void()
          pid variable 1.0 stable pid_t
          ppid variable 1.0 stable pid_t
          print action 1.9 stable void(@)
          printa action 1.0 stable void(@, ...)
          printf action 1.0 stable void(@, ...)
          probefunc variable 1.0 stable string
          probemod variable 1.0 stable string
          probename variable 1.0 stable string
          probeprov variable 1.0 stable string
          progenyof function 1.0 stable
          quantize aggregating 1.0 stable void(@, ...)
          raise action 1.0 stable void(int)
          rand function 1.0 stable
          rindex function 1.1 stable
          rw_iswriter function 1.0 evolving
          rw_read_held function 1.0 evolving
          rw_write_held function 1.0 evolving
          self pointer 1.0 stable void
          setopt action 1.2 stable void(const char *, [const char *])
          speculate action 1.0 stable void(int)
          speculation function 1.0 stable
          stack action 1.0 stable stack(...)
          stackdepth variable 1.0 stable uint32_t
          stddev aggregating 1.6 stable void(@)
          stop action 1.0 stable void()
          strchr function 1.1 stable
          strlen function 1.0 stable
          strjoin function 1.0 stable
          strrchr function 1.1 stable
          strstr function 1.1 stable
          strtok function 1.1 stable
          strtoll function 1.11 stable
          substr function 1.1 stable
          sum aggregating 1.0 stable void(@)
          sym action 1.2 stable _symaddr(uintptr_t)
          system action 1.0 stable void(@, ...)
          this pointer 1.0 stable void
          threadname variable 1.14 stable string
          tid variable 1.0 stable id_t
          timestamp variable 1.0 stable uint64_t
          tolower function 1.8 stable
          toupper function 1.8 stable
          trace action 1.0 stable void(@)
          tracemem action 1.0 stable void(@, size_t, ...)
          trunc action 1.0 stable void(...)
          uaddr action 1.2 stable _usymaddr(uintptr_t)
          ucaller variable 1.2 stable uint64_t
          ufunc action 1.2 stable _usymaddr(uintptr_t)
          uid variable 1.0 stable uid_t
          umod action 1.2 stable _usymaddr(uintptr_t)
          uregs array 1.0 stable
          ustack action 1.0 stable stack(...)
          ustackdepth variable 1.2 stable uint32_t
          usym action 1.2 stable _usymaddr(uintptr_t)
          vmregs array 1.7 stable
          vtimestamp variable 1.0 stable uint64_t
          walltimestamp variable 1.0 stable int64_t
          zonename variable 1.0 stable string
      """;

  private BuiltIns() {}

  static void addTo(IdentifierTable globals) {
    TABLE.lines().forEach(line -> globals.insert(identifier(line.strip().split(" ", 5))));
  }

  private static Identifier identifier(String[] words) {
    String name = words[0];
    IdentifierKind kind =
        switch (words[1]) {
          case "function" -> IdentifierKind.FUNCTION;
          case "aggregating" -> IdentifierKind.AGGREGATING_FUNCTION;
          case "action" -> IdentifierKind.TRACING_FUNCTION;
          case "array" -> IdentifierKind.ARRAY;
          case "pointer" -> IdentifierKind.POINTER;
          default -> IdentifierKind.SCALAR;
        };
    CheckRule rule =
        switch (kind) {
          case ARRAY -> name.equals("args") ? CheckRule.ARGUMENTS : CheckRule.REGISTERS;
          case SCALAR, POINTER -> CheckRule.NAMED_TYPE;
          default -> CheckRule.FUNCTION;
        };
    int number = number(kind, name);
    Identifier identifier = new Identifier(name, kind, rule, number, 0, 0);
    identifier.definition =
        kind == IdentifierKind.FUNCTION
            ? DifSubroutine.prototype(number)
            : words.length > 4 ? words[4] : "";
    identifier.version = DVersion.parse(words[2]).orElseThrow();
    identifier.attributes = words[3].equals("evolving") ? EVOLVING_COMMON : STABLE_COMMON;
    if (name.equals("curthread")) {
      identifier.attributes = new StabilityAttributes(6, 1, 5);
    } else if (name.equals("uregs")) {
      identifier.flags |= Identifier.WRITABLE;
    }
    return identifier;
  }

  private static int number(IdentifierKind kind, String name) {
    return switch (kind) {
      case FUNCTION -> DifSubroutine.number(name);
      case AGGREGATING_FUNCTION -> ActionKind.valueOf(name.toUpperCase(Locale.ROOT)).number();
      case TRACING_FUNCTION -> TracingFunction.named(name).number();
      case POINTER -> 0;
      default -> BuiltInVariable.number(name);
    };
  }
}
