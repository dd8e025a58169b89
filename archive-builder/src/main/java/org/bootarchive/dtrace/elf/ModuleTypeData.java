package org.bootarchive.dtrace.elf;

import com.google.common.collect.ImmutableList;
import java.util.OptionalInt;

/**
 * What a kernel module's file has for a compiler: its symbols, and its types in a form that is not
 * looked at here.
 *
 * @param symbols the symbols in order, with the first, which stands for none; empty if stripped
 * @param symbolNames the bytes of the string table of the symbols' names
 * @param types the bytes of the section {@code .SUNW_ctf}; empty if there is none
 */
@SuppressWarnings("ArrayRecordComponent")
public record ModuleTypeData(ImmutableList<ElfSymbol> symbols, byte[] symbolNames, byte[] types) {
  private static final String CTF_SECTION = ".SUNW_ctf";

  /**
   * Reads a module.
   *
   * @param content the whole file
   * @throws ElfFormatException if the file is not an ELF file for the 64-bit x86 kernel, or damaged
   */
  public static ModuleTypeData read(byte[] content) throws ElfFormatException {
    ElfFile file = ElfFile.read(content);
    byte[] types = file.content(CTF_SECTION);
    OptionalInt table = file.last(ElfSection.SYMTAB);
    if (table.isEmpty()) {
      return new ModuleTypeData(ImmutableList.of(), new byte[0], types);
    }
    ElfSection symbols = file.section(table.getAsInt(), 0);
    return new ModuleTypeData(file.symbols(symbols), file.content(file.strings(symbols)), types);
  }
}
