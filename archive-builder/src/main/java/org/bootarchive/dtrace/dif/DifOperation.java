package org.bootarchive.dtrace.dif;

import com.google.common.collect.ImmutableList;
import java.util.Locale;
import java.util.Optional;

/**
 * The operations of DIF in the order of their numbers, from 1: {@code DIF_OP_*} of {@code
 * sys/dtrace.h}.
 */
public enum DifOperation {
  OR(1, OperandForm.ARITHMETIC),
  XOR(2, OperandForm.ARITHMETIC),
  AND(3, OperandForm.ARITHMETIC),
  SLL(4, OperandForm.ARITHMETIC),
  SRL(5, OperandForm.ARITHMETIC),
  SUB(6, OperandForm.ARITHMETIC),
  ADD(7, OperandForm.ARITHMETIC),
  MUL(8, OperandForm.ARITHMETIC),
  SDIV(9, OperandForm.ARITHMETIC),
  UDIV(10, OperandForm.ARITHMETIC),
  SREM(11, OperandForm.ARITHMETIC),
  UREM(12, OperandForm.ARITHMETIC),
  NOT(13, OperandForm.MOVE),
  MOV(14, OperandForm.MOVE),
  CMP(15, OperandForm.COMPARE),
  TST(16, OperandForm.TEST),
  BA(17, OperandForm.BRANCH),
  BE(18, OperandForm.BRANCH),
  BNE(19, OperandForm.BRANCH),
  BG(20, OperandForm.BRANCH),
  BGU(21, OperandForm.BRANCH),
  BGE(22, OperandForm.BRANCH),
  BGEU(23, OperandForm.BRANCH),
  BL(24, OperandForm.BRANCH),
  BLU(25, OperandForm.BRANCH),
  BLE(26, OperandForm.BRANCH),
  BLEU(27, OperandForm.BRANCH),
  LDSB(28, OperandForm.LOAD),
  LDSH(29, OperandForm.LOAD),
  LDSW(30, OperandForm.LOAD),
  LDUB(31, OperandForm.LOAD),
  LDUH(32, OperandForm.LOAD),
  LDUW(33, OperandForm.LOAD),
  LDX(34, OperandForm.LOAD),
  RET(35, OperandForm.RETURN),
  NOP(36, OperandForm.BARE),
  SETX(37, OperandForm.INTEGER),
  SETS(38, OperandForm.STRING),
  SCMP(39, OperandForm.COMPARE),
  LDGA(40, OperandForm.ARRAY_LOAD),
  LDGS(41, OperandForm.VARIABLE_LOAD),
  STGS(42, OperandForm.VARIABLE_STORE),
  LDTA(43, OperandForm.ARRAY_LOAD),
  LDTS(44, OperandForm.VARIABLE_LOAD),
  STTS(45, OperandForm.VARIABLE_STORE),
  SRA(46, OperandForm.ARITHMETIC),
  CALL(47, OperandForm.CALL),
  PUSHTR(48, OperandForm.PUSH_REFERENCE),
  PUSHTV(49, OperandForm.PUSH_VALUE),
  POPTS(50, OperandForm.BARE),
  FLUSHTS(51, OperandForm.BARE),
  LDGAA(52, OperandForm.VARIABLE_LOAD),
  LDTAA(53, OperandForm.VARIABLE_LOAD),
  STGAA(54, OperandForm.VARIABLE_STORE),
  STTAA(55, OperandForm.VARIABLE_STORE),
  LDLS(56, OperandForm.VARIABLE_LOAD),
  STLS(57, OperandForm.VARIABLE_STORE),
  ALLOCS(58, OperandForm.MOVE),
  COPYS(59, OperandForm.ARITHMETIC),
  STB(60, OperandForm.STORE),
  STH(61, OperandForm.STORE),
  STW(62, OperandForm.STORE),
  STX(63, OperandForm.STORE),
  ULDSB(64, OperandForm.LOAD),
  ULDSH(65, OperandForm.LOAD),
  ULDSW(66, OperandForm.LOAD),
  ULDUB(67, OperandForm.LOAD),
  ULDUH(68, OperandForm.LOAD),
  ULDUW(69, OperandForm.LOAD),
  ULDX(70, OperandForm.LOAD),
  RLDSB(71, OperandForm.LOAD),
  RLDSH(72, OperandForm.LOAD),
  RLDSW(73, OperandForm.LOAD),
  RLDUB(74, OperandForm.LOAD),
  RLDUH(75, OperandForm.LOAD),
  RLDUW(76, OperandForm.LOAD),
  RLDX(77, OperandForm.LOAD),
  XLATE(78, OperandForm.TRANSLATOR),
  XLARG(79, OperandForm.TRANSLATOR),
  STGA(80, OperandForm.ARRAY_STORE);

  private static final ImmutableList<DifOperation> ALL = ImmutableList.copyOf(values());

  private final int number;
  private final OperandForm form;

  DifOperation(int number, OperandForm form) {
    this.number = number;
    this.form = form;
  }

  /** Returns the operation of a number, if there is one. */
  public static Optional<DifOperation> of(int number) {
    return number >= 1 && number <= ALL.size()
        ? Optional.of(ALL.get(number - 1))
        : Optional.empty();
  }

  /** Returns the number that an instruction has in its top 8 bits. */
  public int number() {
    return number;
  }

  /** Returns the name that {@code dt_dis} writes. */
  public String mnemonic() {
    return name().toLowerCase(Locale.ROOT);
  }

  OperandForm form() {
    return form;
  }

  /** Returns the scope of the variables that it names, by the third letter of its name. */
  int scope() {
    return switch (mnemonic().charAt(2)) {
      case 't' -> DifVariable.THREAD;
      case 'l' -> DifVariable.LOCAL;
      default -> DifVariable.GLOBAL;
    };
  }
}
