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
  /** Name, kind, the version of D that brought it, stability, type or prototype. */
  private static final String TABLE =
      """
          alloca function 1.0 stable void *(size_t)
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
          basename function 1.0 stable string(const char *)
          bcopy function 1.0 stable void(void *, void *, size_t)
          breakpoint action 1.0 stable void()
          caller variable 1.0 stable uintptr_t
          chill action 1.0 stable void(int)
          cleanpath function 1.0 stable string(const char *)
          clear action 1.0 stable void(...)
          commit action 1.0 stable void(int)
          copyin function 1.0 stable void *(uintptr_t, size_t)
          copyinstr function 1.0 stable string(uintptr_t, [size_t])
          copyinto function 1.0 stable void(uintptr_t, size_t, void *)
          copyout function 1.0 stable void(void *, uintptr_t, size_t)
          copyoutstr function 1.0 stable void(char *, uintptr_t, size_t)
          count aggregating 1.0 stable void()
          curthread variable 1.0 stable genunix`kthread_t *
          ddi_pathname function 1.0 evolving string(void *, int64_t)
          denormalize action 1.0 stable void(...)
          dirname function 1.0 stable string(const char *)
          discard action 1.0 stable void(int)
          epid variable 1.0 stable uint_t
          errno variable 1.0 stable int
          execname variable 1.0 stable string
          exit action 1.0 stable void(int)
          freopen action 1.1 stable void(@, ...)
          ftruncate action 1.0 stable void()
          func action 1.2 stable _symaddr(uintptr_t)
          getmajor function 1.0 evolving genunix`major_t(genunix`dev_t)
          getminor function 1.0 evolving genunix`minor_t(genunix`dev_t)
          htonl function 1.3 evolving uint32_t(uint32_t)
          htonll function 1.3 evolving uint64_t(uint64_t)
          htons function 1.3 evolving uint16_t(uint16_t)
          getf function 1.10 stable file_t *(int)
          gid variable 1.0 stable gid_t
          id variable 1.0 stable uint_t
          index function 1.1 stable int(const char *, const char *, [int])
          inet_ntoa function 1.5 stable string(ipaddr_t *)
          inet_ntoa6 function 1.5 stable string(in6_addr_t *)
          inet_ntop function 1.5 stable string(int, void *)
          ipl variable 1.0 stable uint_t
          json function 1.11 stable string(const char *, const char *)
          jstack action 1.0 stable stack(...)
          lltostr function 1.0 stable string(int64_t, [int])
          llquantize aggregating 1.7 stable void(@, int32_t, int32_t, int32_t, int32_t, ...)
          lquantize aggregating 1.0 stable void(@, int32_t, int32_t, ...)
          max aggregating 1.0 stable void(@)
          min aggregating 1.0 stable void(@)
          mod action 1.2 stable _symaddr(uintptr_t)
          msgdsize function 1.0 stable size_t(mblk_t *)
          msgsize function 1.0 stable size_t(mblk_t *)
          mutex_owned function 1.0 evolving int(genunix`kmutex_t *)
          mutex_owner function 1.0 evolving genunix`kthread_t *(genunix`kmutex_t *)
          mutex_type_adaptive function 1.0 evolving int(genunix`kmutex_t *)
          mutex_type_spin function 1.0 evolving int(genunix`kmutex_t *)
          ntohl function 1.3 evolving uint32_t(uint32_t)
          ntohll function 1.3 evolving uint64_t(uint64_t)
          ntohs function 1.3 evolving uint16_t(uint16_t)
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
          progenyof function 1.0 stable int(pid_t)
          quantize aggregating 1.0 stable void(@, ...)
          raise action 1.0 stable void(int)
          rand function 1.0 stable int()
          rindex function 1.1 stable int(const char *, const char *, [int])
          rw_iswriter function 1.0 evolving int(genunix`krwlock_t *)
          rw_read_held function 1.0 evolving int(genunix`krwlock_t *)
          rw_write_held function 1.0 evolving int(genunix`krwlock_t *)
          self pointer 1.0 stable void
          setopt action 1.2 stable void(const char *, [const char *])
          speculate action 1.0 stable void(int)
          speculation function 1.0 stable int()
          stack action 1.0 stable stack(...)
          stackdepth variable 1.0 stable uint32_t
          stddev aggregating 1.6 stable void(@)
          stop action 1.0 stable void()
          strchr function 1.1 stable string(const char *, char)
          strlen function 1.0 stable size_t(const char *)
          strjoin function 1.0 stable string(const char *, const char *)
          strrchr function 1.1 stable string(const char *, char)
          strstr function 1.1 stable string(const char *, const char *)
          strtok function 1.1 stable string(const char *, const char *)
          strtoll function 1.11 stable int64_t(const char *, [int])
          substr function 1.1 stable string(const char *, int, [int])
          sum aggregating 1.0 stable void(@)
          sym action 1.2 stable _symaddr(uintptr_t)
          system action 1.0 stable void(@, ...)
          this pointer 1.0 stable void
          threadname variable 1.14 stable string
          tid variable 1.0 stable id_t
          timestamp variable 1.0 stable uint64_t
          tolower function 1.8 stable string(const char *)
          toupper function 1.8 stable string(const char *)
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
    String text = words.length > 4 ? words[4] : "";
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
    Identifier identifier = new Identifier(name, kind, rule, number(kind, name), 0, 0);
    identifier.definition = text;
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
