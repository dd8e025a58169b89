package org.bootarchive.dtrace.dif;

import java.util.List;
import java.util.Optional;

/** What {@code dtrace_difo_validate} asks of each instruction by itself. */
final class InstructionChecks {
  /** {@code DIF_DIR_NREGS}. */
  private static final int REGISTERS = 8;

  /** {@code DIF_VAR_OTHER_MIN}. */
  private static final int FIRST_SCALAR_ID = 0x100;

  private static final int STRING_TYPE = 1;

  private final Difo difo;
  private final List<DifError> errors;

  InstructionChecks(Difo difo, List<DifError> errors) {
    this.difo = difo;
    this.errors = errors;
  }

  /** Adds the complaints about one instruction, in the kernel's order. */
  void check(int pc, DifInstruction in) {
    Optional<DifOperation> operation = DifOperation.of(in.op());
    if (operation.isEmpty()) {
      error(pc, "invalid opcode " + in.op());
      return;
    }
    switch (operation.get().form()) {
      case ARITHMETIC -> {
        register(pc, in.r1());
        register(pc, in.r2());
        destination(pc, in);
      }
      case MOVE, LOAD -> {
        register(pc, in.r1());
        reserved(pc, in.r2());
        destination(pc, in);
      }
      case STORE -> {
        register(pc, in.r1());
        reserved(pc, in.r2());
        register(pc, in.rd());
        refuse(pc, in.rd() == 0, "cannot write to 0 address");
      }
      case COMPARE -> {
        register(pc, in.r1());
        register(pc, in.r2());
        reserved(pc, in.rd());
      }
      case TEST -> {
        register(pc, in.r1());
        reserved(pc, in.r2() | in.rd());
      }
      case BRANCH -> {
        refuse(pc, in.label() >= difo.text().length(), "invalid branch target " + in.label());
        refuse(pc, in.label() <= pc, "backward branch to " + in.label());
      }
      case RETURN -> {
        reserved(pc, in.r1() | in.r2());
        register(pc, in.rd());
      }
      case BARE -> reserved(pc, in.label());
      case INTEGER -> {
        refuse(pc, in.index() >= difo.integers().length(), "invalid integer ref " + in.index());
        destination(pc, in);
      }
      case STRING -> {
        refuse(pc, in.index() >= difo.strings().length(), "invalid string ref " + in.index());
        destination(pc, in);
      }
      case ARRAY_LOAD -> {
        register(pc, in.r2());
        destination(pc, in);
      }
      case ARRAY_STORE -> {
        register(pc, in.r2());
        register(pc, in.rd());
      }
      case VARIABLE_LOAD -> {
        refuse(pc, in.index() < FIRST_SCALAR_ID, "invalid variable " + in.index());
        destination(pc, in);
      }
      case VARIABLE_STORE -> {
        refuse(pc, in.index() < DifVariable.FIRST_USER_ID, "invalid variable " + in.index());
        register(pc, in.rd());
      }
      case CALL -> {
        refuse(pc, in.index() > DifSubroutine.LAST, "invalid subr " + in.index());
        destination(pc, in);
      }
      case PUSH_REFERENCE -> {
        refuse(pc, in.r1() > STRING_TYPE, "invalid ref type " + in.r1());
        register(pc, in.r2());
        register(pc, in.rd());
      }
      case PUSH_VALUE -> {
        refuse(pc, in.r1() != 0, "invalid val type " + in.r1());
        register(pc, in.r2());
        register(pc, in.rd());
      }
      case TRANSLATOR -> error(pc, "invalid opcode " + in.op());
    }
  }

  private void register(int pc, int number) {
    refuse(pc, number >= REGISTERS, "invalid register " + number);
  }

  private void reserved(int pc, int bits) {
    refuse(pc, bits != 0, "non-zero reserved bits");
  }

  /** The source says {@code cannot write to %r0}; the kernel's printf leaves {@code %r} out. */
  private void destination(int pc, DifInstruction in) {
    register(pc, in.rd());
    refuse(pc, in.rd() == 0, "cannot write to 0");
  }

  private void refuse(int pc, boolean wrong, String message) {
    if (wrong) {
      error(pc, message);
    }
  }

  private void error(int pc, String message) {
    errors.add(new DifError(pc, message));
  }
}
