package org.bootarchive.dtrace.elf;

import com.google.common.collect.ImmutableSet;
import java.util.List;

/** Finds the calls that krtld replaces, and sdt makes probes of. */
final class SdtProbes {
  /** {@code sdt_prefix} of uts/common/os/dtrace_subr.c. */
  private static final String PREFIX = "__dtrace_probe_";

  private static final int RELOCATION_BYTES = 24;

  private final ElfFile file;
  private final FunctionPlaces places;

  /** More relocations than fit in the file are in none. */
  private long budget;

  SdtProbes(ElfFile file, FunctionPlaces places) {
    this.file = file;
    this.places = places;
    this.budget = file.bytes().size() / RELOCATION_BYTES;
  }

  /**
   * Returns the probes, each once, in the order of the relocations ({@code sdt_reloc_resolve} of
   * kobj_reloc.c).
   *
   * @param tableNumber the section of the symbol table that {@code symbols} are from
   * @throws ElfFormatException if relocations lie outside the file, or overlap
   */
  ImmutableSet<SdtProbe> of(int tableNumber, List<ElfSymbol> symbols) throws ElfFormatException {
    ImmutableSet.Builder<SdtProbe> probes = ImmutableSet.builder();
    for (ElfSection section : file.sections()) {
      if (section.type() == ElfSection.RELA && section.link() == tableNumber) {
        read(section, symbols, probes);
      }
    }
    return probes.build();
  }

  private void read(
      ElfSection section, List<ElfSymbol> symbols, ImmutableSet.Builder<SdtProbe> probes)
      throws ElfFormatException {
    boolean relocatable = file.type() == ElfType.RELOCATABLE;
    if (relocatable && !file.section(section.info(), section.offset()).isAllocated()) {
      return;
    }
    if (section.entryBytes() < RELOCATION_BYTES) {
      throw new ElfFormatException(
          section.offset(), "relocations of " + section.entryBytes() + " bytes; they have 24");
    }
    for (long i = 0; i < section.size() / section.entryBytes(); i++) {
      if (--budget < 0) {
        throw new ElfFormatException(section.offset(), "relocations that overlap");
      }
      long at = section.offset() + i * section.entryBytes();
      long symbolNumber = file.bytes().i64(at + 8) >>> 32;
      if (symbolNumber >= symbols.size()) {
        throw new ElfFormatException(at, "symbol " + symbolNumber + " of " + symbols.size());
      }
      ElfSymbol symbol = symbols.get((int) symbolNumber);
      if (symbol.section() == 0
          && symbol.binding() != ElfSymbol.Binding.LOCAL
          && symbol.name().startsWith(PREFIX)) {
        long place = file.bytes().i64(at);
        String function =
            relocatable ? places.at((int) section.info(), place) : places.atAddress(place);
        probes.add(SdtProvider.probe(symbol.name().substring(PREFIX.length()), function));
      }
    }
  }
}
