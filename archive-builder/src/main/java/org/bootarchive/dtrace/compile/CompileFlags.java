package org.bootarchive.dtrace.compile;

import org.bootarchive.dtrace.types.StabilityAttributes;

/** What a compiler is told beside the program: the flags {@code DTRACE_C_*}. */
final class CompileFlags {
  /** Descriptions may match no probe. */
  boolean zeroProbes;

  /** A program may have no clause. */
  boolean empty;

  /** Words that could be types are probe descriptions. */
  boolean probesOnly;

  /** Arguments that are missing stand for 0 and the empty string. */
  boolean defaultArguments;

  /** Arguments need not be used. */
  boolean unusedArguments;

  /** Messages begin with the kind of the error. */
  boolean showTags;

  /** No library is read. */
  boolean noLibraries;

  /** Symbols of the kernel that have no address yet are let through. */
  boolean undefinedKernelSymbols;

  /** Something must be at least so stable. */
  boolean checkStability;

  /** Words are types if they are types of C, whatever the kernel has. */
  boolean typesOfCAlone;

  StabilityAttributes leastStability = StabilityAttributes.MAXIMUM;

  CompileFlags copy() {
    CompileFlags copy = new CompileFlags();
    copy.zeroProbes = zeroProbes;
    copy.empty = empty;
    copy.probesOnly = probesOnly;
    copy.defaultArguments = defaultArguments;
    copy.unusedArguments = unusedArguments;
    copy.showTags = showTags;
    copy.noLibraries = noLibraries;
    copy.undefinedKernelSymbols = undefinedKernelSymbols;
    copy.checkStability = checkStability;
    copy.leastStability = leastStability;
    copy.typesOfCAlone = typesOfCAlone;
    return copy;
  }
}
