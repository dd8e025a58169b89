package org.bootarchive.dtrace.compile;

import static org.bootarchive.dtrace.dif.DifOperation.*;

/** The code of one object while it is made, and the registers that are in use. */
final class GeneratedCode {
  final Instructions code = new Instructions();
  final CodeTables tables = new CodeTables();
  final RegisterSet registers;

  GeneratedCode(Unit unit) {
    this.registers = new RegisterSet(unit, unit.session.options.integerRegisters);
  }

  /** Puts a number into a register. */
  void setx(int register, long value) {
    code.index(SETX, tables.integer(value), register);
  }

  /** Takes a register and puts a number into it. */
  int newSetx(long value) {
    int register = registers.take();
    setx(register, value);
    return register;
  }
}
