package org.bootarchive.dtrace.compile;

import static org.bootarchive.dtrace.dif.DifOperation.*;

import org.bootarchive.dtrace.dif.DifOperation;
import org.bootarchive.dtrace.dif.DifSubroutine;
import org.bootarchive.dtrace.dif.DifType;
import org.bootarchive.dtrace.dif.Difo;
import org.bootarchive.dtrace.lang.DException;
import org.bootarchive.dtrace.lang.ErrorTag;
import org.bootarchive.dtrace.lang.Operator;
import org.bootarchive.dtrace.types.ArrayShape;
import org.bootarchive.dtrace.types.Encoding;
import org.bootarchive.dtrace.types.Member;
import org.bootarchive.dtrace.types.ModuleTypes;
import org.bootarchive.dtrace.types.TypeKind;
import org.jspecify.annotations.Nullable;

/**
 * Makes code of a checked expression. Each node leaves its value in a register, which whoever asked
 * for it frees.
 *
 * <p>Source: libdtrace's {@code dt_cg.c}.
 */
final class CodeGenerator {
  private static final int VARIABLE_ARRAYS_END = 0x100;
  private static final int MOST_INLINE_DEPTH = 200;

  /** What libdtrace's grammar calls the name of an aggregation. */
  private static final int AGGREGATION_TOKEN = 316;

  private final Unit unit;
  private final SpecialTypes types;
  private final Instructions code = new Instructions();
  private final CodeTables tables = new CodeTables();
  private final RegisterSet registers;
  private int depth;

  private CodeGenerator(Unit unit) {
    this.unit = unit;
    this.types = unit.session.types;
    this.registers = new RegisterSet(unit, unit.session.options.integerRegisters);
  }

  /** Returns the object that an expression is made to. */
  static Difo generate(Unit unit, Node root) {
    CodeGenerator generator = new CodeGenerator(unit);
    generator.root(root);
    return new Assembler(unit, generator.code, generator.tables).assemble(root);
  }

  private void root(Node root) {
    if (root.resolve(IdentifierKind.TRANSLATED_POINTER) != null) {
      throw unit.errorAt(
          root, ErrorTag.D_CG_DYN, "expression cannot evaluate to result of a translated pointer");
    }
    node(root);
    Identifier translated = root.resolve(IdentifierKind.TRANSLATED);
    if (translated != null) {
      int register = expand(root, translated);
      registers.free(root.register);
      root.register = register;
    }
    code.op(RET, 0, 0, root.register);
    registers.free(root.register);
  }

  private void setx(int register, long value) {
    code.index(SETX, tables.integer(value), register);
  }

  private int newSetx(long value) {
    int register = registers.take();
    setx(register, value);
    return register;
  }

  private void load(DifOperation operation, int from, int to) {
    code.op(operation, from, 0, to);
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

  /** Multiplies a register by the size of what a node points to, or divides by it. */
  private void scale(Node node, DifOperation operation, int register) {
    CType base = node.type().base();
    CType to =
        base.kind() == TypeKind.ARRAY
            ? base.with(base.array().map(ArrayShape::contents).orElse(-1))
            : base.referenced();
    long size = to.size();
    if (size == 1) {
      return;
    }
    int factor = newSetx(size);
    code.op(operation, register, factor, register);
    registers.free(factor);
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

  private void extractField(Node node, CType struct, Member member) {
    Encoding encoding = fieldEncoding(struct, member);
    int value = node.left().register;
    int other = registers.take();
    long skipped = member.bitOffset() % Byte.SIZE;
    if (node.has(Node.SIGNED)) {
      setx(other, Long.SIZE - (skipped + encoding.bits()));
      code.op(SLL, value, other, value);
      setx(other, Long.SIZE - encoding.bits());
      code.op(SRA, value, other, value);
    } else {
      setx(other, skipped);
      code.op(SRL, value, other, value);
      setx(other, (1L << encoding.bits()) - 1);
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
    load(
        loadOf(target, owner.with(member.type()), target.has(Node.USERLAND)), target.register, all);
    setx(part, ~(mask << shift));
    code.op(AND, all, part, all);
    setx(part, mask);
    code.op(AND, source, part, part);
    setx(other, shift);
    code.op(SLL, part, other, part);
    code.op(OR, all, part, all);
    registers.free(other);
    registers.free(part);
    return all;
  }

  private CType complete(CType declared) {
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

  private Member member(CType struct, String name) {
    return struct.member(name).orElseThrow(() -> Unit.placeless("Invalid member name"));
  }

  private void store(Node source, Node target) {
    Encoding encoding = target.type().encoding().orElse(null);
    boolean field = target.has(Node.BIT_FIELD);
    long size = field && encoding != null ? bitFieldBytes(encoding) : NodeRules.size(source);
    if (source.has(Node.REFERENCE)) {
      int bytes = newSetx(size);
      code.op(COPYS, source.register, bytes, target.register);
      registers.free(bytes);
      return;
    }
    int register = field ? insertField(source.register, target) : source.register;
    load(
        storeOf(size, "internal error -- cg cannot store size %d when passed by value"),
        register,
        target.register);
    if (field) {
      registers.free(register);
    }
  }

  private DifOperation storeOf(long size, String trouble) {
    return switch ((int) Math.min(size, 9)) {
      case 1 -> STB;
      case 2 -> STH;
      case 4 -> STW;
      case 8 -> STX;
      default -> throw unit.error(ErrorTag.D_UNKNOWN, trouble, size);
    };
  }

  /** Makes a value of one type one of another; only numbers and pointers change. */
  private void convert(Node source, Node target, int to) {
    if (!NodeRules.isScalar(target)) {
      return;
    }
    long from = NodeRules.size(source);
    long size = NodeRules.size(target);
    boolean sourceSigned = source.has(Node.SIGNED);
    boolean targetSigned = target.has(Node.SIGNED);
    if ((size == from && sourceSigned == targetSigned) || (size > from && !sourceSigned)) {
      return;
    }
    int shift = registers.take();
    if (size > from) {
      long unused = Long.SIZE - from * Byte.SIZE;
      long wider = (size - from) * Byte.SIZE;
      setx(shift, unused);
      code.op(SLL, source.register, shift, to);
      if (targetSigned || unused == wider) {
        code.op(SRA, to, shift, to);
      } else {
        setx(shift, wider);
        code.op(SRA, to, shift, to);
        setx(shift, unused - wider);
        code.op(SRL, to, shift, to);
      }
    } else if (size != Long.BYTES) {
      setx(shift, Long.SIZE - size * Byte.SIZE);
      code.op(SLL, source.register, shift, to);
      code.op(targetSigned ? SRA : SRL, to, shift, to);
    }
    registers.free(shift);
  }

  /** Pushes keys or arguments. */
  private void push(Identifier identifier, @Nullable Node arguments) {
    Signature signature = identifier.signature;
    for (Node argument = arguments; argument != null; argument = argument.next) {
      node(argument);
    }
    code.op(FLUSHTS, 0, 0, 0);
    int position = 0;
    for (Node argument = arguments; argument != null; argument = argument.next) {
      DifType type = Assembler.difType(argument.type(), argument.flags, types);
      if (signature != null && position < signature.parameters.size()) {
        Node parameter = signature.parameters.get(position);
        if (parameter.type != null) {
          convert(argument, parameter, argument.register);
        }
      }
      position++;
      int size = 0;
      if (type.byReference()) {
        if (type.size() != 0) {
          size = newSetx(type.size());
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
      scale(node, MUL, left.register);
    }
    node(right);
    if (scales && leftPointer) {
      scale(node, MUL, right.register);
    }
    code.op(operation, left.register, right.register, left.register);
    registers.free(right.register);
    node.register = left.register;
    if (difference) {
      scale(right, UDIV, node.register);
    }
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

  private long step(Node node) {
    if (!NodeRules.isPointer(node, types)) {
      return 1;
    }
    return node.type().base().referenced().size();
  }

  private void storeToVariable(Node variable, int register) {
    Identifier identifier = variable.identifier().resolved();
    identifier.flags |= Identifier.CODE_WRITES;
    code.index(storeVariable(identifier), identifier.id, register);
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
    store(value, target);
    registers.free(target.register);
  }

  private void preChange(Node node, DifOperation operation) {
    Node operand = node.left();
    long size = step(node);
    node(operand);
    node.register = operand.register;
    int one = newSetx(size);
    code.op(operation, node.register, one, node.register);
    registers.free(one);
    if (operand.kind == NodeKind.VARIABLE) {
      storeToVariable(operand, node.register);
    } else {
      storeAt(node, operand);
    }
  }

  private void postChange(Node node, DifOperation operation) {
    Node operand = node.left();
    long size = step(node);
    node(operand);
    node.register = operand.register;
    int changed = newSetx(size);
    code.op(operation, node.register, changed, changed);
    if (operand.kind == NodeKind.VARIABLE) {
      storeToVariable(operand, changed);
    } else {
      int old = node.register;
      addressOf(operand);
      node.register = changed;
      store(node, operand);
      node.register = old;
      registers.free(operand.register);
    }
    registers.free(changed);
  }

  private boolean comparesSigned(Node node) {
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

  private void compare(Node node, DifOperation branch) {
    int yes = code.newLabel();
    int end = code.newLabel();
    Node left = node.left();
    Node right = node.right();
    node(left);
    node(right);
    boolean strings = NodeRules.isString(left, types) || NodeRules.isString(right, types);
    code.op(strings ? SCMP : CMP, left.register, right.register, 0);
    registers.free(right.register);
    node.register = left.register;
    code.branch(branch, yes);
    code.op(MOV, 0, 0, node.register);
    code.branch(BA, end);
    code.addLabelled(yes, Instructions.indexed(SETX, tables.integer(1), node.register));
    code.place(end);
  }

  private void conditional(Node node) {
    int no = code.newLabel();
    int end = code.newLabel();
    node(node.condition());
    code.op(TST, node.condition().register, 0, 0);
    registers.free(node.condition().register);
    code.branch(BE, no);
    node(node.left());
    int move = code.reserve();
    registers.free(node.left().register);
    code.branch(BA, end);
    code.place(no);
    node(node.right());
    node.register = node.right().register;
    code.replace(move, Instructions.word(MOV, node.left().register, 0, node.register));
    code.place(end);
  }

  private void logicalAnd(Node node) {
    int no = code.newLabel();
    int end = code.newLabel();
    node(node.left());
    code.op(TST, node.left().register, 0, 0);
    registers.free(node.left().register);
    code.branch(BE, no);
    node(node.right());
    code.op(TST, node.right().register, 0, 0);
    node.register = node.right().register;
    code.branch(BE, no);
    setx(node.register, 1);
    code.branch(BA, end);
    code.addLabelled(no, Instructions.word(MOV, 0, 0, node.register));
    code.place(end);
  }

  private void logicalXor(Node node) {
    int next = code.newLabel();
    int tail = code.newLabel();
    Node left = node.left();
    Node right = node.right();
    node(left);
    code.op(TST, left.register, 0, 0);
    code.branch(BE, next);
    setx(left.register, 1);
    code.place(next);
    node(right);
    code.op(TST, right.register, 0, 0);
    code.branch(BE, tail);
    setx(right.register, 1);
    code.addLabelled(tail, Instructions.word(XOR, left.register, right.register, left.register));
    registers.free(right.register);
    node.register = left.register;
  }

  private void logicalOr(Node node) {
    int yes = code.newLabel();
    int no = code.newLabel();
    int end = code.newLabel();
    node(node.left());
    code.op(TST, node.left().register, 0, 0);
    registers.free(node.left().register);
    code.branch(BNE, yes);
    node(node.right());
    code.op(TST, node.right().register, 0, 0);
    node.register = node.right().register;
    code.branch(BE, no);
    code.addLabelled(yes, Instructions.indexed(SETX, tables.integer(1), node.register));
    code.branch(BA, end);
    code.addLabelled(no, Instructions.word(MOV, 0, 0, node.register));
    code.place(end);
  }

  private void logicalNot(Node node) {
    int zero = code.newLabel();
    int end = code.newLabel();
    node(node.left());
    node.register = node.left().register;
    code.op(TST, node.register, 0, 0);
    code.branch(BE, zero);
    code.op(MOV, 0, 0, node.register);
    code.branch(BA, end);
    code.addLabelled(zero, Instructions.indexed(SETX, tables.integer(1), node.register));
    code.place(end);
  }

  /** Stores the value that is in the node's register. */
  private void assign(Node node) {
    Identifier translated = node.right().resolve(IdentifierKind.TRANSLATED);
    if (translated != null && translated.translator != null) {
      assignTranslated(node, translated.translator);
    }
    Node left = node.left();
    if (left.kind != NodeKind.VARIABLE) {
      storeAt(node, left);
      return;
    }
    Identifier identifier = left.identifier().resolved();
    identifier.flags |= Identifier.CODE_WRITES;
    boolean array = identifier.kind == IdentifierKind.ARRAY;
    Node keys = left.list;
    if (array && identifier.id < VARIABLE_ARRAYS_END && keys != null) {
      node(keys);
      code.op(STGA, identifier.id, keys.register, node.register);
      registers.free(keys.register);
      return;
    }
    if (array) {
      push(identifier, keys);
    }
    code.index(storeVariable(identifier), identifier.id, node.register);
  }

  /** Makes room for a struct and fills it with what its translator says. */
  private void assignTranslated(Node node, Translator translator) {
    CType output = translator.output.base();
    int room = newSetx(output.size());
    code.op(ALLOCS, room, 0, room);
    int input = node.right().register;
    translator.parameter.flags |= Identifier.IN_REGISTER;
    translator.parameter.id = input;
    for (Node member = translator.members; member != null; member = member.next) {
      node(member.left());
      member.register = member.left().register;
      convert(member.left(), member, member.register);
      Member found = member(output, member.text);
      Node target = new Node(NodeKind.BINARY, node.line);
      target.operator = Operator.DOT;
      target.left = node;
      target.right = new Node(NodeKind.NAME, node.line);
      target.right.text = member.text;
      target.propagateFrom(member);
      target.register = room;
      if (found.bitOffset() != 0) {
        int place = newSetx(found.bitOffset() / Byte.SIZE);
        code.op(ADD, room, place, place);
        target.register = place;
        store(member, target);
        registers.free(place);
      } else {
        store(member, target);
      }
      registers.free(member.register);
    }
    release(translator);
    registers.free(input);
    node.register = room;
  }

  private static void release(Translator translator) {
    translator.parameter.flags &= ~Identifier.IN_REGISTER;
    translator.parameter.id = 0;
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
      setx(node.register, NodeRules.size(node));
      code.op(ALLOCS, node.register, 0, node.register);
      identifier.flags |= Identifier.CODE_WRITES;
      code.index(thread ? STTAA : STGAA, identifier.id, node.register);
      code.index(read, identifier.id, node.register);
      code.place(there);
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
    node(index);
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
    int shift = newSetx(Long.SIZE - size * Byte.SIZE);
    code.op(SLL, node.register, shift, node.register);
    code.op(node.has(Node.SIGNED) ? SRA : SRL, node.register, shift, node.register);
    registers.free(shift);
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
    node(root);
    node.register = root.register;
    convert(root, node, node.register);
  }

  /** Makes a struct of what a translator says, in scratch memory, and returns its register. */
  private int expand(Node node, Identifier translated) {
    Translator translator = translated.translator;
    CType type = node.identifier().type;
    if (translator == null || type == null) {
      throw Unit.placeless("Unknown type name");
    }
    int room = newSetx(type.size());
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
    translator.parameter.flags |= Identifier.IN_REGISTER;
    translator.parameter.id = input;
    node(value);
    release(translator);
    int place = newSetx(member.bitOffset() / Byte.SIZE);
    code.op(ADD, room, place, place);
    long size = value.type().size();
    if (NodeRules.isScalar(value)) {
      load(storeOf(size, "internal error -- unexpected size: %d"), value.register, place);
    } else if (NodeRules.isString(value, types)) {
      int bytes = newSetx(size);
      code.op(COPYS, value.register, bytes, place);
      registers.free(bytes);
    } else {
      int bytes = newSetx(size);
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

  private void memberOf(Node node) {
    Node left = node.left();
    node(left);
    Identifier translated = left.resolve(IdentifierKind.TRANSLATED);
    if (translated == null) {
      translated = left.resolve(IdentifierKind.TRANSLATED_POINTER);
    }
    if (translated != null && translated.translator != null) {
      Translator translator = translated.translator;
      Node member = translator.member(node.right().text);
      if (member == null) {
        throw Unit.placeless("Invalid member name");
      }
      translator.parameter.flags |= Identifier.IN_REGISTER;
      translator.parameter.id = left.register;
      Node value = member.left();
      node(value);
      node.register = value.register;
      convert(value, node, node.register);
      release(translator);
      registers.free(left.register);
      return;
    }
    CType struct = left.type().base();
    if (node.operator == Operator.ARROW) {
      struct = struct.referenced().base();
    }
    struct = complete(struct);
    Member member = member(struct, node.right().text);
    if (member.bitOffset() != 0) {
      int offset = newSetx(member.bitOffset() / Byte.SIZE);
      code.op(ADD, left.register, offset, left.register);
      registers.free(offset);
    }
    if (!node.has(Node.REFERENCE)) {
      boolean userland = node.has(Node.USERLAND) || left.has(Node.USERLAND);
      load(loadOf(node, struct.with(member.type()), userland), left.register, left.register);
      if (node.has(Node.BIT_FIELD)) {
        extractField(node, struct, member);
      }
    }
    node.register = left.register;
  }

  private void named(Node node) {
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
    int place = tables.symbolValue(symbol.value());
    code.addSymbol(Instructions.indexed(SETX, place, node.register), identifier);
    if (!node.has(Node.REFERENCE)) {
      load(loadOf(node, node.type(), node.has(Node.USERLAND)), node.register, node.register);
    }
  }

  private void node(Node node) {
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
      case CONDITION -> conditional(node);
      case LOGICAL_OR -> logicalOr(node);
      case LOGICAL_XOR -> logicalXor(node);
      case LOGICAL_AND -> logicalAnd(node);
      case OR -> arithmetic(node, OR);
      case XOR -> arithmetic(node, XOR);
      case AND -> arithmetic(node, AND);
      case EQUAL -> compare(node, BE);
      case UNEQUAL -> compare(node, BNE);
      case LESS -> compare(node, comparesSigned(node) ? BL : BLU);
      case LESS_OR_EQUAL -> compare(node, comparesSigned(node) ? BLE : BLEU);
      case GREATER -> compare(node, comparesSigned(node) ? BG : BGU);
      case GREATER_OR_EQUAL -> compare(node, comparesSigned(node) ? BGE : BGEU);
      case LEFT -> arithmetic(node, SLL);
      case RIGHT -> arithmetic(node, bySign(node, SRA, SRL));
      case ADD -> arithmetic(node, ADD);
      case SUBTRACT -> arithmetic(node, SUB);
      case MULTIPLY -> arithmetic(node, MUL);
      case DIVIDE -> arithmetic(node, bySign(node, SDIV, UDIV));
      case REMAINDER -> arithmetic(node, bySign(node, SREM, UREM));
      case NOT -> logicalNot(node);
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
      case SIZEOF -> node.register = newSetx(NodeRules.sizeOf(node.left()));
      case TRANSLATE -> {
        node(node.right());
        node.register = node.right().register;
      }
      case CAST -> {
        node(node.right());
        node.register = node.right().register;
        convert(node.right(), node, node.register);
      }
      case ARROW, DOT -> memberOf(node);
      case STRING -> {
        node.register = registers.take();
        code.index(SETS, tables.string(node.text), node.register);
      }
      case NAME -> named(node);
      case INTEGER -> node.register = newSetx(node.value);
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
      int register = expand(node, translated);
      registers.free(operand.register);
      node.register = register;
    } else if (!node.has(Node.REFERENCE)) {
      boolean userland = node.has(Node.USERLAND) || operand.has(Node.USERLAND);
      load(loadOf(node, node.type(), userland), node.register, node.register);
    }
  }
}
