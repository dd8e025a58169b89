package org.bootarchive.dtrace.dif;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;

/**
 * A DIF object: a {@code dtrace_difo_t} of {@code sys/dtrace.h}.
 *
 * @param text {@code dtdo_buf}: the instructions
 * @param integers {@code dtdo_inttab}: what {@code setx} takes from
 * @param strings {@code dtdo_strtab}: what {@code sets} takes from, and the names of variables
 * @param variables {@code dtdo_vartab}
 * @param returnType {@code dtdo_rtype}
 */
public record Difo(
    ImmutableIntArray text,
    ImmutableLongArray integers,
    StringTable strings,
    ImmutableList<DifVariable> variables,
    DifType returnType) {

  /** Returns one instruction; pc counts from 0. */
  public DifInstruction instruction(int pc) {
    return new DifInstruction(text.get(pc));
  }

  /**
   * Returns whether it can change memory other than its own, for which the kernel wants the option
   * {@code destructive}: {@code dtdo_destructive}.
   */
  public boolean destructive() {
    return text.stream().mapToObj(DifInstruction::new).anyMatch(Difo::destructive);
  }

  private static boolean destructive(DifInstruction instruction) {
    int op = instruction.op();
    int subroutine = instruction.index();
    return op == DifOperation.STGA.number()
        || (op == DifOperation.CALL.number()
            && (subroutine == DifSubroutine.COPYOUT || subroutine == DifSubroutine.COPYOUTSTR));
  }
}
