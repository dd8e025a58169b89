package org.bootarchive.dtrace.compile;

import static org.bootarchive.dtrace.dif.DifOperation.*;

import org.bootarchive.dtrace.dif.DifSubroutine;
import org.bootarchive.dtrace.lang.Operator;
import org.bootarchive.dtrace.types.Member;

/**
 * Makes code of what translators say of a register: a struct with all members, or one of these.
 *
 * <p>Source: {@code dt_cg_xlate_expand}, {@code dt_cg_xlate_member} and the translated assignment
 * of {@code dt_cg_asgn_op} in libdtrace's {@code dt_cg.c}.
 */
final class TranslatorCode {
  private final SpecialTypes types;
  private final CodeGenerator generator;
  private final GeneratedCode made;
  private final Instructions code;
  private final RegisterSet registers;
  private final MemoryCode memory;
  private final NumberCode numbers;

  TranslatorCode(
      SpecialTypes types,
      CodeGenerator generator,
      GeneratedCode made,
      MemoryCode memory,
      NumberCode numbers) {
    this.types = types;
    this.generator = generator;
    this.made = made;
    this.code = made.code;
    this.registers = made.registers;
    this.memory = memory;
    this.numbers = numbers;
  }

  /** Makes room for a struct and fills it with what its translator says. */
  void assign(Node node, Translator translator) {
    CType output = translator.output.base();
    int room = made.newSetx(output.size());
    code.op(ALLOCS, room, 0, room);
    int input = node.right().register;
    bind(translator, input);
    for (Node member = translator.members; member != null; member = member.next) {
      generator.node(member.left());
      member.register = member.left().register;
      numbers.convert(member.left(), member, member.register);
      Member found = MemoryCode.member(output, member.text);
      Node target = new Node(NodeKind.BINARY, node.line);
      target.operator = Operator.DOT;
      target.left = node;
      target.right = new Node(NodeKind.NAME, node.line);
      target.right.text = member.text;
      target.propagateFrom(member);
      target.register = room;
      if (found.bitOffset() != 0) {
        int place = made.newSetx(found.bitOffset() / Byte.SIZE);
        code.op(ADD, room, place, place);
        target.register = place;
        memory.store(member, target);
        registers.free(place);
      } else {
        memory.store(member, target);
      }
      registers.free(member.register);
    }
    release(translator);
    registers.free(input);
    node.register = room;
  }

  /** Makes a struct of what a translator says, in scratch memory, and returns its register. */
  int expand(Node node, Identifier translated) {
    Translator translator = translated.translator;
    CType type = node.identifier().type;
    if (translator == null || type == null) {
      throw Unit.placeless("Unknown type name");
    }
    int room = made.newSetx(type.size());
    code.op(FLUSHTS, 0, 0, 0);
    code.op(PUSHTV, 0, 0, room);
    code.index(CALL, DifSubroutine.number("alloca"), room);
    for (Member member : type.container().members(type.number())) {
      Node found = translator.member(member.name());
      if (found != null) {
        expandMember(node.register, room, translator, found.left(), member);
      }
    }
    return room;
  }

  private void expandMember(int input, int room, Translator translator, Node value, Member member) {
    bind(translator, input);
    generator.node(value);
    release(translator);
    int place = made.newSetx(member.bitOffset() / Byte.SIZE);
    code.op(ADD, room, place, place);
    long size = value.type().size();
    if (NodeRules.isScalar(value)) {
      code.op(
          memory.storeOf(size, "internal error -- unexpected size: %d"), value.register, 0, place);
    } else if (NodeRules.isString(value, types)) {
      int bytes = made.newSetx(size);
      code.op(COPYS, value.register, bytes, place);
      registers.free(bytes);
    } else {
      int bytes = made.newSetx(size);
      code.op(FLUSHTS, 0, 0, 0);
      code.op(PUSHTV, 0, 0, value.register);
      code.op(PUSHTV, 0, 0, place);
      code.op(PUSHTV, 0, 0, bytes);
      code.index(CALL, DifSubroutine.number("bcopy"), bytes);
      registers.free(bytes);
    }
    registers.free(place);
    registers.free(value.register);
  }

  /** Has the parameter of a translator stand for a register. */
  private static void bind(Translator translator, int register) {
    translator.parameter.flags |= Identifier.IN_REGISTER;
    translator.parameter.id = register;
  }

  private static void release(Translator translator) {
    translator.parameter.flags &= ~Identifier.IN_REGISTER;
    translator.parameter.id = 0;
  }

  /** Makes code for a member of what is translated, of the expression that it has there. */
  void member(Node node, Translator translator) {
    int input = node.left().register;
    Node member = translator.member(node.right().text);
    if (member == null) {
      throw Unit.placeless("Invalid member name");
    }
    bind(translator, input);
    Node value = member.left();
    generator.node(value);
    node.register = value.register;
    numbers.convert(value, node, node.register);
    release(translator);
    registers.free(input);
  }
}
