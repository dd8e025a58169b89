package org.bootarchive.dtrace.dof;

import com.google.common.collect.ImmutableList;
import java.util.Optional;

/**
 * The types of sections in the order of their numbers, from 0: {@code DOF_SECT_*} of {@code
 * sys/dtrace.h}.
 */
public enum SectionType {
  NONE(0, false),
  COMMENTS(1, false),
  SOURCE(2, false),
  ECBDESC(3, true),
  PROBEDESC(4, true),
  ACTDESC(5, true),
  DIFOHDR(6, true),
  DIF(7, true),
  STRTAB(8, true),
  VARTAB(9, true),
  RELTAB(10, true),
  TYPTAB(11, true),
  URELHDR(12, true),
  KRELHDR(13, true),
  OPTDESC(14, true),
  PROVIDER(15, true),
  PROBES(16, true),
  PRARGS(17, true),
  PROFFS(18, true),
  INTTAB(19, true),
  UTSNAME(20, false),
  XLTAB(21, true),
  XLMEMBERS(22, true),
  XLIMPORT(23, true),
  XLEXPORT(24, true),
  PREXPORT(25, true),
  PRENOFFS(26, true);

  private static final ImmutableList<SectionType> ALL = ImmutableList.copyOf(values());

  private final int number;
  private final boolean loadable;

  SectionType(int number, boolean loadable) {
    this.number = number;
    this.loadable = loadable;
  }

  /** Returns the type of a number, unsigned 32 bit, if there is one. */
  public static Optional<SectionType> of(int number) {
    return number >= 0 && number < ALL.size() ? Optional.of(ALL.get(number)) : Optional.empty();
  }

  /** Returns the number, {@code dofs_type}. */
  public int number() {
    return number;
  }

  /** Returns whether the kernel wants such a section loaded: {@code DOF_SEC_ISLOADABLE}. */
  public boolean loadable() {
    return loadable;
  }

  /** Returns whether a section has this type. */
  boolean is(DofSection section) {
    return section.type() == number;
  }
}
