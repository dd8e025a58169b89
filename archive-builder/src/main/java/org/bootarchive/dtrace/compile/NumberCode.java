package org.bootarchive.dtrace.compile;

import static org.bootarchive.dtrace.dif.DifOperation.*;

import org.bootarchive.dtrace.dif.DifOperation;
import org.bootarchive.dtrace.types.ArrayShape;
import org.bootarchive.dtrace.types.TypeKind;

/**
 * Makes code that changes a number in a register: to one of another type, or from things to bytes.
 *
 * <p>Source: {@code dt_cg_typecast} and {@code dt_cg_ptrsize} of libdtrace's {@code dt_cg.c}.
 */
final class NumberCode {
  private final SpecialTypes types;
  private final GeneratedCode made;
  private final Instructions code;
  private final RegisterSet registers;

  NumberCode(SpecialTypes types, GeneratedCode made) {
    this.types = types;
    this.made = made;
    this.code = made.code;
    this.registers = made.registers;
  }

  /** Makes a value of one type one of another; only numbers and pointers change. */
  void convert(Node source, Node target, int to) {
    if (!NodeRules.isScalar(target)) {
      return;
    }
    long from = NodeRules.size(source);
    long size = NodeRules.size(target);
    boolean sourceSigned = source.has(Node.SIGNED);
    boolean targetSigned = target.has(Node.SIGNED);
    if ((size == from && sourceSigned == targetSigned) || (size > from && !sourceSigned)) {
      return;
    }
    int shift = registers.take();
    if (size > from) {
      long unused = Long.SIZE - from * Byte.SIZE;
      long wider = (size - from) * Byte.SIZE;
      made.setx(shift, unused);
      code.op(SLL, source.register, shift, to);
      if (targetSigned || unused == wider) {
        code.op(SRA, to, shift, to);
      } else {
        made.setx(shift, wider);
        code.op(SRA, to, shift, to);
        made.setx(shift, unused - wider);
        code.op(SRL, to, shift, to);
      }
    } else if (size != Long.BYTES) {
      made.setx(shift, Long.SIZE - size * Byte.SIZE);
      code.op(SLL, source.register, shift, to);
      code.op(targetSigned ? SRA : SRL, to, shift, to);
    }
    registers.free(shift);
  }

  /** Multiplies a register by the size of what a node points to, or divides by it. */
  void scale(Node node, DifOperation operation, int register) {
    CType base = node.type().base();
    CType to =
        base.kind() == TypeKind.ARRAY
            ? base.with(base.array().map(ArrayShape::contents).orElse(-1))
            : base.referenced();
    long size = to.size();
    if (size == 1) {
      return;
    }
    int factor = made.newSetx(size);
    code.op(operation, register, factor, register);
    registers.free(factor);
  }

  /**
   * Returns by how much {@code ++} changes a node: a number by 1, a pointer by what it points to.
   */
  long step(Node node) {
    if (!NodeRules.isPointer(node, types)) {
      return 1;
    }
    return node.type().base().referenced().size();
  }
}
