package org.bootarchive.dtrace.compile;

import java.util.BitSet;
import org.bootarchive.dtrace.lang.ErrorTag;

/** Which registers are in use; the lowest that is free is taken. Register 0 is always 0. */
final class RegisterSet {
  private final BitSet used = new BitSet();
  private final int count;
  private final Unit unit;

  RegisterSet(Unit unit, int count) {
    this.unit = unit;
    this.count = count;
    used.set(0);
  }

  int take() {
    int free = used.nextClearBit(0);
    if (free >= count) {
      throw unit.error(ErrorTag.D_NOREG, "Insufficient registers to generate code");
    }
    used.set(free);
    return free;
  }

  void free(int register) {
    if (register >= 0) {
      used.clear(register);
    }
  }
}
