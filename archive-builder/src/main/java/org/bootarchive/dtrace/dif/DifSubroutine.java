package org.bootarchive.dtrace.dif;

import java.util.List;
import java.util.stream.Collectors;

/** The subroutines that DIF can call: {@code DIF_SUBR_*} of {@code sys/dtrace.h}. */
public final class DifSubroutine {
  static final int COPYOUT = 13;
  static final int COPYOUTSTR = 14;

  /** {@code DIF_SUBR_MAX}. */
  public static final int LAST = 48;

  /**
   * Name and prototype, as {@code _dtrace_globals} of libdtrace's {@code dt_open.c} gives it, in
   * the order of the numbers. An argument in brackets may be left out.
   */
  private static final String TABLE =
      """
      rand int()
      mutex_owned int(genunix`kmutex_t *)
      mutex_owner genunix`kthread_t *(genunix`kmutex_t *)
      mutex_type_adaptive int(genunix`kmutex_t *)
      mutex_type_spin int(genunix`kmutex_t *)
      rw_read_held int(genunix`krwlock_t *)
      rw_write_held int(genunix`krwlock_t *)
      rw_iswriter int(genunix`krwlock_t *)
      copyin void *(uintptr_t, size_t)
      copyinstr string(uintptr_t, [size_t])
      speculation int()
      progenyof int(pid_t)
      strlen size_t(const char *)
      copyout void(void *, uintptr_t, size_t)
      copyoutstr void(char *, uintptr_t, size_t)
      alloca void *(size_t)
      bcopy void(void *, void *, size_t)
      copyinto void(uintptr_t, size_t, void *)
      msgdsize size_t(mblk_t *)
      msgsize size_t(mblk_t *)
      getmajor genunix`major_t(genunix`dev_t)
      getminor genunix`minor_t(genunix`dev_t)
      ddi_pathname string(void *, int64_t)
      strjoin string(const char *, const char *)
      lltostr string(int64_t, [int])
      basename string(const char *)
      dirname string(const char *)
      cleanpath string(const char *)
      strchr string(const char *, char)
      strrchr string(const char *, char)
      strstr string(const char *, const char *)
      strtok string(const char *, const char *)
      substr string(const char *, int, [int])
      index int(const char *, const char *, [int])
      rindex int(const char *, const char *, [int])
      htons uint16_t(uint16_t)
      htonl uint32_t(uint32_t)
      htonll uint64_t(uint64_t)
      ntohs uint16_t(uint16_t)
      ntohl uint32_t(uint32_t)
      ntohll uint64_t(uint64_t)
      inet_ntop string(int, void *)
      inet_ntoa string(ipaddr_t *)
      inet_ntoa6 string(in6_addr_t *)
      toupper string(const char *)
      tolower string(const char *)
      getf file_t *(int)
      json string(const char *, const char *)
      strtoll int64_t(const char *, [int])
      """;

  private static final List<String> NAMES = column(0);
  private static final List<String> PROTOTYPES = column(1);

  private DifSubroutine() {}

  /** Returns the number of a name, -1 if there is none. */
  public static int number(String name) {
    return NAMES.indexOf(name);
  }

  /** Returns the name as {@code dtrace_subrstr} gives it. */
  public static String name(int number) {
    return number < NAMES.size() ? NAMES.get(number) : "unknown";
  }

  /**
   * Returns a subroutine's prototype without its name, as {@code string(const char *, int, [int])}.
   *
   * @throws IndexOutOfBoundsException for a number that no subroutine has
   */
  public static String prototype(int number) {
    return PROTOTYPES.get(number);
  }

  private static List<String> column(int column) {
    return TABLE.lines().map(line -> line.split(" ", 2)[column]).collect(Collectors.toList());
  }
}
