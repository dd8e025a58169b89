package org.bootarchive.dtrace.compile;

import static org.bootarchive.dtrace.dif.DifOperation.*;

import org.bootarchive.dtrace.dif.DifOperation;
import org.bootarchive.dtrace.dif.DifType;
import org.bootarchive.dtrace.lang.ErrorTag;
import org.bootarchive.dtrace.types.ModuleTypes;
import org.jspecify.annotations.Nullable;

/**
 * Makes code for what has a name: variables, arrays, inlines, symbols, and calls of subroutines.
 *
 * <p>Source: {@code dt_cg_arglist}, {@code dt_cg_array_op}, {@code dt_cg_assoc_op}, {@code
 * dt_cg_inline} and {@code DT_TOK_IDENT} of {@code dt_cg_node} in libdtrace's {@code dt_cg.c}.
 */
final class VariableCode {
  private static final int VARIABLE_ARRAYS_END = 0x100;

  private final Unit unit;
  private final SpecialTypes types;
  private final CodeGenerator generator;
  private final GeneratedCode made;
  private final Instructions code;
  private final RegisterSet registers;
  private final MemoryCode memory;
  private final NumberCode numbers;

  VariableCode(
      Unit unit,
      CodeGenerator generator,
      GeneratedCode made,
      MemoryCode memory,
      NumberCode numbers) {
    this.unit = unit;
    this.types = unit.session.types;
    this.generator = generator;
    this.made = made;
    this.code = made.code;
    this.registers = made.registers;
    this.memory = memory;
    this.numbers = numbers;
  }

  void read(Node node) {
    Identifier identifier = node.identifier();
    boolean variable = node.kind == NodeKind.VARIABLE;
    if (variable && identifier.has(Identifier.IN_REGISTER)) {
      node.register = registers.take();
      code.op(MOV, identifier.id, 0, node.register);
      return;
    }
    if (variable && identifier.has(Identifier.INLINE)) {
      inline(node);
      return;
    }
    switch (node.kind) {
      case FUNCTION -> {
        if (identifier.kind != IdentifierKind.FUNCTION) {
          throw unit.errorAt(
              node,
              ErrorTag.D_CG_EXPR,
              "%s %s( ) may not be called from a D expression (D program context required)",
              identifier.kind.text(),
              identifier.name);
        }
        push(identifier, node.list);
        node.register = registers.take();
        code.index(CALL, identifier.id, node.register);
      }
      case VARIABLE -> variable(node, identifier);
      case SYMBOL -> symbol(node, identifier);
      default ->
          throw unit.error(
              ErrorTag.D_UNKNOWN,
              "internal error -- node type %d is not valid for an identifier",
              node.kind.number());
    }
  }

  private void variable(Node node, Identifier identifier) {
    switch (identifier.kind) {
      case TRANSLATED, TRANSLATED_POINTER -> array(node);
      case ARRAY -> {
        if (identifier.id >= VARIABLE_ARRAYS_END) {
          keyed(node);
        } else {
          array(node);
        }
      }
      default -> {
        node.register = registers.take();
        DifOperation operation =
            identifier.has(Identifier.LOCAL)
                ? LDLS
                : identifier.has(Identifier.THREAD) ? LDTS : LDGS;
        identifier.flags |= Identifier.CODE_READS;
        code.index(operation, identifier.id, node.register);
      }
    }
  }

  /** An array of the kernel's own: arguments or registers. */
  private void array(Node node) {
    Identifier identifier = node.identifier();
    Node index = node.list;
    if (index == null) {
      throw Unit.placeless("Unknown variable name");
    }
    long saved = index.value;
    boolean arguments = identifier.id == 0;
    if (arguments && unit.probe != null && saved < unit.probe.mapping().length()) {
      index.value = unit.probe.mapping().get((int) saved);
    }
    generator.node(index);
    index.value = saved;
    node.register = index.register;
    identifier.flags |= Identifier.CODE_READS;
    code.op(
        identifier.has(Identifier.THREAD) ? LDTA : LDGA,
        identifier.id,
        index.register,
        node.register);
    if (!arguments || !NodeRules.isScalar(node)) {
      return;
    }
    long size = NodeRules.size(node);
    if (size == Long.BYTES) {
      return;
    }
    int shift = made.newSetx(Long.SIZE - size * Byte.SIZE);
    code.op(SLL, node.register, shift, node.register);
    code.op(node.has(Node.SIGNED) ? SRA : SRL, node.register, shift, node.register);
    registers.free(shift);
  }

  private void keyed(Node node) {
    Identifier identifier = node.identifier();
    push(identifier, node.list);
    node.register = registers.take();
    boolean thread = identifier.has(Identifier.THREAD);
    DifOperation read = thread ? LDTAA : LDGAA;
    identifier.flags |= Identifier.CODE_READS;
    code.index(read, identifier.id, node.register);
    if (node.has(Node.REFERENCE)) {
      int there = code.newLabel();
      code.op(TST, node.register, 0, 0);
      code.branch(BNE, there);
      made.setx(node.register, NodeRules.size(node));
      code.op(ALLOCS, node.register, 0, node.register);
      identifier.flags |= Identifier.CODE_WRITES;
      code.index(thread ? STTAA : STGAA, identifier.id, node.register);
      code.index(read, identifier.id, node.register);
      code.place(there);
    }
  }

  private void inline(Node node) {
    Identifier identifier = node.identifier();
    InlineDefinition inline = identifier.definitionOfInline();
    if (identifier.kind == IdentifierKind.ARRAY) {
      int position = 0;
      for (Node argument = node.list; argument != null; argument = argument.next) {
        Identifier parameter =
            position < inline.parameters.size() ? inline.parameters.get(position) : null;
        if (parameter != null && parameter.inline != null) {
          parameter.inline.root = argument;
        }
        position++;
      }
    }
    Node root = inline.root;
    if (root == null) {
      throw Unit.placeless("Unknown variable name");
    }
    generator.node(root);
    node.register = root.register;
    numbers.convert(root, node, node.register);
  }

  private void symbol(Node node, Identifier identifier) {
    SymbolReference symbol = identifier.symbol;
    if (symbol == null) {
      throw Unit.placeless("Unknown symbol name");
    }
    ModuleTypes module = symbol.module();
    if (module != null && module.primary() && !module.addressesKnown()) {
      throw unit.errorAt(
          node,
          ErrorTag.D_ASRELO,
          "the address of %s`%s is not known before the kernel runs: the module is relocatable; use"
              + " an argument of a probe or a built-in variable that leads to the value",
          symbol.object(),
          symbol.name());
    }
    node.register = registers.take();
    int place = made.tables.symbolValue(symbol.value());
    code.addSymbol(Instructions.indexed(SETX, place, node.register), identifier);
    if (!node.has(Node.REFERENCE)) {
      memory.load(node, node.type(), node.has(Node.USERLAND), node.register, node.register);
    }
  }

  /** Stores a register in a variable, an element of an array or of an associative one. */
  void store(Node variable, int register) {
    Identifier identifier = variable.identifier().resolved();
    identifier.flags |= Identifier.CODE_WRITES;
    boolean array = identifier.kind == IdentifierKind.ARRAY;
    Node keys = variable.list;
    if (array && identifier.id < VARIABLE_ARRAYS_END && keys != null) {
      generator.node(keys);
      code.op(STGA, identifier.id, keys.register, register);
      registers.free(keys.register);
      return;
    }
    if (array) {
      push(identifier, keys);
    }
    code.index(storeVariable(identifier), identifier.id, register);
  }

  /** Stores a register in what was read before, which pushed the keys. */
  void storeScalar(Node variable, int register) {
    Identifier identifier = variable.identifier().resolved();
    identifier.flags |= Identifier.CODE_WRITES;
    code.index(storeVariable(identifier), identifier.id, register);
  }

  private static DifOperation storeVariable(Identifier identifier) {
    boolean array = identifier.kind == IdentifierKind.ARRAY;
    if (identifier.has(Identifier.LOCAL)) {
      return array ? NOP : STLS;
    }
    if (identifier.has(Identifier.THREAD)) {
      return array ? STTAA : STTS;
    }
    return array ? STGAA : STGS;
  }

  /** Pushes keys or arguments. */
  private void push(Identifier identifier, @Nullable Node arguments) {
    Signature signature = identifier.signature;
    for (Node argument = arguments; argument != null; argument = argument.next) {
      generator.node(argument);
    }
    code.op(FLUSHTS, 0, 0, 0);
    int position = 0;
    for (Node argument = arguments; argument != null; argument = argument.next) {
      DifType type = Assembler.difType(argument.type(), argument.flags, types);
      if (signature != null && position < signature.parameters.size()) {
        Node parameter = signature.parameters.get(position);
        if (parameter.type != null) {
          numbers.convert(argument, parameter, argument.register);
        }
      }
      position++;
      int size = 0;
      if (type.byReference()) {
        if (type.size() != 0) {
          size = made.newSetx(type.size());
        }
        code.op(PUSHTR, type.kind(), size, argument.register);
      } else {
        code.op(PUSHTV, type.kind(), 0, argument.register);
      }
      registers.free(argument.register);
      if (size != 0) {
        registers.free(size);
      }
    }
    if (position > unit.session.options.tupleRegisters) {
      throw Unit.placeless("Insufficient tuple registers to generate code");
    }
  }
}
