package org.bootarchive.dtrace.compile;

import static org.bootarchive.dtrace.dif.DifOperation.*;

import org.bootarchive.dtrace.dif.DifOperation;
import org.bootarchive.dtrace.types.Encoding;

/**
 * Makes code with branches: comparisons, logical operators, and one of two values.
 *
 * <p>Source: {@code dt_cg_compare_op}, {@code dt_cg_ternary_op} and {@code dt_cg_logical_*} of
 * libdtrace's {@code dt_cg.c}.
 */
final class BranchCode {
  private final SpecialTypes types;
  private final CodeGenerator generator;
  private final GeneratedCode made;
  private final Instructions code;
  private final RegisterSet registers;

  BranchCode(SpecialTypes types, CodeGenerator generator, GeneratedCode made) {
    this.types = types;
    this.generator = generator;
    this.made = made;
    this.code = made.code;
    this.registers = made.registers;
  }

  boolean comparesSigned(Node node) {
    Node left = node.left();
    Node right = node.right();
    if (NodeRules.isString(left, types) || NodeRules.isString(right, types)) {
      return true;
    }
    if (!NodeRules.isArithmetic(left) || !NodeRules.isArithmetic(right)) {
      return false;
    }
    return NodeRules.promoted(left, right, types)
        .base()
        .encoding()
        .filter(Encoding::signed)
        .isPresent();
  }

  void compare(Node node, DifOperation branch) {
    int yes = code.newLabel();
    int end = code.newLabel();
    Node left = node.left();
    Node right = node.right();
    generator.node(left);
    generator.node(right);
    boolean strings = NodeRules.isString(left, types) || NodeRules.isString(right, types);
    code.op(strings ? SCMP : CMP, left.register, right.register, 0);
    registers.free(right.register);
    node.register = left.register;
    code.branch(branch, yes);
    code.op(MOV, 0, 0, node.register);
    code.branch(BA, end);
    code.addLabelled(yes, Instructions.indexed(SETX, made.tables.integer(1), node.register));
    code.place(end);
  }

  void conditional(Node node) {
    int no = code.newLabel();
    int end = code.newLabel();
    generator.node(node.condition());
    code.op(TST, node.condition().register, 0, 0);
    registers.free(node.condition().register);
    code.branch(BE, no);
    generator.node(node.left());
    int move = code.reserve();
    registers.free(node.left().register);
    code.branch(BA, end);
    code.place(no);
    generator.node(node.right());
    node.register = node.right().register;
    code.replace(move, Instructions.word(MOV, node.left().register, 0, node.register));
    code.place(end);
  }

  void logicalAnd(Node node) {
    int no = code.newLabel();
    int end = code.newLabel();
    generator.node(node.left());
    code.op(TST, node.left().register, 0, 0);
    registers.free(node.left().register);
    code.branch(BE, no);
    generator.node(node.right());
    code.op(TST, node.right().register, 0, 0);
    node.register = node.right().register;
    code.branch(BE, no);
    made.setx(node.register, 1);
    code.branch(BA, end);
    code.addLabelled(no, Instructions.word(MOV, 0, 0, node.register));
    code.place(end);
  }

  void logicalXor(Node node) {
    int next = code.newLabel();
    int tail = code.newLabel();
    Node left = node.left();
    Node right = node.right();
    generator.node(left);
    code.op(TST, left.register, 0, 0);
    code.branch(BE, next);
    made.setx(left.register, 1);
    code.place(next);
    generator.node(right);
    code.op(TST, right.register, 0, 0);
    code.branch(BE, tail);
    made.setx(right.register, 1);
    code.addLabelled(tail, Instructions.word(XOR, left.register, right.register, left.register));
    registers.free(right.register);
    node.register = left.register;
  }

  void logicalOr(Node node) {
    int yes = code.newLabel();
    int no = code.newLabel();
    int end = code.newLabel();
    generator.node(node.left());
    code.op(TST, node.left().register, 0, 0);
    registers.free(node.left().register);
    code.branch(BNE, yes);
    generator.node(node.right());
    code.op(TST, node.right().register, 0, 0);
    node.register = node.right().register;
    code.branch(BE, no);
    code.addLabelled(yes, Instructions.indexed(SETX, made.tables.integer(1), node.register));
    code.branch(BA, end);
    code.addLabelled(no, Instructions.word(MOV, 0, 0, node.register));
    code.place(end);
  }

  void logicalNot(Node node) {
    int zero = code.newLabel();
    int end = code.newLabel();
    generator.node(node.left());
    node.register = node.left().register;
    code.op(TST, node.register, 0, 0);
    code.branch(BE, zero);
    code.op(MOV, 0, 0, node.register);
    code.branch(BA, end);
    code.addLabelled(zero, Instructions.indexed(SETX, made.tables.integer(1), node.register));
    code.place(end);
  }
}
