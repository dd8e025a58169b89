package org.bootarchive.dtrace.dif;

import java.util.Arrays;

/** The kernel's own variables: {@code DIF_VAR_*} of {@code sys/dtrace.h}. */
public final class BuiltInVariable {
  /** {@code DIF_VAR_OTHER_MIN}: arrays come before. */
  public static final int FIRST_SCALAR_ID = 0x100;

  /** The one of them that is a pointer. */
  static final String CURTHREAD = "curthread";

  private static final String[] ARRAYS = {"args", "regs", "uregs", "vmregs"};

  private static final String[] SCALARS = {
    CURTHREAD,
    "timestamp",
    "vtimestamp",
    "ipl",
    "epid",
    "id",
    "arg0",
    "arg1",
    "arg2",
    "arg3",
    "arg4",
    "arg5",
    "arg6",
    "arg7",
    "arg8",
    "arg9",
    "stackdepth",
    "caller",
    "probeprov",
    "probemod",
    "probefunc",
    "probename",
    "pid",
    "tid",
    "execname",
    "zonename",
    "walltimestamp",
    "ustackdepth",
    "ucaller",
    "ppid",
    "uid",
    "gid",
    "errno",
    "threadname"
  };

  private BuiltInVariable() {}

  /** Returns the number of a name in D; -1 if it is none of the kernel's own. */
  public static int number(String name) {
    int array = Arrays.asList(ARRAYS).indexOf(name);
    int scalar = Arrays.asList(SCALARS).indexOf(name);
    return array >= 0 ? array : scalar >= 0 ? FIRST_SCALAR_ID + scalar : -1;
  }

  /** Returns the name in D, or one made of the number. */
  public static String name(long id) {
    if (id < ARRAYS.length) {
      return ARRAYS[(int) id];
    }
    long scalar = id - FIRST_SCALAR_ID;
    return scalar >= 0 && scalar < SCALARS.length ? SCALARS[(int) scalar] : "variable" + id;
  }
}
