package org.bootarchive.dtrace.dof;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.common.collect.ImmutableList;
import java.nio.ByteBuffer;
import org.bootarchive.dtrace.dif.Difo;
import org.bootarchive.dtrace.dif.DifoJudge;

/** Reads ECB descriptions: {@code dtrace_dof_ecbdesc} and {@code dtrace_dof_probedesc}. */
final class EcbReader {
  private static final int ALIGNMENT = 8;
  private static final int ECB_COST = 256;

  /** {@code DTRACE_FUNCNAMELEN} less the NUL. */
  private static final int MOST_FUNCTION_BYTES = 127;

  /** {@code DTRACE_PROVNAMELEN} and its like less the NUL. */
  private static final int MOST_NAME_BYTES = 63;

  private final KernelDof dof;
  private final int property;
  private final DifoReader difos;
  private final ActionReader actions;

  EcbReader(KernelDof dof, int property, DifoJudge judge) {
    this.dof = dof;
    this.property = property;
    this.difos = new DifoReader(dof, judge);
    this.actions = new ActionReader(dof, difos);
  }

  Ecb read(DofSection section) throws RefusedException {
    refuse(section.size() < EcbDescription.BYTES, "truncated ECB description");
    refuse(section.align() != ALIGNMENT, "bad alignment in ECB description");
    dof.work().spend(ECB_COST);
    EcbDescription ecb = EcbDescription.decode(dof.at(section.offset(), EcbDescription.BYTES));
    ProbeName probe = probe(dof.named(SectionType.PROBEDESC, ecb.probes()));
    Difo predicate = ecb.pred() == DofSection.NONE ? null : difos.read(ecb.pred());
    ImmutableList<EnabledAction> all =
        ecb.actions() == DofSection.NONE
            ? ImmutableList.of()
            : actions.read(dof.named(SectionType.ACTDESC, ecb.actions()));
    return new Ecb(property, section.index(), probe, predicate, all, ecb.uarg());
  }

  private ProbeName probe(DofSection section) throws RefusedException {
    refuse(section.align() != Integer.BYTES, "bad alignment in probe description");
    refuse(section.offset() + ProbeDescription.BYTES > dof.length(), "truncated probe description");
    ProbeDescription probe =
        ProbeDescription.decode(dof.at(section.offset(), ProbeDescription.BYTES));
    DofSection strings = dof.named(SectionType.STRTAB, probe.strtab());
    return new ProbeName(
        string(strings, probe.provider(), MOST_NAME_BYTES, "corrupt probe provider"),
        string(strings, probe.mod(), MOST_NAME_BYTES, "corrupt probe module"),
        string(strings, probe.func(), MOST_FUNCTION_BYTES, "corrupt probe function"),
        string(strings, probe.name(), MOST_NAME_BYTES, "corrupt probe name"));
  }

  /** A string that is too long is cut. */
  private String string(DofSection strings, int offset, int most, String message)
      throws RefusedException {
    long start = Integer.toUnsignedLong(offset);
    refuse(start >= strings.size(), message);
    int room = (int) Math.min(most, strings.size() - start);
    ByteBuffer bytes = dof.at(strings.offset() + start, room);
    byte[] text = new byte[room];
    bytes.get(text);
    int length = 0;
    while (length < room && text[length] != 0) {
      length++;
    }
    return new String(text, 0, length, ISO_8859_1);
  }

  private static void refuse(boolean wrong, String message) throws RefusedException {
    if (wrong) {
      throw RefusedException.of(message);
    }
  }
}
