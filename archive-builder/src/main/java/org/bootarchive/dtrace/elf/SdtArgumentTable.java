package org.bootarchive.dtrace.elf;

import com.google.common.collect.ImmutableList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The table {@code sdt_args} in the file of the sdt driver: which types the arguments of its probes
 * have. Its strings are elsewhere; where, the file's relocations say.
 *
 * <p>Source: {@code sdt_getargdesc} of uts/common/dtrace/sdt_subr.c, sys/sdt_impl.h.
 */
public final class SdtArgumentTable {
  private static final String TABLE = "sdt_args";

  /** {@code sizeof (sdt_argdesc_t)}: two pointers, two numbers, two pointers. */
  private static final int ROW_BYTES = 40;

  private static final int NAME = 8;
  private static final int INDEX = 16;
  private static final int MAPPING = 20;
  private static final int NATIVE = 24;
  private static final int TRANSLATED = 32;

  private static final int RELOCATION_BYTES = 24;

  /** {@code R_AMD64_64}: the address of the symbol, and the addend. */
  private static final long POINTER = 1;

  /** {@code DTRACE_ARGTYPELEN}. */
  private static final int LONGEST_STRING = 127;

  private final ElfFile file;
  private final long start;
  private final Map<Long, String> strings = new HashMap<>();

  private SdtArgumentTable(ElfFile file, long start) {
    this.file = file;
    this.start = start;
  }

  /**
   * Reads the table.
   *
   * @param content the whole file of drv/sdt
   * @return its rows in order, of which the first that fits counts; nothing if the file has no such
   *     table
   * @throws ElfFormatException if the file is not an ELF file for the 64-bit x86 kernel, or damaged
   */
  public static Optional<ImmutableList<SdtArgument>> read(byte[] content)
      throws ElfFormatException {
    ElfFile file = ElfFile.read(content);
    OptionalInt number = file.last(ElfSection.SYMTAB);
    if (number.isEmpty() || file.type() != ElfType.RELOCATABLE) {
      return Optional.empty();
    }
    ImmutableList<ElfSymbol> symbols = file.symbols(file.section(number.getAsInt(), 0));
    for (ElfSymbol symbol : symbols) {
      if (symbol.name().equals(TABLE) && symbol.isInSection() && file.offsetOf(symbol) >= 0) {
        SdtArgumentTable table = new SdtArgumentTable(file, file.offsetOf(symbol));
        table.findStrings(symbol, number.getAsInt(), symbols);
        return Optional.of(table.rows(symbol.size() / ROW_BYTES));
      }
    }
    return Optional.empty();
  }

  private void findStrings(ElfSymbol table, int tableNumber, ImmutableList<ElfSymbol> symbols)
      throws ElfFormatException {
    long first = table.value();
    for (ElfSection relocations : file.sections()) {
      if (relocations.type() != ElfSection.RELA
          || relocations.info() != table.section()
          || relocations.link() != tableNumber
          || relocations.entryBytes() < RELOCATION_BYTES) {
        continue;
      }
      for (long i = 0; i < relocations.size() / relocations.entryBytes(); i++) {
        long at = relocations.offset() + i * relocations.entryBytes();
        long place = file.bytes().i64(at);
        if (place >= first && place - first < table.size()) {
          strings.put(place - first, string(at, symbols));
        }
      }
    }
  }

  private String string(long relocation, ImmutableList<ElfSymbol> symbols)
      throws ElfFormatException {
    long info = file.bytes().i64(relocation + 8);
    long number = info >>> 32;
    if ((info & 0xffff_ffffL) != POINTER || number >= symbols.size()) {
      throw new ElfFormatException(relocation, "no pointer to a string of " + TABLE);
    }
    ElfSymbol symbol = symbols.get((int) number);
    ElfSection in = file.section(symbol.isInSection() ? symbol.section() : 0, relocation);
    long place = symbol.value() + file.bytes().i64(relocation + 16);
    if (!in.hasBytes() || place < 0 || place >= in.size()) {
      throw new ElfFormatException(relocation, "a string of " + TABLE + " that is nowhere");
    }
    return file.bytes().string(in.offset() + place, in.offset() + in.size(), LONGEST_STRING);
  }

  /** The row without a provider ends the table. */
  private ImmutableList<SdtArgument> rows(long most) throws ElfFormatException {
    ImmutableList.Builder<SdtArgument> rows = ImmutableList.builder();
    for (long row = 0; row < most && strings.containsKey(row * ROW_BYTES); row++) {
      long at = row * ROW_BYTES;
      rows.add(
          new SdtArgument(
              stringAt(at),
              stringAt(at + NAME),
              number(at + INDEX),
              number(at + MAPPING),
              stringAt(at + NATIVE),
              stringAt(at + TRANSLATED)));
    }
    return rows.build();
  }

  private String stringAt(long place) {
    return strings.getOrDefault(place, "");
  }

  private int number(long place) throws ElfFormatException {
    return (int) file.bytes().u32(start + place);
  }
}
