package org.bootarchive.dtrace.elf;

import com.google.common.collect.ImmutableList;

/** Reads the symbol table in a section. */
final class ElfSymbols {
  private static final int SYMBOL_BYTES = 24;

  /** The longest name that is read; the kernel's own are below 128. */
  private static final int MAX_NAME = 1023;

  /** More bytes of names are not kept; a kernel of 50,000 symbols has one million. */
  private static final long MAX_NAME_BYTES = 32 << 20;

  private ElfSymbols() {}

  /**
   * Checks that a symbol table is one, without looking at its symbols.
   *
   * @throws ElfFormatException if it is none, or lies outside the file
   */
  static void check(ElfBytes bytes, ElfSection table) throws ElfFormatException {
    if (table.entryBytes() < SYMBOL_BYTES) {
      throw new ElfFormatException(
          table.offset(), "symbols of " + table.entryBytes() + " bytes; they have " + SYMBOL_BYTES);
    }
    if (!bytes.holds(table.offset(), table.size())) {
      throw new ElfFormatException(
          table.offset(), "symbols that the file of " + bytes.size() + " bytes does not hold");
    }
  }

  /**
   * Returns the symbols in order; the first, which stands for none, too.
   *
   * @throws ElfFormatException if a symbol or name lies outside its section, or the names are too
   *     long to keep
   */
  static ImmutableList<ElfSymbol> read(ElfBytes bytes, ElfSection table, ElfSection strings)
      throws ElfFormatException {
    check(bytes, table);
    long limit = strings.offset() + strings.size();
    long count = table.size() / table.entryBytes();
    long nameBytes = 0;
    ImmutableList.Builder<ElfSymbol> symbols = ImmutableList.builder();
    for (long i = 0; i < count; i++) {
      long at = table.offset() + i * table.entryBytes();
      long name = bytes.u32(at);
      int info = bytes.u8(at + 4);
      String text = name == 0 ? "" : bytes.string(strings.offset() + name, limit, MAX_NAME);
      nameBytes += text.length();
      if (nameBytes > MAX_NAME_BYTES) {
        throw new ElfFormatException(at, "more than " + MAX_NAME_BYTES + " bytes of names");
      }
      symbols.add(
          new ElfSymbol(
              text,
              ElfSymbol.type(info),
              ElfSymbol.binding(info),
              bytes.u16(at + 6),
              bytes.i64(at + 8),
              bytes.i64(at + 16)));
    }
    return symbols.build();
  }
}
