package org.bootarchive.dtrace.dof;

import org.bootarchive.dtrace.dif.DifVariable;

/** The sections that a DIF object is put together from: the table of {@code dtrace_dof_difo}. */
enum DifoPart {
  TEXT(SectionType.DIF, Integer.BYTES, Integer.BYTES, "multiple DIF sections"),
  INTEGERS(SectionType.INTTAB, Long.BYTES, Long.BYTES, "multiple integer tables"),
  STRINGS(SectionType.STRTAB, 0, 1, "multiple string tables"),
  VARIABLES(SectionType.VARTAB, DifVariable.BYTES, Integer.BYTES, "multiple variable tables");

  private final SectionType type;
  private final int entsize;
  private final int align;
  private final String second;

  DifoPart(SectionType type, int entsize, int align, String second) {
    this.type = type;
    this.entsize = entsize;
    this.align = align;
    this.second = second;
  }

  SectionType type() {
    return type;
  }

  int entsize() {
    return entsize;
  }

  int align() {
    return align;
  }

  /** What the kernel says of a second one; an empty one before it does not count. */
  String second() {
    return second;
  }
}
