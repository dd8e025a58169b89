package org.bootarchive.dtrace.dof;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The relocations of user addresses: {@code dtrace_dof_relocate}. In an anonymous enabling each
 * adds 0, so that only their form counts.
 */
final class RelocationChecks {
  private static final int ALIGNMENT = 8;
  private static final int NONE = 0;
  private static final int SETX = 1;
  private static final int SETX_BYTES = 8;

  private final KernelDof dof;

  RelocationChecks(KernelDof dof) {
    this.dof = dof;
  }

  void check() throws RefusedException {
    for (int i = 0; i < dof.header().secnum(); i++) {
      DofSection section = dof.section(i);
      if (section.loaded() && SectionType.URELHDR.is(section)) {
        relocate(section);
      }
    }
  }

  private void relocate(DofSection section) throws RefusedException {
    if (section.size() < RelocationHeader.BYTES || section.align() != Integer.BYTES) {
      throw RefusedException.of("invalid relocation header");
    }
    RelocationHeader header =
        RelocationHeader.decode(dof.at(section.offset(), RelocationHeader.BYTES));
    List<String> messages = new ArrayList<>();
    DofSection strings = dof.named(SectionType.STRTAB, header.strtab(), messages);
    DofSection relocations = dof.named(SectionType.RELTAB, header.relsec(), messages);
    DofSection target = dof.named(SectionType.NONE, header.tgtsec(), messages);
    if (strings == null || relocations == null || target == null) {
      throw RefusedException.of(messages);
    }
    long entsize = Integer.toUnsignedLong(relocations.entsize());
    if (entsize < Relocation.BYTES || relocations.align() != ALIGNMENT) {
      throw RefusedException.of("invalid relocation section");
    }
    dof.work().spend(relocations.size());
    for (long i = 0; i < relocations.size() / entsize; i++) {
      ByteBuffer entry = dof.at(relocations.offset() + i * entsize, Relocation.BYTES);
      checkSite(Relocation.decode(entry), target);
    }
  }

  private void checkSite(Relocation relocation, DofSection target) throws RefusedException {
    if (relocation.type() == NONE) {
      return;
    }
    if (relocation.type() != SETX) {
      throw RefusedException.of("invalid relocation type");
    }
    long last = target.size() - SETX_BYTES;
    if (last < 0 || Long.compareUnsigned(relocation.offset(), last) > 0) {
      throw RefusedException.of("bad relocation offset");
    }
    long site = target.offset() + relocation.offset();
    long ownHeader = dof.sectionPlace(target.index());
    if (site >= ownHeader && site < ownHeader + DofSection.BYTES) {
      throw RefusedException.of("bad relocation offset");
    }
    if (site % ALIGNMENT != 0) {
      throw RefusedException.of("misaligned setx relo");
    }
  }
}
