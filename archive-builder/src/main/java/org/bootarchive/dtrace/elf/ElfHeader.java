package org.bootarchive.dtrace.elf;

import java.util.Locale;

/**
 * The header of a file for 64-bit x86 ({@code Elf64_Ehdr} of sys/elf.h).
 *
 * @param type {@code e_type}
 * @param sectionsOffset {@code e_shoff}, in bytes from the file's start
 * @param sectionHeaderBytes {@code e_shentsize}
 * @param sectionCount {@code e_shnum}
 * @param sectionNames {@code e_shstrndx}: the section of the sections' names
 */
record ElfHeader(
    ElfType type, long sectionsOffset, int sectionHeaderBytes, int sectionCount, int sectionNames) {
  private static final long BYTES = 64;
  private static final long MAGIC = 0x464c457fL;
  private static final int CLASS_64 = 2;
  private static final int LITTLE_ENDIAN = 1;
  private static final int MACHINE_AMD64 = 62;

  /**
   * Reads the header.
   *
   * @throws ElfFormatException if the file is none of ELF, or one for another machine, which its
   *     message names
   */
  static ElfHeader read(ElfBytes bytes) throws ElfFormatException {
    if (!isElf(bytes)) {
      throw new ElfFormatException(0, "not an ELF file");
    }
    if (!bytes.holds(0, BYTES)) {
      throw new ElfFormatException(
          bytes.size(), "an ELF file of " + bytes.size() + " bytes, shorter than its header");
    }
    int elfClass = bytes.u8(4);
    int encoding = bytes.u8(5);
    boolean little = encoding == LITTLE_ENDIAN;
    int machine = little ? bytes.u16(18) : bytes.u8(18) << 8 | bytes.u8(19);
    if (elfClass != CLASS_64 || !little || machine != MACHINE_AMD64) {
      throw new ElfFormatException(4, "an ELF file for " + machine(elfClass, encoding, machine));
    }
    ElfHeader header =
        new ElfHeader(
            ElfType.of(bytes.u16(16)), bytes.i64(40), bytes.u16(58), bytes.u16(60), bytes.u16(62));
    if (header.sectionCount > 0 && header.sectionHeaderBytes < ElfSection.HEADER_BYTES) {
      throw new ElfFormatException(
          58, "section headers of " + header.sectionHeaderBytes + " bytes; they have 64");
    }
    return header;
  }

  /** Returns whether the first bytes are those of an ELF file. */
  static boolean isElf(ElfBytes bytes) throws ElfFormatException {
    return bytes.holds(0, 4) && bytes.u32(0) == MAGIC;
  }

  private static String machine(int elfClass, int encoding, int machine) {
    String name =
        switch (machine) {
          case 2 -> "SPARC";
          case 3 -> "x86";
          case 18 -> "SPARC (v8plus)";
          case 21 -> "PowerPC";
          case 40 -> "ARM";
          case 43 -> "SPARC v9";
          case 62 -> "x86-64";
          case 183 -> "AArch64";
          case 243 -> "RISC-V";
          default -> "machine " + machine;
        };
    return String.format(
        Locale.ROOT,
        "%s (%s, %s), which the 64-bit x86 kernel does not load",
        name,
        elfClass == CLASS_64 ? "64 bits" : elfClass == 1 ? "32 bits" : "class " + elfClass,
        encoding == LITTLE_ENDIAN
            ? "little-endian"
            : encoding == 2 ? "big-endian" : "encoding " + encoding);
  }
}
