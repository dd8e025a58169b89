package org.bootarchive.dtrace.elf;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a kernel module's file says of it.
 *
 * @param type krtld loads relocatable files, and unix, which is executable
 * @param symbols the symbols that krtld takes, in order; none if the file is stripped
 * @param needed the modules that it depends on, such as {@code drv/dtrace}
 * @param functions its functions by name, as fbt sees them
 * @param probes the probes that sdt makes of it
 */
public record KernelModule(
    ElfType type,
    ImmutableList<ElfSymbol> symbols,
    ImmutableSet<String> needed,
    ImmutableMap<String, FbtFunction> functions,
    ImmutableSet<SdtProbe> probes) {
  /** The largest file that callers should read, in bytes; genunix is some 6 MB. */
  public static final int MAX_BYTES = 64 << 20;

  /**
   * Reads a module.
   *
   * @param name the module's name, without directories
   * @param content the whole file
   * @throws ElfFormatException if the file is not an ELF file for the 64-bit x86 kernel, or damaged
   */
  public static KernelModule read(String name, byte[] content) throws ElfFormatException {
    ElfFile file = ElfFile.read(content);
    OptionalInt dynamicTable = file.last(ElfSection.DYNSYM);
    OptionalInt table = file.last(ElfSection.SYMTAB);
    if (table.isEmpty()) {
      // Of a stripped unix the kernel keeps the dynamic symbols (get_syms of kobj.c).
      table = dynamicTable;
    }
    ImmutableList<ElfSymbol> symbols = symbols(file, table);
    ImmutableSet<String> needed = ModuleDependencies.of(file, symbols);
    FunctionPlaces places = new FunctionPlaces(file.type(), symbols);
    OptionalInt relocated = file.type() == ElfType.RELOCATABLE ? table : dynamicTable;
    ImmutableSet<SdtProbe> probes =
        relocated.isEmpty()
            ? ImmutableSet.of()
            : new SdtProbes(file, places)
                .of(
                    relocated.getAsInt(),
                    relocated.equals(table) ? symbols : symbols(file, relocated));
    boolean refused =
        name.equals("dtrace")
            || name.equals("kmdbmod")
            || needed.stream().anyMatch(one -> one.equals("dtrace") || one.endsWith("/dtrace"));
    return new KernelModule(
        file.type(), symbols, needed, new FbtFunctions(file, refused).of(symbols), probes);
  }

  private static ImmutableList<ElfSymbol> symbols(ElfFile file, OptionalInt table)
      throws ElfFormatException {
    return table.isEmpty() ? ImmutableList.of() : file.symbols(file.section(table.getAsInt(), 0));
  }

  /** Returns the first symbol of a name. */
  public Optional<ElfSymbol> symbol(String name) {
    return symbols.stream().filter(symbol -> symbol.name().equals(name)).findFirst();
  }
}
