package org.bootarchive.dtrace.dof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What the kernel goes on with when a property is not taken. */
class ConsequenceTest {
  private static final String PROGRAM = "programs/002-rts-new-rtsmsg.dof";
  private static final String OPTIONS = "programs/039-options.opt.dof";

  /** Sections of {@link #PROGRAM}. */
  private static final int TEXT = 2;

  private static final int OTHER_TEXT = 6;
  private static final int DIFO = 5;
  private static final int ACTIONS = 14;
  private static final int ECB = 15;

  private static final byte[] GOOD = DofVectors.bytes(PROGRAM);

  @Test
  void noPropertyIsNoEnabling() {
    Enabling enabling = EnablingReader.read(List.of());
    assertEquals(Consequence.NOTHING, enabling.consequence());
    assertFalse(enabling.accepted());
    assertEquals(EnabledOptions.defaults(), enabling.options());
  }

  @Test
  void aLaterPropertyThatIsNotReadLeavesTheEarlierInForce() {
    byte[] half = Arrays.copyOf(GOOD, GOOD.length / 2);
    Enabling enabling = EnablingReader.read(List.of(GOOD, half, GOOD));
    assertEquals(Consequence.EARLIER_STAY, enabling.consequence());
    assertEquals("failed to process DOF: truncated DOF", enabling.refusal());
    assertEquals(1, enabling.ecbs().size());
    assertEquals(2, enabling.verdicts().size());
    assertEquals(
        List.of(
            "WARNING: failed to process DOF: truncated DOF",
            "NOTICE: enabling probe 0 (fbt::rts_new_rtsmsg:entry)"),
        enabling.messages().stream().map(KernelMessage::line).toList());
  }

  @Test
  void aLoadSizeOfNothingIsTakenForAbsence() {
    byte[] none = PatchedDof.of(PROGRAM).loadsz(0).toBytes();
    assertConsequence(Consequence.DROPPED, none);
    Enabling later = EnablingReader.read(List.of(GOOD, none));
    assertEquals(Consequence.EARLIER_STAY, later.consequence());
    assertTrue(later.complaints().isEmpty());
  }

  /** A program of one expression, and its section of actions. */
  private static final String TRACE = "programs/001-trace-timestamp.dof";

  private static final int TRACE_ACTIONS = 6;

  /** An action description: dofa_difo, dofa_strtab, dofa_kind, dofa_ntuple, dofa_arg. */
  private static final int STRTAB_FIELD = 4;

  private static final int ARG_FIELD = 16;

  @Test
  void anArgumentOfAnExpressionThatIsNoStringPanicsTheKernelAtTheFirstProbe() {
    int action = PatchedDof.of(TRACE).at(TRACE_ACTIONS);
    for (long arg : new long[] {0x21, 1, -1L, 0xfffffffffbc000e0L}) {
      byte[] dof = PatchedDof.of(TRACE).wide(action + ARG_FIELD, arg).toBytes();
      Enabling enabling = EnablingReader.read(List.of(GOOD, dof));
      assertEquals(Consequence.ENABLED, enabling.consequence());
      assertNull(enabling.refusal());
      assertTrue(enabling.panics());
      assertFalse(enabling.accepted());
      List<StartPanic> panics = enabling.start().panics();
      assertEquals(1, panics.size());
      assertEquals(1, panics.get(0).ecb());
      assertTrue(
          panics.get(0).reason().contains(" 0x" + Long.toHexString(arg) + ","),
          panics.get(0)::reason);
      assertTrue(
          enabling.start().troubles().stream().noneMatch(trouble -> trouble.ecb().isPresent()),
          "the kernel says nothing of it before");
    }
    Enabling good = EnablingReader.read(List.of(GOOD));
    assertTrue(good.accepted() && !good.panics());
  }

  @Test
  void anArgumentOfAnExpressionWithAStringTableIsAPlaceInIt() {
    int action = PatchedDof.of(TRACE).at(TRACE_ACTIONS);
    byte[] dof =
        PatchedDof.of(TRACE).word(action + STRTAB_FIELD, 0).wide(action + ARG_FIELD, 1).toBytes();
    Enabling enabling = EnablingReader.read(List.of(dof));
    assertTrue(enabling.accepted(), () -> String.valueOf(enabling.refusal()));
    assertFalse(enabling.panics());
  }

  @Test
  void anEnablingThatStaysBehindARefusedOnePanicsToo() {
    int action = PatchedDof.of(TRACE).at(TRACE_ACTIONS);
    byte[] dof = PatchedDof.of(TRACE).wide(action + ARG_FIELD, 0x21).toBytes();
    Enabling enabling = EnablingReader.read(List.of(dof, Arrays.copyOf(GOOD, 100)));
    assertEquals(Consequence.EARLIER_STAY, enabling.consequence());
    assertTrue(enabling.panics());
  }

  @Test
  void whatReadsBeyondTheDofCannotBeTold() {
    assertConsequence(Consequence.UNDEFINED, PatchedDof.of(PROGRAM).loadsz(40).toBytes());
    long atEnd = (GOOD.length - 32L) & -8;
    byte[] lastActionCut =
        PatchedDof.of(PROGRAM)
            .sectionWide(ACTIONS, PatchedDof.OFFSET, atEnd)
            .sectionWide(ACTIONS, PatchedDof.SIZE, GOOD.length - atEnd)
            .wide(atEnd, -1L)
            .word(atEnd + 8, ActionKind.STACK.number())
            .toBytes();
    assertConsequence(Consequence.UNDEFINED, lastActionCut);
    byte[] noStringsAtStart =
        PatchedDof.of(PROGRAM)
            .sectionWide(0, PatchedDof.OFFSET, 0)
            .sectionWide(0, PatchedDof.SIZE, 0)
            .toBytes();
    assertConsequence(Consequence.UNDEFINED, noStringsAtStart);
  }

  @Test
  void aBadHeaderOfALaterPropertyFreesTheStateOnly() {
    byte[] bad = PatchedDof.of(PROGRAM).b(0, 0).toBytes();
    assertConsequence(Consequence.DROPPED, bad);
    Enabling enabling = EnablingReader.read(List.of(GOOD, bad));
    assertEquals(Consequence.FREED_MEMORY, enabling.consequence());
    assertEquals(1, enabling.ecbs().size());
  }

  @Test
  void aBadEcbDropsEarlierPropertiesToo() {
    byte[] bad = PatchedDof.of(PROGRAM).section(ECB, PatchedDof.ALIGN, 4).toBytes();
    Enabling enabling = EnablingReader.read(List.of(GOOD, bad));
    assertEquals(Consequence.DROPPED, enabling.consequence());
    assertTrue(enabling.ecbs().isEmpty());
    assertEquals(1, enabling.verdicts().get(0).ecbs().size());
  }

  @Test
  void badOptionsFreeTheStateOnlyEvenInTheFirst() {
    assertConsequence(Consequence.FREED_MEMORY, DofVectors.bytes("refusals/o06-unknown.dof"));
  }

  @Test
  void theByteOrderIsThatOfTheKernelEvenForTheLength() throws DofFormatException {
    byte[] big = ByteOrders.bigEndian(Dof.decode(GOOD));
    assertEquals(
        "failed to process DOF: truncated DOF", EnablingReader.read(List.of(big)).refusal());
    byte[] named = PatchedDof.of(PROGRAM).b(5, 2).toBytes();
    assertEquals(
        "failed to process DOF: DOF encoding mismatch",
        EnablingReader.read(List.of(named)).refusal());
  }

  @Test
  void allLinksOfARelocationAreLookedUpBeforeItIsRefused() {
    PatchedDof dof = PatchedDof.of(PROGRAM);
    int at = dof.at(TEXT);
    byte[] bytes =
        dof.section(TEXT, PatchedDof.TYPE, SectionType.URELHDR.number())
            .sectionWide(TEXT, PatchedDof.SIZE, 12)
            .word(at, 99)
            .word(at + 4L, 0)
            .word(at + 8L, 98)
            .toBytes();
    assertEquals(
        List.of(
            "failed to process DOF: referenced section index is invalid",
            "failed to process DOF: referenced section is the wrong type",
            "failed to process DOF: referenced section index is invalid"),
        EnablingReader.read(List.of(bytes)).complaints().stream()
            .map(KernelMessage::text)
            .toList());
  }

  @Test
  void oneInstructionCanHaveSeveralComplaints() {
    PatchedDof dof = PatchedDof.of(PROGRAM);
    byte[] bytes = dof.word(dof.at(TEXT), 0x01_09_0a_00).word(dof.at(TEXT) + 4L, 0).toBytes();
    assertEquals(
        List.of(
            "dtrace DIF object error: [0]: invalid register 9",
            "dtrace DIF object error: [0]: invalid register 10",
            "dtrace DIF object error: [0]: cannot write to 0",
            "dtrace DIF object error: [1]: expected 'ret' as last DIF instruction"),
        EnablingReader.read(List.of(bytes)).complaints().stream()
            .map(KernelMessage::line)
            .toList());
  }

  @Test
  void anEmptyPartOfADifObjectDoesNotCountAsOne() {
    PatchedDof dof = PatchedDof.of(PROGRAM).sectionWide(TEXT, PatchedDof.SIZE, 0);
    assertEquals(
        "failed to process DOF: missing DIF text",
        EnablingReader.read(List.of(dof.toBytes())).refusal());
    byte[] anotherText = dof.word(dof.at(DIFO) + 12L, OTHER_TEXT).toBytes();
    Enabling enabling = EnablingReader.read(List.of(anotherText));
    assertTrue(enabling.accepted(), enabling::refusal);
    byte[] twoTexts = PatchedDof.of(PROGRAM).word(dof.at(DIFO) + 12L, OTHER_TEXT).toBytes();
    assertEquals(
        "failed to process DOF: multiple DIF sections",
        EnablingReader.read(List.of(twoTexts)).refusal());
  }

  @Test
  void destructionCanBeForbidden() {
    List<byte[]> properties = DofVectors.properties("programs/033-destructive.conf");
    assertTrue(EnablingReader.read(properties).accepted());
    Enabling forbidden = EnablingReader.readWithoutDestruction(properties);
    assertEquals("failed to process DOF: rejected option", forbidden.refusal());
    assertEquals(Consequence.FREED_MEMORY, forbidden.consequence());
  }

  @Test
  void theGreatestSizesAreCut() {
    Enabling enabling =
        EnablingReader.read(List.of(DofVectors.bytes("refusals/z20-opt-bufsize-max.dof")));
    assertTrue(enabling.accepted());
    assertEquals(
        OptionalLong.of(Long.MAX_VALUE - (1 << 27) + 1),
        enabling.options().value(DtraceOption.BUFSIZE));
  }

  @Test
  void withoutABufferSizeTracingDoesNotStart() {
    Enabling enabling = EnablingReader.read(List.of(GOOD));
    assertEquals(
        List.of(StartTrouble.KernelError.ENOSPC),
        enabling.start().troubles().stream().map(StartTrouble::error).toList());
    assertEquals(
        List.of(),
        EnablingReader.read(List.of(GOOD, DofVectors.bytes(OPTIONS))).start().troubles());
  }

  @Test
  void variablesOfEarlierPropertiesBindLaterOnes() {
    byte[] first = DofVectors.bytes("programs/037-strsize.dof");
    Enabling twice = EnablingReader.read(List.of(first, first));
    assertTrue(twice.accepted());
    byte[] other = DofVectors.bytes("programs/047-assign-ops.dof");
    Enabling mixed = EnablingReader.read(List.of(first, other));
    assertEquals("dtrace DIF object error: [0]: 1280 changed variable type flags", mixed.refusal());
    assertEquals(Consequence.DROPPED, mixed.consequence());
  }

  private static void assertConsequence(Consequence expected, byte[] property) {
    Enabling enabling = EnablingReader.read(List.of(property));
    assertEquals(expected, enabling.consequence(), enabling::refusal);
  }
}
