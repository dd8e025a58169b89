package org.bootarchive.dtrace.elf;

import com.google.common.collect.ImmutableList;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a kernel module's file has for a compiler: its symbols, which are decoded when somebody
 * asks, and its types in a form that is not looked at here. For one thread.
 */
public final class ModuleTypeData {
  /** One of a module of which nothing is known. */
  public static final ModuleTypeData NOTHING =
      new ModuleTypeData(null, null, new byte[0], new byte[0]);

  private static final String CTF_SECTION = ".SUNW_ctf";

  private final @Nullable ElfFile file;
  private final @Nullable ElfSection table;
  private final byte[] symbolNames;
  private final byte[] types;
  private @Nullable ImmutableList<ElfSymbol> symbols;

  private ModuleTypeData(
      @Nullable ElfFile file, @Nullable ElfSection table, byte[] symbolNames, byte[] types) {
    this.file = file;
    this.table = table;
    this.symbolNames = symbolNames;
    this.types = types;
  }

  /**
   * Reads a module.
   *
   * @param content the whole file
   * @throws ElfFormatException if the file is not an ELF file for the 64-bit x86 kernel, or damaged
   */
  public static ModuleTypeData read(byte[] content) throws ElfFormatException {
    ElfFile file = ElfFile.read(content);
    byte[] types = file.content(CTF_SECTION);
    OptionalInt number = file.last(ElfSection.SYMTAB);
    if (number.isEmpty()) {
      return new ModuleTypeData(file, null, new byte[0], types);
    }
    ElfSection table = file.section(number.getAsInt(), 0);
    byte[] names = file.content(file.strings(table));
    ElfSymbols.check(file.bytes(), table);
    return new ModuleTypeData(file, table, names, types);
  }

  /**
   * Returns the symbols in order, with the first, which stands for none; empty if stripped.
   *
   * @throws ElfFormatException if a name lies outside the table of names, or is too long
   */
  public ImmutableList<ElfSymbol> symbols() throws ElfFormatException {
    ImmutableList<ElfSymbol> known = symbols;
    if (known == null) {
      known = file == null || table == null ? ImmutableList.of() : file.symbols(table);
      symbols = known;
    }
    return known;
  }

  /** Returns the bytes of the string table of the symbols' names, not to be changed. */
  public byte[] symbolNames() {
    return symbolNames;
  }

  /** Returns the bytes of the section {@code .SUNW_ctf}, not to be changed; empty if none. */
  public byte[] types() {
    return types;
  }
}
