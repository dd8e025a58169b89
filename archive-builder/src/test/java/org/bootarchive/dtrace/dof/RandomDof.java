package org.bootarchive.dtrace.dof;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.common.primitives.ImmutableIntArray;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.bootarchive.dtrace.dif.DifType;
import org.bootarchive.dtrace.dif.DifVariable;
import org.bootarchive.dtrace.dif.StringTable;

/** Makes DOFs that the kernel takes, laid out as the compiler lays them out, by a seed. */
final class RandomDof {
  private final Random random;
  private final List<LaidDof.Part> parts = new ArrayList<>();
  private final ByteArrayOutputStream strings = new ByteArrayOutputStream();

  /** Each variable keeps the type it was first given. */
  private final DifType[] types = new DifType[24];

  private RandomDof(long seed) {
    random = new Random(seed);
    strings.write(0);
    parts.add(new LaidDof.Part(SectionType.STRTAB, 1, 0, StringTable.EMPTY));
  }

  static byte[] of(long seed) {
    return new RandomDof(seed).make();
  }

  private byte[] make() {
    int ecbs = random.nextInt(4);
    for (int i = 0; i < ecbs; i++) {
      ecb();
    }
    if (ecbs == 0 || random.nextInt(3) == 0) {
      options();
    }
    parts.set(0, new LaidDof.Part(SectionType.STRTAB, 1, 0, StringTable.of(strings.toByteArray())));
    return LaidDof.of(parts, random);
  }

  private void ecb() {
    int probe =
        add(
            SectionType.PROBEDESC,
            4,
            24,
            bytes(24, new ProbeDescription(0, name(63), name(63), name(127), name(63), 0)::encode));
    int pred = random.nextBoolean() ? difo(4) : DofSection.NONE;
    ByteArrayOutputStream actions = new ByteArrayOutputStream();
    int statements = random.nextInt(4);
    for (int i = 0; i < statements; i++) {
      statement(actions, 0x1000L + i);
    }
    int section =
        actions.size() == 0
            ? DofSection.NONE
            : add(SectionType.ACTDESC, 8, 32, actions.toByteArray());
    add(
        SectionType.ECBDESC,
        8,
        0,
        bytes(24, new EcbDescription(probe, pred, section, 0, random.nextInt(2))::encode));
  }

  private void statement(ByteArrayOutputStream actions, long uarg) {
    switch (random.nextInt(5)) {
      case 0 -> action(actions, difo(8), ActionKind.DIFEXPR, 0, 0, uarg);
      case 1 -> {
        int format = string("%d " + random.nextInt(1000) + "\n");
        for (int i = random.nextInt(3); i >= 0; i--) {
          write(actions, difo(8), 0, ActionKind.PRINTF, 0, format, uarg);
        }
      }
      case 2 -> action(actions, DofSection.NONE, ActionKind.STACK, 0, random.nextInt(9), uarg);
      case 3 -> {
        int keys = 1 + random.nextInt(3);
        for (int i = 0; i < keys; i++) {
          action(actions, difo(8), ActionKind.DIFEXPR, 0, 0, uarg);
        }
        action(actions, DofSection.NONE, ActionKind.COUNT, keys, 0, uarg);
      }
      default -> action(actions, difo(4), ActionKind.EXIT, 0, 0, uarg);
    }
  }

  private void action(
      ByteArrayOutputStream to, int difo, ActionKind kind, int ntuple, long arg, long uarg) {
    write(to, difo, DofSection.NONE, kind, ntuple, arg, uarg);
  }

  private static void write(
      ByteArrayOutputStream to,
      int difo,
      int strtab,
      ActionKind kind,
      int ntuple,
      long arg,
      long uarg) {
    to.writeBytes(
        bytes(32, new ActionDescription(difo, strtab, kind.number(), ntuple, arg, uarg)::encode));
  }

  private int difo(int returnSize) {
    int integers = random.nextInt(3);
    int length = 1 + random.nextInt(6);
    int[] text = new int[length + 1];
    boolean usesVariable = random.nextBoolean();
    int variable = random.nextInt(types.length / 3);
    int scope = random.nextInt(3);
    for (int pc = 0; pc < length; pc++) {
      text[pc] = instruction(pc, length, integers, usesVariable, variable, scope);
    }
    text[length] = 0x23000000 | random.nextInt(8);
    List<Integer> links = new ArrayList<>();
    links.add(
        add(SectionType.DIF, 4, 4, bytes(4 * text.length, out -> out.asIntBuffer().put(text))));
    if (integers > 0) {
      long[] values = random.longs(integers).toArray();
      links.add(
          add(
              SectionType.INTTAB,
              8,
              8,
              bytes(8 * integers, out -> out.asLongBuffer().put(values))));
    }
    byte[] names = ("\0v" + variable + "\0text\0").getBytes(ISO_8859_1);
    links.add(add(SectionType.STRTAB, 1, 0, names));
    if (usesVariable) {
      DifType type = type(variable + scope * types.length / 3);
      DifVariable row = new DifVariable(1, DifVariable.FIRST_USER_ID + variable, 1, scope, 3, type);
      links.add(add(SectionType.VARTAB, 4, 20, bytes(20, row::encode)));
    }
    DifoHeader header =
        new DifoHeader(new DifType(0, 1, 0, 0, returnSize), ImmutableIntArray.copyOf(links));
    return add(SectionType.DIFOHDR, 4, 0, bytes(header.encodedLength(), header::encode));
  }

  private DifType type(int index) {
    if (types[index] == null) {
      types[index] =
          random.nextBoolean() ? new DifType(0, 1, 0, 0, 8) : new DifType(1, 0, 1, 0, 256);
    }
    return types[index];
  }

  private int instruction(
      int pc, int length, int integers, boolean usesVariable, int variable, int scope) {
    int rd = 1 + random.nextInt(7);
    int r1 = random.nextInt(8);
    int r2 = random.nextInt(8);
    return switch (random.nextInt(8)) {
      case 0 -> (1 + random.nextInt(12)) << 24 | r1 << 16 | r2 << 8 | rd;
      case 1 -> 0x0e << 24 | r1 << 16 | rd;
      case 2 -> 0x0f << 24 | r1 << 16 | r2 << 8;
      case 3 -> (17 + random.nextInt(11)) << 24 | (pc + 1 + random.nextInt(length - pc));
      case 4 -> integers > 0 ? 0x25 << 24 | random.nextInt(integers) << 8 | rd : 0x24 << 24;
      case 5 -> 0x26 << 24 | 1 << 8 | rd;
      case 6 -> {
        int[] loads = {41, 44, 56};
        yield usesVariable
            ? loads[scope] << 24 | (DifVariable.FIRST_USER_ID + variable) << 8 | rd
            : 41 << 24 | (0x100 + random.nextInt(34)) << 8 | rd;
      }
      default -> 47 << 24 | random.nextInt(49) << 8 | rd;
    };
  }

  private void options() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (DtraceOption option : DtraceOption.values()) {
      if (random.nextInt(4) == 0) {
        OptionDescription given =
            new OptionDescription(option.number(), DofSection.NONE, random.nextInt(1 << 20));
        all.writeBytes(bytes(16, given::encode));
      }
    }
    add(SectionType.OPTDESC, 8, 16, all.toByteArray());
  }

  private int name(int most) {
    int length = random.nextInt(5) == 0 ? most : random.nextInt(8);
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < length; i++) {
      name.append((char) (1 + random.nextInt(255)));
    }
    return string(name.toString());
  }

  private int string(String text) {
    if (text.isEmpty()) {
      return 0;
    }
    int at = strings.size();
    strings.writeBytes(text.getBytes(ISO_8859_1));
    strings.write(0);
    return at;
  }

  private int add(SectionType type, int align, int entsize, byte[] bytes) {
    parts.add(new LaidDof.Part(type, align, entsize, StringTable.of(bytes)));
    return parts.size() - 1;
  }

  private static byte[] bytes(int size, Consumer<ByteBuffer> fill) {
    ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    fill.accept(out);
    return out.array();
  }
}
