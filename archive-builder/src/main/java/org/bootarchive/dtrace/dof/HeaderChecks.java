package org.bootarchive.dtrace.dof;

/** The first part of {@code dtrace_dof_slurp}: the header and the section headers. */
final class HeaderChecks {
  /** {@code DIF_DIR_NREGS} and {@code DIF_DTR_NREGS}. */
  private static final int REGISTERS = 8;

  private static final int ALIGNMENT = 8;

  private final KernelDof dof;

  HeaderChecks(KernelDof dof) {
    this.dof = dof;
  }

  void check() throws RefusedException {
    checkIdent(dof.header());
    checkTable(dof.header());
    for (int i = 0; i < dof.header().secnum(); i++) {
      checkSection(dof.section(i));
    }
  }

  private static void checkIdent(DofHeader header) throws RefusedException {
    refuse(!header.hasMagic(), "DOF magic string mismatch");
    refuse(header.model() != 1 && header.model() != 2, "DOF has invalid data model");
    refuse(header.encoding() != DofHeader.ENCODE_LSB, "DOF encoding mismatch");
    refuse(header.version() != 1 && header.version() != 2, "DOF version mismatch");
    refuse(header.difVersion() != 2, "DOF uses unsupported instruction set");
    refuse(header.integerRegisters() > REGISTERS, "DOF uses too many integer registers");
    refuse(header.tupleRegisters() > REGISTERS, "DOF uses too many tuple registers");
    for (int i = DofHeader.PAD_OF_IDENT; i < DofHeader.IDENT_BYTES; i++) {
      refuse(header.ident().get(i) != 0, "DOF has invalid ident byte set");
    }
    refuse(header.flags() != 0, "DOF has invalid flag bits set");
    refuse(header.secsize() == 0, "zero section header size");
  }

  /** Keeps the table inside the DOF, so that its length is below 8 MiB from here on. */
  private void checkTable(DofHeader header) throws RefusedException {
    long length = dof.length();
    long table = Integer.toUnsignedLong(header.secnum()) * Integer.toUnsignedLong(header.secsize());
    refuse(
        Long.compareUnsigned(header.secoff(), length) > 0
            || Long.compareUnsigned(table, length - header.secoff()) > 0,
        "truncated section headers");
    refuse(header.secoff() % ALIGNMENT != 0, "misaligned section headers");
    refuse(header.secsize() % ALIGNMENT != 0, "misaligned section size");
  }

  private void checkSection(DofSection section) throws RefusedException {
    refuse(
        SectionType.PROVIDER.is(section)
            || SectionType.PROBES.is(section)
            || SectionType.PRARGS.is(section)
            || SectionType.PROFFS.is(section),
        "illegal sections for enabling");
    if (!section.loaded()) {
      boolean loadable = SectionType.of(section.type()).map(SectionType::loadable).orElse(false);
      refuse(loadable, "loadable section with load flag unset");
      return;
    }
    int mask = section.align() - 1;
    refuse((section.align() & mask) != 0, "bad section alignment");
    refuse((section.offset() & Integer.toUnsignedLong(mask)) != 0, "misaligned section");
    refuse(!section.within(dof.length()), "corrupt section header");
    refuse(
        SectionType.STRTAB.is(section) && dof.byteAt(section.offset() + section.size() - 1) != 0,
        "non-terminating string table");
  }

  private static void refuse(boolean wrong, String message) throws RefusedException {
    if (wrong) {
      throw RefusedException.of(message);
    }
  }
}
