package org.bootarchive.dtrace.dof;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.common.collect.ImmutableList;
import java.nio.ByteBuffer;
import org.bootarchive.dtrace.dif.Difo;

/** Reads the actions of an ECB description: {@code dtrace_dof_actdesc}. */
final class ActionReader {
  /** {@code dtrace_actions_max}. */
  private static final int MOST_ACTIONS = 16 * 1024;

  private static final int ALIGNMENT = 8;
  private static final int ACTION_COST = 64;
  private static final int KIND = 0xffff;

  private final KernelDof dof;
  private final DifoReader difos;

  ActionReader(KernelDof dof, DifoReader difos) {
    this.dof = dof;
    this.difos = difos;
  }

  ImmutableList<EnabledAction> read(DofSection section) throws RefusedException {
    refuse(
        section.offset() + ActionDescription.BYTES > dof.length(), "truncated action description");
    refuse(section.align() != ALIGNMENT, "bad alignment in action description");
    refuse(
        section.size() < Integer.toUnsignedLong(section.entsize()),
        "section entry size exceeds total size");
    refuse(section.entsize() != ActionDescription.BYTES, "bad entry size in action description");
    refuse(
        section.size() / ActionDescription.BYTES > MOST_ACTIONS,
        "actions exceed dtrace_actions_max");
    ImmutableList.Builder<EnabledAction> actions = ImmutableList.builder();
    for (long at = 0; at < section.size(); at += ActionDescription.BYTES) {
      dof.work().spend(ACTION_COST);
      ByteBuffer entry = dof.at(section.offset() + at, ActionDescription.BYTES);
      actions.add(action(ActionDescription.decode(entry)));
    }
    return actions.build();
  }

  private EnabledAction action(ActionDescription description) throws RefusedException {
    int kind = description.kind() & KIND;
    String string = hasString(kind, description.strtab()) ? string(description) : null;
    boolean noArg = string != null || kind == ActionKind.PRINTA.number();
    Difo difo = description.difo() == DofSection.NONE ? null : difos.read(description.difo());
    return new EnabledAction(
        kind,
        description.ntuple(),
        noArg ? 0 : description.arg(),
        description.uarg(),
        string,
        difo);
  }

  private static boolean hasString(int kind, int strtab) {
    return ActionKind.isPrintfLike(kind)
        ? kind != ActionKind.PRINTA.number() || strtab != DofSection.NONE
        : kind == ActionKind.DIFEXPR.number() && strtab != DofSection.NONE;
  }

  private String string(ActionDescription description) throws RefusedException {
    DofSection strings = dof.named(SectionType.STRTAB, description.strtab());
    long start = description.arg();
    refuse(Long.compareUnsigned(start, strings.size()) >= 0, "bogus format string");
    int rest = (int) (strings.size() - start);
    ByteBuffer bytes = dof.at(strings.offset() + start, rest);
    int length = 0;
    while (length < rest && bytes.get(length) != 0) {
      length++;
    }
    refuse(length == rest, "bogus format string");
    refuse(length == 0, "empty format string");
    dof.work().spend(length);
    byte[] text = new byte[length];
    bytes.get(text);
    return new String(text, ISO_8859_1);
  }

  private static void refuse(boolean wrong, String message) throws RefusedException {
    if (wrong) {
      throw RefusedException.of(message);
    }
  }
}
