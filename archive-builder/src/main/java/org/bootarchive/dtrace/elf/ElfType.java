package org.bootarchive.dtrace.elf;

/** What an ELF file is for ({@code e_type}). */
public enum ElfType {
  /** {@code ET_REL}: what krtld loads. */
  RELOCATABLE,
  /** {@code ET_EXEC}: unix itself. */
  EXECUTABLE,
  /** {@code ET_DYN}: a shared object. */
  SHARED_OBJECT,
  /** Anything else. */
  OTHER;

  static ElfType of(int type) {
    return switch (type) {
      case 1 -> RELOCATABLE;
      case 2 -> EXECUTABLE;
      case 3 -> SHARED_OBJECT;
      default -> OTHER;
    };
  }
}
