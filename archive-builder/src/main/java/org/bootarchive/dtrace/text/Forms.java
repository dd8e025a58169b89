package org.bootarchive.dtrace.text;

import org.bootarchive.dtrace.dif.DifOperation;
import org.bootarchive.dtrace.dif.DifVariable;

/** Kinds of operations. */
final class Forms {
  private Forms() {}

  static boolean isArithmetic(DifOperation operation) {
    return switch (operation) {
      case OR, XOR, AND, SLL, SRL, SRA, SUB, ADD, MUL, SDIV, UDIV, SREM, UREM -> true;
      default -> false;
    };
  }

  private static boolean isBetween(DifOperation one, DifOperation first, DifOperation last) {
    return one.number() >= first.number() && one.number() <= last.number();
  }

  static boolean isLoad(DifOperation operation) {
    return isBetween(operation, DifOperation.LDSB, DifOperation.LDX)
        || isBetween(operation, DifOperation.ULDSB, DifOperation.ULDX);
  }

  static boolean isStore(DifOperation operation) {
    return isBetween(operation, DifOperation.STB, DifOperation.STX);
  }

  static boolean isConditional(DifOperation operation) {
    return isBetween(operation, DifOperation.BE, DifOperation.BLEU);
  }

  /** Returns how much a load or a store moves. */
  static int bytes(DifOperation operation) {
    String name = operation.mnemonic();
    return switch (name.charAt(name.length() - 1)) {
      case 'b' -> Byte.BYTES;
      case 'h' -> Short.BYTES;
      case 'w' -> Integer.BYTES;
      default -> Long.BYTES;
    };
  }

  /** Returns the type that a load reads or a store writes. */
  static ValueType type(DifOperation operation) {
    String name = operation.mnemonic();
    boolean signed = name.charAt(name.length() - 2) == 's' && !isStore(operation);
    return ValueType.integer(bytes(operation), signed);
  }

  static boolean isUserland(DifOperation operation) {
    return operation.mnemonic().startsWith("uld");
  }

  /** Returns the scope of the variables that an operation names. */
  static int scope(DifOperation operation) {
    return switch (operation) {
      case LDTS, STTS, LDTAA, STTAA -> DifVariable.THREAD;
      case LDLS, STLS -> DifVariable.LOCAL;
      default -> DifVariable.GLOBAL;
    };
  }

  /** Returns the sign of a calculation in D. */
  static String sign(DifOperation operation) throws NoTextException {
    return switch (operation) {
      case OR -> "|";
      case XOR -> "^";
      case AND -> "&";
      case SLL -> "<<";
      case SRL, SRA -> ">>";
      case SUB -> "-";
      case ADD -> "+";
      case MUL -> "*";
      case SDIV, UDIV -> "/";
      case SREM, UREM -> "%";
      case BE -> "==";
      case BNE -> "!=";
      case BG, BGU -> ">";
      case BGE, BGEU -> ">=";
      case BL, BLU -> "<";
      case BLE, BLEU -> "<=";
      default -> throw new NoTextException();
    };
  }
}
