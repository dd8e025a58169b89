package org.bootarchive.dtrace.elf;

/**
 * The header of a section ({@code Elf64_Shdr} of sys/elf.h).
 *
 * @param name {@code sh_name}: where its name begins in the file's table of section names
 * @param type {@code sh_type}
 * @param flags {@code sh_flags}
 * @param address {@code sh_addr}; 0 in relocatable files
 * @param offset {@code sh_offset}, in bytes from the file's start
 * @param size {@code sh_size}, in bytes
 * @param link {@code sh_link}: of a symbol table its strings, of relocations their symbols
 * @param info {@code sh_info}: of relocations the section that they change
 * @param entryBytes {@code sh_entsize}
 */
record ElfSection(
    long name,
    long type,
    long flags,
    long address,
    long offset,
    long size,
    long link,
    long info,
    long entryBytes) {
  static final int HEADER_BYTES = 64;

  static final int SYMTAB = 2;
  static final int STRTAB = 3;
  static final int RELA = 4;
  static final int DYNAMIC = 6;
  static final int NOBITS = 8;
  static final int DYNSYM = 11;

  /** {@code SHF_ALLOC}: the section is in memory when the module is loaded. */
  static final long ALLOCATED = 2;

  static ElfSection read(ElfBytes bytes, long at) throws ElfFormatException {
    ElfSection section =
        new ElfSection(
            bytes.u32(at),
            bytes.u32(at + 4),
            bytes.i64(at + 8),
            bytes.i64(at + 16),
            bytes.i64(at + 24),
            bytes.i64(at + 32),
            bytes.u32(at + 40),
            bytes.u32(at + 44),
            bytes.i64(at + 56));
    if (section.hasBytes() && !bytes.holds(section.offset, section.size)) {
      throw new ElfFormatException(
          at,
          "a section of "
              + Long.toUnsignedString(section.size)
              + " bytes at "
              + Long.toUnsignedString(section.offset)
              + " in a file of "
              + bytes.size());
    }
    return section;
  }

  /** Returns whether the section has bytes in the file. */
  boolean hasBytes() {
    return type != 0 && type != NOBITS;
  }

  boolean isAllocated() {
    return (flags & ALLOCATED) != 0;
  }
}
