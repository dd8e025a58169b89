package org.bootarchive.dtrace.text;

import com.google.common.collect.ImmutableList;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.bootarchive.dtrace.dif.DifSubroutine;
import org.jspecify.annotations.Nullable;

/** What subroutines take and give: {@code _dtrace_globals} of libdtrace's {@code dt_open.c}. */
final class Prototypes {
  /**
   * Name, type of the value, types of the arguments; a pointer by the name of what it points to.
   */
  private static final String TABLE =
      """
      rand int
      mutex_owned int genunix`kmutex_t*
      mutex_owner genunix`kthread_t* genunix`kmutex_t*
      mutex_type_adaptive int genunix`kmutex_t*
      mutex_type_spin int genunix`kmutex_t*
      rw_read_held int genunix`krwlock_t*
      rw_write_held int genunix`krwlock_t*
      rw_iswriter int genunix`krwlock_t*
      copyin void* uintptr_t size_t
      copyinstr string uintptr_t size_t
      speculation int
      progenyof int pid_t
      strlen size_t char*
      copyout void void* uintptr_t size_t
      copyoutstr void char* uintptr_t size_t
      alloca void* size_t
      bcopy void void* void* size_t
      copyinto void uintptr_t size_t void*
      msgdsize size_t mblk_t*
      msgsize size_t mblk_t*
      getmajor uint32_t uint64_t
      getminor uint32_t uint64_t
      ddi_pathname string void* int64_t
      strjoin string char* char*
      lltostr string int64_t int
      basename string char*
      dirname string char*
      cleanpath string char*
      strchr string char* char
      strrchr string char* char
      strstr string char* char*
      strtok string char* char*
      substr string char* int int
      index int char* char* int
      rindex int char* char* int
      htons uint16_t uint16_t
      htonl uint32_t uint32_t
      htonll uint64_t uint64_t
      ntohs uint16_t uint16_t
      ntohl uint32_t uint32_t
      ntohll uint64_t uint64_t
      inet_ntop string int void*
      inet_ntoa string ipaddr_t*
      inet_ntoa6 string in6_addr_t*
      toupper string char*
      tolower string char*
      getf file_t* int
      json string char* char*
      strtoll int64_t char* int
      """;

  private static final Map<Integer, Prototypes> ALL = new HashMap<>();

  static {
    TABLE
        .lines()
        .map(line -> line.split(" ", -1))
        .forEach(
            words ->
                ALL.put(
                    DifSubroutine.number(words[0]),
                    new Prototypes(
                        words[0],
                        type(words[1]),
                        Stream.of(words)
                            .skip(2)
                            .map(Prototypes::type)
                            .collect(ImmutableList.toImmutableList()))));
  }

  final String name;
  final ValueType result;
  final ImmutableList<ValueType> parameters;

  private Prototypes(String name, ValueType result, ImmutableList<ValueType> parameters) {
    this.name = name;
    this.result = result;
    this.parameters = parameters;
  }

  static @Nullable Prototypes of(int subroutine) {
    return ALL.get(subroutine);
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
