package org.bootarchive.dtrace.dif;

import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A DIF object in the notation of {@code dtrace -S}: what {@code dt_dis} of libdtrace writes, line
 * for line, but for the address in the first.
 */
public final class Disassembly {
  /** A hostile object can name one long string in each of many instructions. */
  private static final int MOST_STRING_CHARS = 1 << 20;

  private final Difo difo;
  private final Map<Long, DifVariable> firsts = new HashMap<>();
  private int charsLeft = MOST_STRING_CHARS;

  private Disassembly(Difo difo) {
    this.difo = difo;
    for (DifVariable variable : difo.variables()) {
      firsts.putIfAbsent(key(variable.id(), variable.scope()), variable);
    }
  }

  /**
   * Returns the lines: what the object returns, its instructions, and if there are any an empty
   * line and its variables. Once 1 Mi chars of strings are shown the rest of them are cut.
   */
  public static ImmutableList<String> of(Difo difo) {
    return new Disassembly(difo).lines();
  }

  private ImmutableList<String> lines() {
    ImmutableList.Builder<String> lines = ImmutableList.builder();
    lines.add("DIFO returns " + difo.returnType().text());
    lines.add("OFF OPCODE      INSTRUCTION");
    for (int pc = 0; pc < difo.text().length(); pc++) {
      DifInstruction instruction = difo.instruction(pc);
      lines.add(
          String.format(
              Locale.ROOT, "%02d: %08x    %s", pc, instruction.word(), text(instruction)));
    }
    if (!difo.variables().isEmpty()) {
      lines.add("", "NAME             ID   KND SCP FLAG TYPE");
      difo.variables().forEach(variable -> lines.add(row(variable)));
    }
    return lines.build();
  }

  private String text(DifInstruction in) {
    Optional<DifOperation> known = DifOperation.of(in.op());
    if (known.isEmpty()) {
      return "(illegal opcode)";
    }
    DifOperation operation = known.get();
    if (operation.form() == OperandForm.BARE) {
      return operation.mnemonic();
    }
    return Strings.padEnd(operation.mnemonic(), 4, ' ') + " " + operands(operation, in);
  }

  private String operands(DifOperation operation, DifInstruction in) {
    String rd = "%r" + in.rd();
    String r1 = "%r" + in.r1();
    String r2 = "%r" + in.r2();
    return switch (operation.form()) {
      case ARITHMETIC -> r1 + ", " + r2 + ", " + rd;
      case MOVE -> r1 + ", " + rd;
      case LOAD -> "[" + r1 + "], " + rd;
      case STORE -> r1 + ", [" + rd + "]";
      case COMPARE -> r1 + ", " + r2;
      case TEST -> r1;
      case BRANCH -> String.valueOf(in.label());
      case RETURN -> rd;
      case BARE -> "";
      case INTEGER -> "DT_INTEGER[" + in.index() + "], " + rd + integer(in.index());
      case STRING -> "DT_STRING[" + in.index() + "], " + rd + string(in.index());
      case ARRAY_LOAD ->
          "DT_VAR(" + in.r1() + "), " + r2 + ", " + rd + variable(operation, in.r1());
      case ARRAY_STORE ->
          "DT_VAR(" + in.index() + "), " + r2 + ", " + rd + variable(operation, in.index());
      case VARIABLE_LOAD -> "DT_VAR(" + in.index() + "), " + rd + variable(operation, in.index());
      case VARIABLE_STORE -> rd + ", DT_VAR(" + in.index() + ")" + variable(operation, in.index());
      case CALL ->
          "DIF_SUBR(" + in.index() + "), " + rd + "\t\t! " + DifSubroutine.name(in.index());
      case PUSH_VALUE -> "DT_TYPE(" + in.r1() + "), " + rd + type("\t\t", in.r1());
      case PUSH_REFERENCE -> "DT_TYPE(" + in.r1() + "), " + r2 + ", " + rd + type("\t", in.r1());
      case TRANSLATOR -> "DT_XLREF[" + in.index() + "], " + rd;
    };
  }

  private String integer(int index) {
    return index < difo.integers().length()
        ? "\t\t! 0x" + Long.toHexString(difo.integers().get(index))
        : "";
  }

  private String string(int index) {
    return index < difo.strings().length() ? "\t\t! \"" + shown(index) + "\"" : "";
  }

  private String variable(DifOperation operation, int id) {
    DifVariable first = firsts.get(key(id, operation.scope()));
    return first != null && first.name() < difo.strings().length()
        ? "\t\t! DT_VAR(" + id + ") = \"" + shown(first.name()) + "\""
        : "";
  }

  private String shown(long offset) {
    String string = difo.strings().at(offset, charsLeft);
    charsLeft -= string.length();
    return string;
  }

  private static String type(String pad, int type) {
    String name = DifType.kindName(type);
    return name.isEmpty() ? "" : pad + "! DT_TYPE(" + type + ") = " + name;
  }

  private static Long key(long id, int scope) {
    return (id << Byte.SIZE) | scope;
  }

  private String row(DifVariable variable) {
    return String.format(
        Locale.ROOT,
        "%-16s %-4x %-3s %-3s %-4s %s",
        shown(variable.name()),
        variable.id(),
        switch (variable.kind()) {
          case DifVariable.ARRAY -> "arr";
          case DifVariable.SCALAR -> "scl";
          default -> variable.kind();
        },
        switch (variable.scope()) {
          case DifVariable.GLOBAL -> "glb";
          case DifVariable.THREAD -> "tls";
          case DifVariable.LOCAL -> "loc";
          default -> variable.scope();
        },
        flags(variable.flags()),
        variable.type().text());
  }

  private static String flags(int flags) {
    String read = (flags & 1) != 0 ? "/r" : "";
    String written = (flags & 2) != 0 ? "/w" : "";
    int others = flags & ~3;
    String all = (others != 0 ? "/0x" + Integer.toHexString(others) : "") + read + written;
    return all.isEmpty() ? all : all.substring(1);
  }
}
