package org.bootarchive.dtrace.compile;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;
import java.util.Locale;
import org.bootarchive.dtrace.dif.DifInstruction;
import org.bootarchive.dtrace.dif.DifOperation;
import org.bootarchive.dtrace.dif.DifType;
import org.bootarchive.dtrace.dif.DifVariable;
import org.bootarchive.dtrace.dif.Difo;
import org.bootarchive.dtrace.dif.StringTable;
import org.bootarchive.dtrace.lang.DException;
import org.bootarchive.dtrace.lang.ErrorTag;

/**
 * Makes an object of instructions with labels: places, variables and tables.
 *
 * <p>Source: libdtrace's {@code dt_as.c}.
 */
final class Assembler {
  private static final int BY_REFERENCE = 1;
  private static final int BY_USER_REFERENCE = 2;
  private static final int READ = 1;
  private static final int WRITTEN = 2;
  private static final int LABEL_MASK = 0xffffff;

  private final Unit unit;
  private final Instructions code;
  private final CodeTables tables;

  Assembler(Unit unit, Instructions code, CodeTables tables) {
    this.unit = unit;
    this.code = code;
    this.tables = tables;
  }

  Difo assemble(Node root) {
    int[] places = new int[code.labelCount()];
    int place = 0;
    for (Instructions.Line line : code.lines()) {
      if (line.label() != Instructions.NO_LABEL) {
        places[line.label()] = place;
      }
      place += line.isPlace() ? 0 : 1;
    }
    ImmutableIntArray.Builder text = ImmutableIntArray.builder(place);
    for (Instructions.Line line : code.lines()) {
      if (!line.isPlace()) {
        text.add(resolved(line.word(), places));
      }
    }
    ImmutableList<DifVariable> variables = variables();
    checkSymbols();
    return new Difo(
        text.build(),
        ImmutableLongArray.copyOf(tables.integers()),
        StringTable.of(tables.strings()),
        variables,
        difType(root.type(), root.flags, unit.session.types));
  }

  private static int resolved(int word, int[] places) {
    int operation = new DifInstruction(word).op();
    boolean branch =
        operation >= DifOperation.BA.number() && operation <= DifOperation.BLEU.number();
    return branch ? (word & ~LABEL_MASK) | places[word & LABEL_MASK] : word;
  }

  private ImmutableList<DifVariable> variables() {
    ImmutableList.Builder<DifVariable> variables = ImmutableList.builder();
    IdentifierTable[] inOrder = {unit.session.threadVariables, unit.session.globals, unit.locals};
    for (IdentifierTable table : inOrder) {
      for (Identifier identifier : table.usedByCode()) {
        variables.add(variable(identifier));
        identifier.flags &= ~(Identifier.CODE_READS | Identifier.CODE_WRITES);
      }
    }
    return variables.build();
  }

  private DifVariable variable(Identifier identifier) {
    int name = tables.string(identifier.name);
    CType type = identifier.type == null ? unit.session.types.dynamic : identifier.type;
    Node typed = new Node(NodeKind.TYPE, 0);
    typed.assignType(type, false);
    int scope =
        identifier.has(Identifier.LOCAL)
            ? DifVariable.LOCAL
            : identifier.has(Identifier.THREAD) ? DifVariable.THREAD : DifVariable.GLOBAL;
    int flags =
        (identifier.has(Identifier.CODE_READS) ? READ : 0)
            | (identifier.has(Identifier.CODE_WRITES) ? WRITTEN : 0);
    return new DifVariable(
        name,
        identifier.id,
        identifier.kind == IdentifierKind.ARRAY ? DifVariable.ARRAY : DifVariable.SCALAR,
        scope,
        flags,
        difType(type, typed.flags, unit.session.types));
  }

  /** Symbols whose addresses are only known later cannot stand in an enabling. */
  private void checkSymbols() {
    int place = 0;
    for (Instructions.Line line : code.lines()) {
      place += line.isPlace() ? 0 : 1;
      Identifier symbol = line.symbol();
      if (symbol != null && isOpen(symbol)) {
        throw open(symbol, place);
      }
    }
  }

  private boolean isOpen(Identifier symbol) {
    boolean user = symbol.has(Identifier.USERLAND);
    return switch (unit.session.options.linkMode) {
      case STATIC -> false;
      case PRIMARY -> user || !symbol.has(Identifier.PRIMARY);
      case KERNEL -> user;
      case DYNAMIC -> true;
    };
  }

  private DException open(Identifier symbol, int place) {
    boolean user = symbol.has(Identifier.USERLAND);
    String kind =
        user ? "user" : symbol.has(Identifier.PRIMARY) ? "primary kernel" : "loadable kernel";
    SymbolReference reference = symbol.symbol;
    return new DException(
        ErrorTag.D_ASRELO,
        symbol.line,
        String.format(
            Locale.ROOT,
            "relocation remains against %s symbol %s%s%s (offset 0x%x)",
            kind,
            reference == null ? "" : reference.object(),
            user ? "``" : "`",
            reference == null ? symbol.name : reference.name(),
            place));
  }

  /** Returns a type as DIF has it: {@code dt_node_diftype}. */
  static DifType difType(CType type, int nodeFlags, SpecialTypes types) {
    boolean string = type.equals(types.string);
    boolean reference = (nodeFlags & Node.REFERENCE) != 0;
    boolean user = (nodeFlags & Node.USERLAND) != 0;
    return new DifType(
        string ? 1 : 0,
        string ? 0 : type.baseKind().number(),
        reference ? user ? BY_USER_REFERENCE : BY_REFERENCE : 0,
        0,
        type.size() & 0xffff_ffffL);
  }
}
