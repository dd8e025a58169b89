package org.bootarchive.dtrace.elf;

/**
 * A symbol ({@code Elf64_Sym} of sys/elf.h).
 *
 * @param name chars standing for bytes
 * @param type what it names
 * @param binding who sees it
 * @param section {@code st_shndx}: the section it is in, 0 if it is not defined here
 * @param value {@code st_value}: in relocatable files the offset in the section, else an address
 * @param size {@code st_size}, in bytes, unsigned
 */
public record ElfSymbol(
    String name, Type type, Binding binding, int section, long value, long size) {
  /** {@code SHN_LORESERVE}: numbers from here on are no sections. */
  private static final int FIRST_RESERVED = 0xff00;

  /** What a symbol names ({@code ELF64_ST_TYPE}). */
  public enum Type {
    /** {@code STT_OBJECT}: data. */
    OBJECT,
    /** {@code STT_FUNC}: code. */
    FUNCTION,
    /** Anything else: a section, a file, or nothing that is said. */
    OTHER
  }

  /** Who sees a symbol ({@code ELF64_ST_BIND}). */
  public enum Binding {
    /** {@code STB_LOCAL}: static. */
    LOCAL,
    /** {@code STB_GLOBAL}. */
    GLOBAL,
    /** {@code STB_WEAK}: another definition may take its place. */
    WEAK,
    /** Anything else. */
    OTHER
  }

  /** Returns whether the symbol is defined in a section of the file. */
  public boolean isInSection() {
    return section > 0 && section < FIRST_RESERVED;
  }

  static Type type(int info) {
    return switch (info & 0xf) {
      case 1 -> Type.OBJECT;
      case 2 -> Type.FUNCTION;
      default -> Type.OTHER;
    };
  }

  static Binding binding(int info) {
    return switch (info >> 4) {
      case 0 -> Binding.LOCAL;
      case 1 -> Binding.GLOBAL;
      case 2 -> Binding.WEAK;
      default -> Binding.OTHER;
    };
  }
}
