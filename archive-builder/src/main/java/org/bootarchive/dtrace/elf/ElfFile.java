package org.bootarchive.dtrace.elf;

import com.google.common.collect.ImmutableList;
import java.util.OptionalInt;

/** An ELF file for 64-bit x86: its header and sections. */
final class ElfFile {
  /** Sections that are read; the kernel's own modules have some forty. */
  private static final int MAX_SECTIONS = 4096;

  /** Names of sections that are read. */
  private static final int MAX_NAME = 1023;

  private final ElfBytes bytes;
  private final ElfType type;
  private final ImmutableList<ElfSection> sections;
  private final int sectionNames;

  private ElfFile(
      ElfBytes bytes, ElfType type, ImmutableList<ElfSection> sections, int sectionNames) {
    this.bytes = bytes;
    this.type = type;
    this.sections = sections;
    this.sectionNames = sectionNames;
  }

  static ElfFile read(byte[] content) throws ElfFormatException {
    ElfBytes bytes = new ElfBytes(content);
    ElfHeader header = ElfHeader.read(bytes);
    if (header.sectionCount() > MAX_SECTIONS) {
      throw new ElfFormatException(60, header.sectionCount() + " sections are too many");
    }
    ImmutableList.Builder<ElfSection> sections = ImmutableList.builder();
    for (int i = 0; i < header.sectionCount(); i++) {
      long at = header.sectionsOffset() + (long) i * header.sectionHeaderBytes();
      sections.add(ElfSection.read(bytes, at));
    }
    return new ElfFile(bytes, header.type(), sections.build(), header.sectionNames());
  }

  ElfBytes bytes() {
    return bytes;
  }

  ElfType type() {
    return type;
  }

  ImmutableList<ElfSection> sections() {
    return sections;
  }

  /** Returns the number of the last section of a type, which is the one that krtld takes. */
  OptionalInt last(int sectionType) {
    for (int i = sections.size() - 1; i > 0; i--) {
      if (sections.get(i).type() == sectionType) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  /** Returns the bytes of the first section of a name; none if there is no such section. */
  byte[] content(String sectionName) throws ElfFormatException {
    ElfSection names = section(sectionNames, 62);
    for (ElfSection section : sections) {
      if (section.hasBytes()
          && section.name() < names.size()
          && names.hasBytes()
          && bytes
              .string(names.offset() + section.name(), names.offset() + names.size(), MAX_NAME)
              .equals(sectionName)) {
        return content(section);
      }
    }
    return new byte[0];
  }

  byte[] content(ElfSection section) throws ElfFormatException {
    return bytes.copy(section.offset(), section.size());
  }

  /** Returns the symbols of a symbol table. */
  ImmutableList<ElfSymbol> symbols(ElfSection table) throws ElfFormatException {
    return ElfSymbols.read(bytes, table, strings(table));
  }

  /** Returns the string table that a section is linked to. */
  ElfSection strings(ElfSection section) throws ElfFormatException {
    ElfSection strings = section(section.link(), section.offset());
    if (strings.type() != ElfSection.STRTAB) {
      throw new ElfFormatException(
          section.offset(), "section " + section.link() + " should be a string table and is not");
    }
    return strings;
  }

  ElfSection section(long number, long offset) throws ElfFormatException {
    if (number >= sections.size()) {
      throw new ElfFormatException(
          offset, "section " + number + " of " + sections.size() + " is referred to");
    }
    return sections.get((int) number);
  }

  /**
   * Returns where in the file a symbol's bytes begin; -1 if they are not in the file, all of them.
   */
  long offsetOf(ElfSymbol symbol) {
    if (!symbol.isInSection() || symbol.section() >= sections.size()) {
      return -1;
    }
    ElfSection section = sections.get(symbol.section());
    long inside = type == ElfType.RELOCATABLE ? symbol.value() : symbol.value() - section.address();
    if (!section.hasBytes()
        || inside < 0
        || symbol.size() < 0
        || inside > section.size()
        || symbol.size() > section.size() - inside) {
      return -1;
    }
    return section.offset() + inside;
  }
}
