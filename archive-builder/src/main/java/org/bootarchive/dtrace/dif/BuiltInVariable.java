package org.bootarchive.dtrace.dif;

/** The kernel's own variables: {@code DIF_VAR_*} of {@code sys/dtrace.h}. */
final class BuiltInVariable {
  /** {@code DIF_VAR_OTHER_MIN}: arrays come before. */
  private static final int FIRST_SCALAR_ID = 0x100;

  private static final String[] ARRAYS = {"args", "regs", "uregs", "vmregs"};

  private static final String[] SCALARS = {
    "curthread",
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

  /** Returns the name in D, or one made of the number. */
  static String name(long id) {
    if (id < ARRAYS.length) {
      return ARRAYS[(int) id];
    }
    long scalar = id - FIRST_SCALAR_ID;
    return scalar >= 0 && scalar < SCALARS.length ? SCALARS[(int) scalar] : "variable" + id;
  }
}
