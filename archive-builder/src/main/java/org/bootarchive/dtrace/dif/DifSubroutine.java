package org.bootarchive.dtrace.dif;

import java.util.Arrays;

/** The subroutines that DIF can call: {@code DIF_SUBR_*} of {@code sys/dtrace.h}. */
public final class DifSubroutine {
  static final int COPYOUT = 13;
  static final int COPYOUTSTR = 14;

  /** {@code DIF_SUBR_MAX}. */
  public static final int LAST = 48;

  private static final String[] NAMES = {
    "rand",
    "mutex_owned",
    "mutex_owner",
    "mutex_type_adaptive",
    "mutex_type_spin",
    "rw_read_held",
    "rw_write_held",
    "rw_iswriter",
    "copyin",
    "copyinstr",
    "speculation",
    "progenyof",
    "strlen",
    "copyout",
    "copyoutstr",
    "alloca",
    "bcopy",
    "copyinto",
    "msgdsize",
    "msgsize",
    "getmajor",
    "getminor",
    "ddi_pathname",
    "strjoin",
    "lltostr",
    "basename",
    "dirname",
    "cleanpath",
    "strchr",
    "strrchr",
    "strstr",
    "strtok",
    "substr",
    "index",
    "rindex",
    "htons",
    "htonl",
    "htonll",
    "ntohs",
    "ntohl",
    "ntohll",
    "inet_ntop",
    "inet_ntoa",
    "inet_ntoa6",
    "toupper",
    "tolower",
    "getf",
    "json",
    "strtoll"
  };

  private DifSubroutine() {}

  /** Returns the number of a name, -1 if there is none. */
  public static int number(String name) {
    return Arrays.asList(NAMES).indexOf(name);
  }

  /** Returns the name as {@code dtrace_subrstr} gives it. */
  public static String name(int number) {
    return number < NAMES.length ? NAMES[number] : "unknown";
  }
}
