package org.bootarchive.dtrace.text;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bootarchive.dtrace.dif.BuiltInVariable;
import org.bootarchive.dtrace.dif.DText;
import org.bootarchive.dtrace.dif.DifInstruction;
import org.bootarchive.dtrace.dif.DifOperation;
import org.bootarchive.dtrace.dif.DifVariable;
import org.bootarchive.dtrace.dif.Difo;
import org.bootarchive.dtrace.text.Tree.Argument;
import org.bootarchive.dtrace.text.Tree.Binary;
import org.bootarchive.dtrace.text.Tree.Conversion;
import org.bootarchive.dtrace.text.Tree.Cut;
import org.bootarchive.dtrace.text.Tree.Literal;
import org.bootarchive.dtrace.text.Tree.Variable;
import org.jspecify.annotations.Nullable;

/**
 * Takes the code of an expression apart. Each operator of D has one form of code, and registers are
 * given out like a stack, so what fits the forms has one tree.
 *
 * <p>Source: libdtrace's {@code dt_cg.c}.
 */
final class CodeReader {
  private static final int REGISTERS = 8;
  private static final int MOST_INSTRUCTIONS = 4000;
  private static final int MOST_NESTED = 200;
  private static final int MOST_PUSHED = 64;
  private static final int MOST_DROPPED = 100;
  private static final int MOST_NAME = 240;

  /** A longer string is not shown: its expression is too long. */
  private static final int MOST_CHARS = 17_000;

  /** Instructions of {@code tst; bne; setx; allocs; stgaa; ldgaa}. */
  private static final int ALLOCATION = 6;

  private static final int MOST_ID = 0xffff;

  private final Difo difo;

  /** By number and scope. */
  private final Map<Integer, DifVariable> variables = new HashMap<>();

  private final @Nullable Tree[] registers = new Tree[REGISTERS];

  /** Whether what is in a register is still wanted. */
  private final boolean[] live = new boolean[REGISTERS];

  /** Of a register with a changed value, the register with the old one; 0 of others. */
  private final int[] changedFrom = new int[REGISTERS];

  private @Nullable Tree[] atFlush = new Tree[REGISTERS];
  private final List<Argument> pushed = new ArrayList<>();

  /** Whether what is pushed was not used yet. */
  private boolean fresh;

  /** Values that commas dropped, before what is read now. */
  private List<Tree> dropped = new ArrayList<>();

  /** Registers whose values are not of what is read now. */
  private boolean[] liveOutside = new boolean[REGISTERS];

  private int nested;

  private CodeReader(Difo difo) {
    this.difo = difo;
    for (DifVariable variable : difo.variables()) {
      if (variable.id() <= MOST_ID) {
        variables.putIfAbsent(((int) variable.id() << 2) | variable.scope(), variable);
      }
    }
  }

  /** Returns the tree; null for {@code ret %r0} alone, which calculates nothing. */
  static @Nullable Tree read(Difo difo, Work work) throws NoTextException {
    work.read(difo);
    int length = difo.text().length();
    if (length == 0 || length > MOST_INSTRUCTIONS) {
      throw new NoTextException();
    }
    CodeReader reader = new CodeReader(difo);
    DifInstruction end = difo.instruction(length - 1);
    require(end.op() == DifOperation.RET.number());
    if (end.rd() == 0) {
      require(length == 1);
      return null;
    }
    Tree value = reader.run(0, length - 1, end.rd());
    for (boolean wanted : reader.live) {
      require(!wanted);
    }
    return value;
  }

  private static void require(boolean fits) throws NoTextException {
    if (!fits) {
      throw new NoTextException();
    }
  }

  private DifInstruction at(int pc) throws NoTextException {
    require(pc >= 0 && pc < difo.text().length());
    return difo.instruction(pc);
  }

  private boolean is(int pc, DifOperation operation) {
    return pc >= 0 && pc < difo.text().length() && difo.instruction(pc).op() == operation.number();
  }

  private boolean is(int pc, DifOperation operation, int r1, int r2, int rd) {
    if (!is(pc, operation)) {
      return false;
    }
    DifInstruction in = difo.instruction(pc);
    return in.r1() == r1 && in.r2() == r2 && in.rd() == rd;
  }

  private boolean branches(int pc, DifOperation operation, int label) {
    return is(pc, operation) && difo.instruction(pc).label() == label;
  }

  private boolean setsOne(int pc, int register) {
    return is(pc, DifOperation.SETX)
        && difo.instruction(pc).rd() == register
        && difo.instruction(pc).index() < difo.integers().length()
        && difo.integers().get(difo.instruction(pc).index()) == 1;
  }

  /** Returns what a register has, which is used up by that. */
  private Tree take(int register) throws NoTextException {
    require(register > 0 && register < REGISTERS && live[register]);
    live[register] = false;
    require(changedFrom[register] == 0);
    return held(register);
  }

  private Tree held(int register) throws NoTextException {
    require(register > 0 && register < REGISTERS);
    Tree tree = registers[register];
    if (tree == null) {
      throw new NoTextException();
    }
    return tree;
  }

  /** Gives a register a value; one that nobody took was dropped by a comma. */
  private void set(int register, Tree tree) throws NoTextException {
    require(register > 0 && register < REGISTERS);
    if (!live[register]) {
      registers[register] = tree;
    } else {
      require(changedFrom[register] == 0);
      if (isAlone(register)) {
        require(dropped.size() < MOST_DROPPED);
        dropped.add(held(register));
        registers[register] = tree;
      } else {
        registers[register] = new Tree.Comma(held(register), tree);
      }
    }
    live[register] = true;
  }

  /** Returns whether all that follows is on the right side of the comma. */
  private boolean isAlone(int register) {
    for (int i = 0; i < REGISTERS; i++) {
      if (i != register && live[i] && !liveOutside[i]) {
        return false;
      }
    }
    return true;
  }

  private long integer(int index) throws NoTextException {
    require(index < difo.integers().length());
    return difo.integers().get(index);
  }

  /** Reads instructions that leave a value in a register, and returns it. */
  private Tree run(int from, int to, int register) throws NoTextException {
    require(++nested < MOST_NESTED && from <= to);
    List<Tree> outerDropped = dropped;
    boolean[] outer = liveOutside;
    dropped = new ArrayList<>();
    liveOutside = live.clone();
    int pc = from;
    while (pc < to) {
      pc = step(pc);
      require(pc <= to);
    }
    Tree value = take(register);
    for (int i = dropped.size() - 1; i >= 0; i--) {
      value = new Tree.Comma(dropped.get(i), value);
    }
    dropped = outerDropped;
    liveOutside = outer;
    nested--;
    return value;
  }

  /** Reads one instruction or a form of several, and returns the place behind. */
  private int step(int pc) throws NoTextException {
    DifInstruction in = at(pc);
    DifOperation operation = DifOperation.of(in.op()).orElseThrow(NoTextException::new);
    switch (operation) {
      case SETX -> {
        int behind = conversion(pc);
        if (behind != pc) {
          return behind;
        }
        set(in.rd(), new Literal(integer(in.index())));
      }
      case SETS -> set(in.rd(), new Tree.Quoted(difo.strings().at(in.index(), MOST_CHARS)));
      case LDGS, LDTS, LDLS -> set(in.rd(), variable(operation, in.index(), null));
      case STGS, STTS, STLS -> store(variable(operation, in.index(), null), in.rd());
      case LDGAA, LDTAA -> {
        set(in.rd(), variable(operation, in.index(), ImmutableList.copyOf(pushed)));
        fresh = false;
      }
      case STGAA, STTAA -> storeKeyed(operation, in);
      case LDGA ->
          set(in.rd(), new Tree.Element(in.r1(), BuiltInVariable.name(in.r1()), take(in.r2())));
      case STGA -> {
        Tree index = take(in.r2());
        store(new Tree.Element(in.r1(), BuiltInVariable.name(in.r1()), index), in.rd());
      }
      case NOT -> {
        require(in.r1() == in.rd());
        set(in.rd(), new Tree.Complement(take(in.r1())));
      }
      case FLUSHTS -> {
        pushed.clear();
        atFlush = Arrays.copyOf(registers, REGISTERS);
        fresh = true;
      }
      case PUSHTV, PUSHTR -> push(operation, in);
      case CALL -> {
        set(in.rd(), new Tree.Call(in.index(), ImmutableList.copyOf(pushed)));
        fresh = false;
      }
      case CMP, SCMP -> {
        return comparison(operation, in, pc);
      }
      case TST -> {
        return test(in.r1(), pc);
      }
      default -> other(operation, in);
    }
    return pc + 1;
  }

  private void other(DifOperation operation, DifInstruction in) throws NoTextException {
    if (Forms.isArithmetic(operation)) {
      calculate(operation, in);
    } else if (Forms.isLoad(operation)) {
      require(in.r1() == in.rd());
      set(in.rd(), new Tree.Load(operation, take(in.r1())));
    } else if (Forms.isStore(operation)) {
      Tree address = take(in.rd());
      store(new Tree.Load(operation, address), in.r1());
    } else {
      throw new NoTextException();
    }
  }

  private void calculate(DifOperation operation, DifInstruction in) throws NoTextException {
    if (operation == DifOperation.SUB && in.r1() == 0) {
      require(in.r2() == in.rd());
      set(in.rd(), new Tree.Minus(take(in.r2())));
    } else if (in.rd() == in.r1()) {
      Tree left = take(in.r1());
      set(in.rd(), new Binary(operation, left, take(in.r2())));
    } else {
      // The old value goes on while the new one is stored.
      require(in.rd() == in.r2() && in.r1() > 0 && in.r1() < REGISTERS && live[in.r1()]);
      Binary changed = new Binary(operation, held(in.r1()), take(in.r2()));
      set(in.rd(), changed);
      changedFrom[in.rd()] = in.r1();
    }
  }

  private void store(Tree target, int register) throws NoTextException {
    require(register > 0 && register < REGISTERS && live[register]);
    Tree value = held(register);
    int old = changedFrom[register];
    if (old != 0) {
      live[register] = false;
      changedFrom[register] = 0;
      registers[old] = change(target, value, false);
    } else {
      registers[register] =
          value instanceof Tree.Comma comma
              ? new Tree.Comma(comma.left(), new Tree.Assignment(target, comma.right()))
              : new Tree.Assignment(target, value);
    }
  }

  private static Tree change(Tree target, Tree value, boolean before) throws NoTextException {
    if (value instanceof Binary binary
        && binary.right() instanceof Literal step
        && (binary.operation() == DifOperation.ADD || binary.operation() == DifOperation.SUB)
        && isRead(target, binary.left())) {
      return new Tree.Change(
          binary.left(), binary.operation() == DifOperation.ADD, step.value(), before);
    }
    throw new NoTextException();
  }

  private static boolean isRead(Tree target, Tree read) {
    if (target instanceof Variable variable) {
      return variable.isSame(read);
    }
    return target instanceof Tree.Load to
        && read instanceof Tree.Load from
        && Forms.bytes(to.operation()) == Forms.bytes(from.operation())
        && to.address().equals(from.address());
  }

  /** What is stored without keys of its own was read with the same keys. */
  private void storeKeyed(DifOperation operation, DifInstruction in) throws NoTextException {
    int register = in.rd();
    Variable target = variable(operation, in.index(), ImmutableList.copyOf(pushed));
    boolean changes = !fresh;
    fresh = false;
    if (register > 0 && register < REGISTERS && changes && changedFrom[register] == 0) {
      registers[register] = change(target, held(register), true);
    } else {
      store(target, register);
    }
  }

  private void push(DifOperation operation, DifInstruction in) throws NoTextException {
    boolean reference = operation == DifOperation.PUSHTR;
    if (reference && in.r2() != 0) {
      take(in.r2());
    }
    Tree value = take(in.rd());
    Cut cut = null;
    Tree before = atFlush[in.rd()];
    if (before != value) {
      require(value instanceof Conversion conversion && conversion.operand() == before);
      cut = ((Conversion) value).cut();
      value = ((Conversion) value).operand();
    }
    require(pushed.size() < MOST_PUSHED);
    pushed.add(new Argument(value, cut, in.r1() == 1, reference));
  }

  private Variable variable(
      DifOperation operation, int id, @Nullable ImmutableList<Argument> keys) {
    int scope = Forms.scope(operation);
    DifVariable known = variables.get((id << 2) | scope);
    String name = known == null ? "" : difo.strings().at(known.name(), MOST_NAME);
    if (name.isEmpty()) {
      name = id < DifVariable.FIRST_USER_ID ? BuiltInVariable.name(id) : "variable" + id;
    }
    return new Variable(scope, id, DText.plain(name), known == null ? null : known.type(), keys);
  }

  /** A shift to the left and back by one constant is how the compiler cuts a value. */
  private int conversion(int pc) throws NoTextException {
    DifInstruction in = at(pc);
    int shift = in.rd();
    if (shift >= REGISTERS || live[shift] || !is(pc + 1, DifOperation.SLL)) {
      return pc;
    }
    int value = at(pc + 1).rd();
    long unused = integer(in.index());
    long bits = Long.SIZE - unused;
    if (value == shift
        || !is(pc + 1, DifOperation.SLL, value, shift, value)
        || (bits != Byte.SIZE && bits != Short.SIZE && bits != Integer.SIZE)) {
      return pc;
    }
    Cut cut = null;
    int behind = pc + 3;
    if (is(pc + 2, DifOperation.SRA, value, shift, value)) {
      cut = new Cut((int) bits, Cut.Form.SIGNED, 0);
    } else if (is(pc + 2, DifOperation.SRL, value, shift, value)) {
      cut = new Cut((int) bits, Cut.Form.UNSIGNED, 0);
    } else if (is(pc + 2, DifOperation.SETX)
        && at(pc + 2).rd() == shift
        && is(pc + 3, DifOperation.SRA, value, shift, value)
        && is(pc + 4, DifOperation.SETX)
        && at(pc + 4).rd() == shift
        && is(pc + 5, DifOperation.SRL, value, shift, value)) {
      long wider = integer(at(pc + 2).index());
      if (wider > 0 && integer(at(pc + 4).index()) == unused - wider && wider < unused) {
        cut = new Cut((int) bits, Cut.Form.WIDENED, (int) (bits + wider));
        behind = pc + 6;
      }
    }
    if (cut == null) {
      return pc;
    }
    set(value, new Conversion(cut, take(value)));
    return behind;
  }

  private int comparison(DifOperation operation, DifInstruction in, int pc) throws NoTextException {
    int register = in.r1();
    DifOperation branch = DifOperation.of(at(pc + 1).op()).orElseThrow(NoTextException::new);
    require(
        Forms.isConditional(branch)
            && at(pc + 1).label() == pc + 4
            && is(pc + 2, DifOperation.MOV, 0, 0, register)
            && branches(pc + 3, DifOperation.BA, pc + 5)
            && setsOne(pc + 4, register));
    Tree left = take(register);
    Tree right = take(in.r2());
    set(register, new Tree.Comparison(branch, operation == DifOperation.SCMP, left, right));
    return pc + 5;
  }

  private int test(int register, int pc) throws NoTextException {
    if (is(pc + 1, DifOperation.BNE)) {
      int label = at(pc + 1).label();
      require(label > pc + 1);
      return label == pc + ALLOCATION && is(pc + 3, DifOperation.ALLOCS)
          ? allocation(register, pc)
          : or(register, pc, label);
    }
    require(is(pc + 1, DifOperation.BE));
    int label = at(pc + 1).label();
    require(label > pc + 1);
    if (label == pc + 4
        && is(pc + 2, DifOperation.MOV, 0, 0, register)
        && branches(pc + 3, DifOperation.BA, pc + 5)
        && setsOne(pc + 4, register)) {
      set(register, new Tree.Not(take(register)));
      return pc + 5;
    }
    if (label == pc + 3 && setsOne(pc + 2, register)) {
      return exclusive(register, pc);
    }
    if (is(label, DifOperation.MOV) && at(label).r1() == 0) {
      return and(register, pc, label);
    }
    return choice(register, pc, label);
  }

  /** A string of an array that was never stored is given an empty place before it is read. */
  private int allocation(int register, int pc) throws NoTextException {
    Tree read = held(register);
    require(
        read instanceof Variable
            && is(pc + 2, DifOperation.SETX)
            && at(pc + 2).rd() == register
            && (is(pc + 4, DifOperation.STGAA) || is(pc + 4, DifOperation.STTAA))
            && at(pc + 4).rd() == register
            && at(pc + 5).rd() == register);
    fresh = false;
    return pc + ALLOCATION;
  }

  private int and(int register, int pc, int no) throws NoTextException {
    int result = at(no).rd();
    require(
        branches(no - 1, DifOperation.BA, no + 1)
            && setsOne(no - 2, result)
            && branches(no - 3, DifOperation.BE, no)
            && is(no - 4, DifOperation.TST, result, 0, 0));
    Tree left = take(register);
    Tree right = run(pc + 2, no - 4, result);
    set(result, new Tree.Logic("&&", left, right));
    return no + 1;
  }

  private int or(int register, int pc, int yes) throws NoTextException {
    int result = at(yes).rd();
    require(
        setsOne(yes, result)
            && branches(yes - 1, DifOperation.BE, yes + 2)
            && is(yes - 2, DifOperation.TST, result, 0, 0)
            && branches(yes + 1, DifOperation.BA, yes + 3)
            && is(yes + 2, DifOperation.MOV, 0, 0, result));
    Tree left = take(register);
    Tree right = run(pc + 2, yes - 2, result);
    set(result, new Tree.Logic("||", left, right));
    return yes + 3;
  }

  private int exclusive(int register, int pc) throws NoTextException {
    int tail = pc + 3;
    while (!endsExclusive(tail, register)) {
      require(++tail < difo.text().length());
    }
    Tree right = run(pc + 3, tail - 3, at(tail).r2());
    set(register, new Tree.Logic("^^", take(register), right));
    return tail + 1;
  }

  private boolean endsExclusive(int tail, int register) {
    if (!is(tail, DifOperation.XOR)) {
      return false;
    }
    DifInstruction in = difo.instruction(tail);
    return in.r1() == register
        && in.rd() == register
        && setsOne(tail - 1, in.r2())
        && branches(tail - 2, DifOperation.BE, tail)
        && is(tail - 3, DifOperation.TST, in.r2(), 0, 0);
  }

  private int choice(int register, int pc, int no) throws NoTextException {
    require(is(no - 1, DifOperation.BA) && is(no - 2, DifOperation.MOV));
    int end = at(no - 1).label();
    int first = at(no - 2).r1();
    int result = at(no - 2).rd();
    Tree condition = take(register);
    Tree yes = run(pc + 2, no - 2, first);
    Tree other = run(no, end, result);
    set(result, new Tree.Choice(condition, yes, other));
    return end;
  }
}
