package org.bootarchive.dtrace.dif;

/**
 * One instruction of DIF, taken apart as the {@code DIF_INSTR_*} macros of {@code sys/dtrace.h} do.
 *
 * @param word the 32 bits
 */
public record DifInstruction(int word) {
  /** Returns bits 24 to 31, the operation. */
  public int op() {
    return word >>> 24;
  }

  /** Returns bits 16 to 23, the first register; of a push, the type. */
  public int r1() {
    return (word >>> 16) & 0xff;
  }

  /** Returns bits 8 to 15, the second register. */
  public int r2() {
    return (word >>> 8) & 0xff;
  }

  /** Returns bits 0 to 7, the register that is written, or of a store or push, read. */
  public int rd() {
    return word & 0xff;
  }

  /** Returns bits 0 to 23, the instruction that a branch goes to. */
  public int label() {
    return word & 0xffffff;
  }

  /** Returns bits 8 to 23: a variable, a subroutine, or an index of integers or strings. */
  public int index() {
    return (word >>> 8) & 0xffff;
  }
}
