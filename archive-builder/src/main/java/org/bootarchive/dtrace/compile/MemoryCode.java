package org.bootarchive.dtrace.compile;

import static org.bootarchive.dtrace.dif.DifOperation.*;

import org.bootarchive.dtrace.dif.DifOperation;
import org.bootarchive.dtrace.lang.DException;
import org.bootarchive.dtrace.lang.ErrorTag;
import org.bootarchive.dtrace.lang.Operator;
import org.bootarchive.dtrace.types.Encoding;
import org.bootarchive.dtrace.types.Member;
import org.bootarchive.dtrace.types.TypeKind;

/**
 * Makes code that reads and writes memory: what has a size of its own, bytes, and bit-fields.
 *
 * <p>Source: {@code dt_cg_load}, {@code dt_cg_store}, {@code dt_cg_field_get} and {@code
 * dt_cg_field_set} of libdtrace's {@code dt_cg.c}.
 */
final class MemoryCode {
  private final Unit unit;
  private final GeneratedCode made;
  private final Instructions code;
  private final RegisterSet registers;

  MemoryCode(Unit unit, GeneratedCode made) {
    this.unit = unit;
    this.made = made;
    this.code = made.code;
    this.registers = made.registers;
  }

  /**
   * Reads what a node of a type is at an address.
   *
   * @param from the register with the address
   * @param to the register that gets the value
   */
  void load(Node node, CType type, boolean userland, int from, int to) {
    code.op(loadOf(node, type, userland), from, 0, to);
  }

  private static long roundUpToPower(long value) {
    return value <= 1 ? value : Long.highestOneBit(value - 1) << 1;
  }

  private static long bitFieldBytes(Encoding encoding) {
    return roundUpToPower((encoding.bits() + Byte.SIZE - 1) / Byte.SIZE);
  }

  private DifOperation loadOf(Node node, CType type, boolean userland) {
    Encoding encoding = type.encoding().orElse(null);
    long size =
        node.has(Node.BIT_FIELD) && encoding != null ? bitFieldBytes(encoding) : type.size();
    boolean signed = node.has(Node.SIGNED);
    DifOperation found =
        switch ((int) Math.min(size, 9)) {
          case 1 -> userland ? (signed ? ULDSB : ULDUB) : signed ? LDSB : LDUB;
          case 2 -> userland ? (signed ? ULDSH : ULDUH) : signed ? LDSH : LDUH;
          case 4 -> userland ? (signed ? ULDSW : ULDUW) : signed ? LDSW : LDUW;
          case 8 -> userland ? ULDX : LDX;
          default -> null;
        };
    if (found == null) {
      throw unit.error(
          ErrorTag.D_UNKNOWN,
          "internal error -- cg cannot load size %d when passed by value",
          size);
    }
    return found;
  }

  private DException badField(Member member, int bits) {
    return unit.error(
        ErrorTag.D_UNKNOWN,
        "cg: bad field: off %d type <%d> bits %d",
        member.bitOffset(),
        member.type(),
        bits);
  }

  private Encoding fieldEncoding(CType struct, Member member) {
    Encoding encoding = struct.with(member.type()).encoding().orElse(null);
    if (encoding == null || encoding.bits() > Long.SIZE) {
      throw badField(member, encoding == null ? 0 : encoding.bits());
    }
    return encoding;
  }

  /** Leaves of a register that was loaded only the bits of a field: {@code dt_cg_field_get}. */
  void extractField(Node node, CType struct, Member member) {
    Encoding encoding = fieldEncoding(struct, member);
    int value = node.left().register;
    int other = registers.take();
    long skipped = member.bitOffset() % Byte.SIZE;
    if (node.has(Node.SIGNED)) {
      made.setx(other, Long.SIZE - (skipped + encoding.bits()));
      code.op(SLL, value, other, value);
      made.setx(other, Long.SIZE - encoding.bits());
      code.op(SRA, value, other, value);
    } else {
      made.setx(other, skipped);
      code.op(SRL, value, other, value);
      made.setx(other, (1L << encoding.bits()) - 1);
      code.op(AND, value, other, value);
    }
    registers.free(other);
  }

  /** Puts a value among the bits around its field, and returns the register with all of them. */
  private int insertField(int source, Node target) {
    CType struct = target.left().type().base();
    if (target.operator == Operator.ARROW) {
      struct = struct.referenced().base();
    }
    CType owner = complete(struct);
    Member member = member(owner, target.right().text);
    Encoding encoding = fieldEncoding(owner, member);
    int all = registers.take();
    int part = registers.take();
    int other = registers.take();
    long shift = member.bitOffset() % Byte.SIZE;
    long mask = (1L << encoding.bits()) - 1;
    code.op(
        loadOf(target, owner.with(member.type()), target.has(Node.USERLAND)),
        target.register,
        0,
        all);
    made.setx(part, ~(mask << shift));
    code.op(AND, all, part, all);
    made.setx(part, mask);
    code.op(AND, source, part, part);
    made.setx(other, shift);
    code.op(SLL, part, other, part);
    code.op(OR, all, part, all);
    registers.free(other);
    registers.free(part);
    return all;
  }

  /** Returns the definition of what is only declared, if there is one. */
  CType complete(CType declared) {
    CType type = declared;
    while (type.kind() == TypeKind.FORWARD) {
      try {
        CType found = unit.lookupType(type.name());
        if (found.equals(type)) {
          break;
        }
        type = found.base();
      } catch (LookupException e) {
        break;
      }
    }
    return type;
  }

  static Member member(CType struct, String name) {
    return struct.member(name).orElseThrow(() -> Unit.placeless("Invalid member name"));
  }

  /** Stores the register of a node at the address in that of another. */
  void store(Node source, Node target) {
    Encoding encoding = target.type().encoding().orElse(null);
    boolean field = target.has(Node.BIT_FIELD);
    long size = field && encoding != null ? bitFieldBytes(encoding) : NodeRules.size(source);
    if (source.has(Node.REFERENCE)) {
      int bytes = made.newSetx(size);
      code.op(COPYS, source.register, bytes, target.register);
      registers.free(bytes);
      return;
    }
    int register = field ? insertField(source.register, target) : source.register;
    code.op(
        storeOf(size, "internal error -- cg cannot store size %d when passed by value"),
        register,
        0,
        target.register);
    if (field) {
      registers.free(register);
    }
  }

  /**
   * Returns the operation that stores a number of a size.
   *
   * @param trouble the message if there is none
   */
  DifOperation storeOf(long size, String trouble) {
    return switch ((int) Math.min(size, 9)) {
      case 1 -> STB;
      case 2 -> STH;
      case 4 -> STW;
      case 8 -> STX;
      default -> throw unit.error(ErrorTag.D_UNKNOWN, trouble, size);
    };
  }
}
