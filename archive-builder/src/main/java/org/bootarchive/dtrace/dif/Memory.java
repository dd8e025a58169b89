package org.bootarchive.dtrace.dif;

/** The types that loads and stores of DIF read and write. */
final class Memory {
  private Memory() {}

  /** Returns the type of a pointer with the bracket that closes a cast. */
  static String type(DifOperation operation) throws NoExpressionException {
    return switch (operation) {
      case LDSB, RLDSB -> "int8_t *)";
      case LDSH, RLDSH -> "int16_t *)";
      case LDSW, RLDSW -> "int32_t *)";
      case LDUB, RLDUB, STB -> "uint8_t *)";
      case LDUH, RLDUH, STH -> "uint16_t *)";
      case LDUW, RLDUW, STW -> "uint32_t *)";
      case LDX, RLDX, STX -> "uint64_t *)";
      case ULDSB -> "userland int8_t *)";
      case ULDSH -> "userland int16_t *)";
      case ULDSW -> "userland int32_t *)";
      case ULDUB -> "userland uint8_t *)";
      case ULDUH -> "userland uint16_t *)";
      case ULDUW -> "userland uint32_t *)";
      case ULDX -> "userland uint64_t *)";
      default -> throw new NoExpressionException();
    };
  }
}
