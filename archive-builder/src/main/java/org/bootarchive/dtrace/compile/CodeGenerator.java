package org.bootarchive.dtrace.compile;

import static org.bootarchive.dtrace.dif.DifOperation.*;

import org.bootarchive.dtrace.dif.DifOperation;
import org.bootarchive.dtrace.dif.Difo;
import org.bootarchive.dtrace.lang.ErrorTag;
import org.bootarchive.dtrace.lang.Operator;
import org.bootarchive.dtrace.types.Member;

/**
 * Makes code of a checked expression. Each node leaves its value in a register, which whoever asked
 * for it frees.
 *
 * <p>Source: libdtrace's {@code dt_cg.c}.
 */
final class CodeGenerator {
  private static final int MOST_INLINE_DEPTH = 200;

  /** What libdtrace's grammar calls the name of an aggregation. */
  private static final int AGGREGATION_TOKEN = 316;

  private final Unit unit;
  private final SpecialTypes types;
  private final GeneratedCode made;
  private final Instructions code;
  private final RegisterSet registers;
  private final MemoryCode memory;
  private final NumberCode numbers;
  private final BranchCode branches;
  private final VariableCode variables;
  private final TranslatorCode translators;
  private int depth;

  private CodeGenerator(Unit unit) {
    this.unit = unit;
    this.types = unit.session.types;
    this.made = new GeneratedCode(unit);
    this.code = made.code;
    this.registers = made.registers;
    this.memory = new MemoryCode(unit, made);
    this.numbers = new NumberCode(types, made);
    this.branches = new BranchCode(types, this, made);
    this.variables = new VariableCode(unit, this, made, memory, numbers);
    this.translators = new TranslatorCode(types, this, made, memory, numbers);
  }

  /** Returns the object that an expression is made to. */
  static Difo generate(Unit unit, Node root) {
    CodeGenerator generator = new CodeGenerator(unit);
    generator.root(root);
    return new Assembler(unit, generator.code, generator.made.tables).assemble(root);
  }

  private void root(Node root) {
    if (root.resolve(IdentifierKind.TRANSLATED_POINTER) != null) {
      throw unit.errorAt(
          root, ErrorTag.D_CG_DYN, "expression cannot evaluate to result of a translated pointer");
    }
    node(root);
    Identifier translated = root.resolve(IdentifierKind.TRANSLATED);
    if (translated != null) {
      int register = translators.expand(root, translated);
      registers.free(root.register);
      root.register = register;
    }
    code.op(RET, 0, 0, root.register);
    registers.free(root.register);
  }

  private void arithmetic(Node node, DifOperation operation) {
    boolean moves =
        switch (node.operator) {
          case ADD, SUBTRACT, ADD_ASSIGN, SUBTRACT_ASSIGN -> true;
          default -> false;
        };
    Node left = node.left();
    Node right = node.right();
    boolean leftPointer = NodeRules.isPointer(left, types);
    boolean rightPointer = NodeRules.isPointer(right, types);
    boolean difference = leftPointer && rightPointer;
    boolean scales = moves && !difference;
    node(left);
    if (scales && rightPointer) {
      numbers.scale(node, MUL, left.register);
    }
    node(right);
    if (scales && leftPointer) {
      numbers.scale(node, MUL, right.register);
    }
    code.op(operation, left.register, right.register, left.register);
    registers.free(right.register);
    node.register = left.register;
    if (difference) {
      numbers.scale(right, UDIV, node.register);
    }
  }

  /** Makes code for the address of a node. */
  private void addressOf(Node node) {
    boolean reference = node.has(Node.REFERENCE);
    node.flags |= Node.REFERENCE;
    node(node);
    node.set(Node.REFERENCE, reference);
  }

  /**
   * Stores a value at the address of a node, which while it is stored counts as a reference, as far
   * as libdtrace sees it.
   */
  private void storeAt(Node value, Node target) {
    addressOf(target);
    memory.store(value, target);
    registers.free(target.register);
  }

  private void preChange(Node node, DifOperation operation) {
    Node operand = node.left();
    long size = numbers.step(node);
    node(operand);
    node.register = operand.register;
    int one = made.newSetx(size);
    code.op(operation, node.register, one, node.register);
    registers.free(one);
    if (operand.kind == NodeKind.VARIABLE) {
      variables.storeScalar(operand, node.register);
    } else {
      storeAt(node, operand);
    }
  }

  private void postChange(Node node, DifOperation operation) {
    Node operand = node.left();
    long size = numbers.step(node);
    node(operand);
    node.register = operand.register;
    int changed = made.newSetx(size);
    code.op(operation, node.register, changed, changed);
    if (operand.kind == NodeKind.VARIABLE) {
      variables.storeScalar(operand, changed);
    } else {
      int old = node.register;
      addressOf(operand);
      node.register = changed;
      memory.store(node, operand);
      node.register = old;
      registers.free(operand.register);
    }
    registers.free(changed);
  }

  /** Stores the value that is in the node's register. */
  private void assign(Node node) {
    Identifier translated = node.right().resolve(IdentifierKind.TRANSLATED);
    if (translated != null && translated.translator != null) {
      translators.assign(node, translated.translator);
    }
    Node left = node.left();
    if (left.kind != NodeKind.VARIABLE) {
      storeAt(node, left);
      return;
    }
    variables.store(left, node.register);
  }

  private void memberOf(Node node) {
    Node left = node.left();
    node(left);
    Identifier translated = left.resolve(IdentifierKind.TRANSLATED);
    if (translated == null) {
      translated = left.resolve(IdentifierKind.TRANSLATED_POINTER);
    }
    if (translated != null && translated.translator != null) {
      translators.member(node, translated.translator);
      return;
    }
    CType struct = left.type().base();
    if (node.operator == Operator.ARROW) {
      struct = struct.referenced().base();
    }
    struct = memory.complete(struct);
    Member member = MemoryCode.member(struct, node.right().text);
    if (member.bitOffset() != 0) {
      int offset = made.newSetx(member.bitOffset() / Byte.SIZE);
      code.op(ADD, left.register, offset, left.register);
      registers.free(offset);
    }
    if (!node.has(Node.REFERENCE)) {
      boolean userland = node.has(Node.USERLAND) || left.has(Node.USERLAND);
      memory.load(node, struct.with(member.type()), userland, left.register, left.register);
      if (node.has(Node.BIT_FIELD)) {
        memory.extractField(node, struct, member);
      }
    }
    node.register = left.register;
  }

  /** Makes code for a node with all below it; its value is in its register then. */
  void node(Node node) {
    if (++depth > Unit.MOST_DEPTH + MOST_INLINE_DEPTH) {
      throw unit.error(
          ErrorTag.D_SYNTAX, "expression is nested more than %d deep", Unit.MOST_DEPTH);
    }
    operation(node);
    depth--;
  }

  private static DifOperation bySign(Node node, DifOperation signed, DifOperation unsigned) {
    return node.has(Node.SIGNED) ? signed : unsigned;
  }

  private void arithmeticAssign(Node node, DifOperation operation) {
    arithmetic(node, operation);
    assign(node);
  }

  private void operation(Node node) {
    switch (node.operator) {
      case COMMA -> {
        node(node.left());
        registers.free(node.left().register);
        node(node.right());
        node.register = node.right().register;
      }
      case ASSIGN -> {
        node(node.right());
        node.register = node.right().register;
        assign(node);
      }
      case ADD_ASSIGN -> arithmeticAssign(node, ADD);
      case SUBTRACT_ASSIGN -> arithmeticAssign(node, SUB);
      case MULTIPLY_ASSIGN -> arithmeticAssign(node, MUL);
      case DIVIDE_ASSIGN -> arithmeticAssign(node, bySign(node, SDIV, UDIV));
      case REMAINDER_ASSIGN -> arithmeticAssign(node, bySign(node, SREM, UREM));
      case AND_ASSIGN -> arithmeticAssign(node, AND);
      case XOR_ASSIGN -> arithmeticAssign(node, XOR);
      case OR_ASSIGN -> arithmeticAssign(node, OR);
      case LEFT_ASSIGN -> arithmeticAssign(node, SLL);
      case RIGHT_ASSIGN -> arithmeticAssign(node, bySign(node, SRA, SRL));
      case CONDITION -> branches.conditional(node);
      case LOGICAL_OR -> branches.logicalOr(node);
      case LOGICAL_XOR -> branches.logicalXor(node);
      case LOGICAL_AND -> branches.logicalAnd(node);
      case OR -> arithmetic(node, OR);
      case XOR -> arithmetic(node, XOR);
      case AND -> arithmetic(node, AND);
      case EQUAL -> branches.compare(node, BE);
      case UNEQUAL -> branches.compare(node, BNE);
      case LESS -> branches.compare(node, branches.comparesSigned(node) ? BL : BLU);
      case LESS_OR_EQUAL -> branches.compare(node, branches.comparesSigned(node) ? BLE : BLEU);
      case GREATER -> branches.compare(node, branches.comparesSigned(node) ? BG : BGU);
      case GREATER_OR_EQUAL -> branches.compare(node, branches.comparesSigned(node) ? BGE : BGEU);
      case LEFT -> arithmetic(node, SLL);
      case RIGHT -> arithmetic(node, bySign(node, SRA, SRL));
      case ADD -> arithmetic(node, ADD);
      case SUBTRACT -> arithmetic(node, SUB);
      case MULTIPLY -> arithmetic(node, MUL);
      case DIVIDE -> arithmetic(node, bySign(node, SDIV, UDIV));
      case REMAINDER -> arithmetic(node, bySign(node, SREM, UREM));
      case NOT -> branches.logicalNot(node);
      case COMPLEMENT -> {
        node(node.left());
        node.register = node.left().register;
        code.op(DifOperation.NOT, node.register, 0, node.register);
      }
      case PRE_INCREMENT -> preChange(node, ADD);
      case POST_INCREMENT -> postChange(node, ADD);
      case PRE_DECREMENT -> preChange(node, SUB);
      case POST_DECREMENT -> postChange(node, SUB);
      case PLUS, STRINGOF -> {
        node(node.left());
        node.register = node.left().register;
      }
      case MINUS -> {
        node(node.left());
        node.register = node.left().register;
        code.op(SUB, 0, node.register, node.register);
      }
      case DEREFERENCE -> dereference(node);
      case ADDRESS -> {
        addressOf(node.left());
        node.register = node.left().register;
      }
      case SIZEOF -> node.register = made.newSetx(NodeRules.sizeOf(node.left()));
      case TRANSLATE -> {
        node(node.right());
        node.register = node.right().register;
      }
      case CAST -> {
        node(node.right());
        node.register = node.right().register;
        numbers.convert(node.right(), node, node.register);
      }
      case ARROW, DOT -> memberOf(node);
      case STRING -> {
        node.register = registers.take();
        code.index(SETS, made.tables.string(node.text), node.register);
      }
      case NAME -> variables.read(node);
      case INTEGER -> node.register = made.newSetx(node.value);
      default ->
          throw unit.error(
              ErrorTag.D_UNKNOWN,
              "internal error -- token type %d is not a valid D compilation token",
              tokenNumber(node.operator));
    }
  }

  /** The only one that comes here is the name of an aggregation. */
  private static int tokenNumber(Operator operator) {
    return operator == Operator.AGGREGATION ? AGGREGATION_TOKEN : 0;
  }

  private void dereference(Node node) {
    Node operand = node.left();
    node(operand);
    node.register = operand.register;
    if (operand.isDynamic()) {
      Identifier translated = operand.resolve(IdentifierKind.TRANSLATED_POINTER);
      if (translated == null) {
        throw Unit.placeless("Unknown variable name");
      }
      int register = translators.expand(node, translated);
      registers.free(operand.register);
      node.register = register;
    } else if (!node.has(Node.REFERENCE)) {
      boolean userland = node.has(Node.USERLAND) || operand.has(Node.USERLAND);
      memory.load(node, node.type(), userland, node.register, node.register);
    }
  }
}
