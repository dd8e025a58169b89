package org.bootarchive.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Writes small ELF files as kernel modules are: text, symbols, calls of probes, dependencies. */
public final class ElfModule {
  /** A function that fbt makes both probes of: push %rbp; mov %rsp,%rbp; leave; ret. */
  public static byte[] framed() {
    return new byte[] {0x55, 0x48, (byte) 0x89, (byte) 0xe5, (byte) 0xc9, (byte) 0xc3};
  }

  /** A function without a frame: xor %eax,%eax; ret. */
  public static byte[] frameless() {
    return new byte[] {0x31, (byte) 0xc0, (byte) 0xc3};
  }

  private static final int GLOBAL = 1;
  private static final int WEAK = 2;
  private static final int FUNCTION = 2;
  private static final int DATA = 6;
  private static final int RODATA = 8;
  private static final long BASE = 0xfffffffffb800000L;

  private record Symbol(String name, int info, int section, long value, long size) {}

  private final ByteArrayOutputStream text = new ByteArrayOutputStream();
  private final ByteArrayOutputStream strings = new ByteArrayOutputStream();
  private final List<Symbol> symbols = new ArrayList<>();
  private final List<long[]> calls = new ArrayList<>();
  private final List<String> needed = new ArrayList<>();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private final ByteArrayOutputStream rodata = new ByteArrayOutputStream();
  private final List<long[]> pointers = new ArrayList<>();
  private boolean executable;

  public ElfModule() {
    strings.write(0);
    symbols.add(new Symbol("", 0, 0, 0, 0));
  }

  /** Makes it ET_EXEC, its values addresses, as unix is. */
  public ElfModule executable() {
    executable = true;
    return this;
  }

  public ElfModule function(String name, byte... code) {
    return symbol(name, GLOBAL, code);
  }

  public ElfModule weakFunction(String name, byte... code) {
    return symbol(name, WEAK, code);
  }

  private ElfModule symbol(String name, int binding, byte... code) {
    symbols.add(new Symbol(name, binding << 4 | FUNCTION, 1, text.size(), code.length));
    text.writeBytes(code);
    return this;
  }

  /** A function with a frame that calls a probe, named as in the source: proc's exec__success. */
  public ElfModule functionWithProbe(String name, String marker) {
    calls.add(new long[] {text.size() + 5, symbols.size()});
    symbols.add(new Symbol("__dtrace_probe_" + marker, GLOBAL << 4, 0, 0, 0));
    byte[] code = {
      0x55, 0x48, (byte) 0x89, (byte) 0xe5, (byte) 0xe8, 0, 0, 0, 0, (byte) 0xc9, (byte) 0xc3
    };
    return function(name, code);
  }

  /**
   * The driver sdt's table of arguments, its strings elsewhere as a compiler lays them.
   *
   * @param rows provider, probe, index, native index, native type, translated type, with bars
   *     between; what is empty is a null pointer
   */
  public ElfModule argumentTable(String... rows) {
    ByteBuffer table = little(new byte[40 * (rows.length + 1)]);
    int section = symbols.size();
    symbols.add(new Symbol("", 3, RODATA, 0, 0));
    symbols.add(new Symbol("sdt_args", GLOBAL << 4 | 1, DATA, 0, table.capacity()));
    for (int i = 0; i < rows.length; i++) {
      String[] fields = rows[i].split("\\|", -1);
      int row = 40 * i;
      table.putInt(row + 16, Integer.parseInt(fields[2]));
      table.putInt(row + 20, Integer.parseInt(fields[3]));
      pointer(row, section, fields[0]);
      pointer(row + 8, section, fields[1]);
      pointer(row + 24, section, fields[4]);
      pointer(row + 32, section, fields[5]);
    }
    byte[] bytes = new byte[table.capacity()];
    table.get(0, bytes);
    data.writeBytes(bytes);
    return this;
  }

  private void pointer(long place, int symbol, String text) {
    if (!text.isEmpty()) {
      pointers.add(new long[] {place, symbol, rodata.size()});
      rodata.writeBytes((text + '\0').getBytes(ISO_8859_1));
    }
  }

  public ElfModule needs(String module) {
    needed.add(module);
    return this;
  }

  /**
   * Returns the file: header, then sections .text, .rela.text, .symtab, .strtab, .dynamic, .data,
   * .rela.data, .rodata.
   */
  public byte[] bytes() {
    byte[] tableBytes = new byte[24 * symbols.size()];
    ByteBuffer table = little(tableBytes);
    for (Symbol symbol : symbols) {
      table.putInt(string(symbol.name));
      table.put((byte) symbol.info).put((byte) 0).putShort((short) symbol.section);
      boolean address = executable && symbol.section != 0;
      table.putLong(symbol.value + (address ? BASE : 0)).putLong(symbol.size);
    }
    byte[] relocationBytes = new byte[24 * calls.size()];
    ByteBuffer relocations = little(relocationBytes);
    for (long[] call : calls) {
      relocations.putLong(call[0] + (executable ? BASE : 0)).putLong(call[1] << 32 | 2).putLong(-4);
    }
    byte[] dynamicBytes = new byte[16 * (needed.size() + 1)];
    ByteBuffer dynamic = little(dynamicBytes);
    for (String module : needed) {
      dynamic.putLong(1).putLong(string(module));
    }
    byte[] pointerBytes = new byte[24 * pointers.size()];
    ByteBuffer addresses = little(pointerBytes);
    for (long[] pointer : pointers) {
      addresses.putLong(pointer[0]).putLong(pointer[1] << 32 | 1).putLong(pointer[2]);
    }
    int symtab = executable ? 11 : 2;
    byte[][] bodies = {
      text.toByteArray(),
      relocationBytes,
      tableBytes,
      strings.toByteArray(),
      dynamicBytes,
      data.toByteArray(),
      pointerBytes,
      rodata.toByteArray()
    };
    int[][] shapes = {
      {1, 0, 0, 0},
      {4, 3, 1, 24},
      {symtab, 4, 1, 24},
      {3, 0, 0, 0},
      {6, 4, 0, 16},
      {1, 0, 0, 0},
      {4, 3, DATA, 24},
      {1, 0, 0, 0}
    };
    int bytes = 64;
    for (byte[] body : bodies) {
      bytes += body.length;
    }
    byte[] fileBytes = new byte[bytes + 64 * (bodies.length + 1)];
    ByteBuffer file = little(fileBytes);
    file.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0}).putLong(0);
    file.putShort((short) (executable ? 2 : 1)).putShort((short) 62).putInt(1);
    file.putLong(0).putLong(0).putLong(bytes).putInt(0);
    file.putShort((short) 64).putShort((short) 0).putShort((short) 0);
    file.putShort((short) 64).putShort((short) (bodies.length + 1)).putShort((short) 0);
    int[] offsets = new int[bodies.length];
    for (int i = 0; i < bodies.length; i++) {
      offsets[i] = file.position();
      file.put(bodies[i]);
    }
    file.put(new byte[64]);
    for (int i = 0; i < bodies.length; i++) {
      file.putInt(0).putInt(shapes[i][0]).putLong(i == 0 ? 6 : i >= 5 && i != 6 ? 3 : 0);
      file.putLong(executable && i == 0 ? BASE : 0).putLong(offsets[i]).putLong(bodies[i].length);
      file.putInt(shapes[i][1]).putInt(shapes[i][2]).putLong(1).putLong(shapes[i][3]);
    }
    return fileBytes;
  }

  private int string(String name) {
    if (name.isEmpty()) {
      return 0;
    }
    int offset = strings.size();
    strings.writeBytes(name.getBytes(ISO_8859_1));
    strings.write(0);
    return offset;
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
