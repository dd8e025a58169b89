package org.bootarchive.dtrace.dof;

import com.google.common.collect.ImmutableList;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import org.bootarchive.dtrace.dif.DifError;
import org.bootarchive.dtrace.dif.DifType;
import org.bootarchive.dtrace.dif.DifVariable;
import org.bootarchive.dtrace.dif.Difo;
import org.bootarchive.dtrace.dif.DifoJudge;

/** Puts DIF objects together from their sections: {@code dtrace_dof_difo}. */
final class DifoReader {
  /** {@code dtrace_difo_maxsize}, in bytes. */
  static final int MOST_BYTES = 256 * 1024;

  /** What a link costs beside the bytes that it names. */
  private static final int LINK_COST = 8;

  private static final int OBJECT_COST = 128;

  private final KernelDof dof;
  private final DifoJudge judge;

  DifoReader(KernelDof dof, DifoJudge judge) {
    this.dof = dof;
    this.judge = judge;
  }

  /** Reads and judges the object that a section describes. */
  Difo read(int section) throws RefusedException {
    Difo difo = assemble(dof.named(SectionType.DIFOHDR, section));
    ImmutableList<DifError> errors = judge.judge(difo);
    if (!errors.isEmpty()) {
      throw RefusedException.dif(errors);
    }
    return difo;
  }

  private Difo assemble(DofSection header) throws RefusedException {
    refuse(header.align() != Integer.BYTES, "bad alignment in DIFO header");
    refuse(
        header.size() < DifoHeader.LEAST_BYTES || header.size() % Integer.BYTES != 0,
        "bad size in DIFO header");
    dof.work().spend(OBJECT_COST);
    Map<DifoPart, DofSection> parts = new EnumMap<>(DifoPart.class);
    long total = 0;
    for (long at = DifType.BYTES; at < header.size(); at += Integer.BYTES) {
      int link = dof.at(header.offset() + at, Integer.BYTES).getInt();
      DofSection section = dof.named(SectionType.NONE, link);
      total += section.size();
      refuse(total > MOST_BYTES, "exceeds maximum size");
      dof.work().spend(section.size() + LINK_COST);
      take(section, parts);
    }
    DofSection text = parts.get(DifoPart.TEXT);
    refuse(text == null || text.size() == 0, "missing DIF text");
    return new Difo(
        ContentDecoder.integers(bytes(parts, DifoPart.TEXT)),
        ContentDecoder.longs(bytes(parts, DifoPart.INTEGERS)),
        ContentDecoder.strings(bytes(parts, DifoPart.STRINGS)),
        ContentDecoder.entries(bytes(parts, DifoPart.VARIABLES), DifVariable::decode),
        DifType.decode(dof.at(header.offset(), DifType.BYTES)));
  }

  private static void take(DofSection section, Map<DifoPart, DofSection> parts)
      throws RefusedException {
    for (DifoPart part : DifoPart.values()) {
      if (part.type().is(section)) {
        refuse(section.align() != part.align(), "bad alignment");
        DofSection before = parts.get(part);
        refuse(before != null && before.size() != 0, part.second());
        refuse(section.entsize() != part.entsize(), "entry size mismatch");
        refuse(part.entsize() != 0 && section.size() % part.entsize() != 0, "corrupt entry size");
        parts.put(part, section);
        return;
      }
    }
    throw RefusedException.of("unrecognized DIFO subsection");
  }

  private ByteBuffer bytes(Map<DifoPart, DofSection> parts, DifoPart part) throws RefusedException {
    DofSection section = parts.get(part);
    return section == null
        ? ByteBuffer.allocate(0)
        : dof.at(section.offset(), (int) section.size());
  }

  private static void refuse(boolean wrong, String message) throws RefusedException {
    if (wrong) {
      throw RefusedException.of(message);
    }
  }
}
