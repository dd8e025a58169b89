package org.bootarchive.dtrace.elf;

/** Why fbt makes no probe of a function ({@code fbt_provide_module} of uts/intel/dtrace/fbt.c). */
public enum FbtRefusal {
  /** The module is dtrace itself, or needs it, or is the kernel debugger. */
  MODULE("fbt leaves out the modules of dtrace and of the kernel debugger"),
  /** The symbol is weak. */
  WEAK("fbt leaves out weak symbols"),
  /** The name begins with dtrace_ and not with dtrace_safe_. */
  DTRACE_NAME("fbt leaves out functions whose names begin with dtrace_"),
  /** The name begins with kdi_ or has _kdi_ in it. */
  DEBUGGER_NAME("fbt leaves out functions with kdi_ in their names"),
  /** The function is _init or _fini. */
  INIT_OR_FINI("fbt leaves out _init and _fini"),
  /** No instruction of the function can be the one that fbt looks for. */
  NO_FRAME("the function does not push %rbp, which is where fbt puts its probe");

  private final String reason;

  FbtRefusal(String reason) {
    this.reason = reason;
  }

  /** Returns the reason, for people. */
  public String reason() {
    return reason;
  }
}
