package org.bootarchive.dtrace.dof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.bootarchive.dtrace.dif.DifType;
import org.junit.jupiter.api.Test;

/** DOFs of a few MiB that would make the kernel copy gigabytes. */
class CostlyDofTest {
  private static final int LENGTH = DofHeader.TOO_MANY_BYTES - 8;
  private static final Duration SOON = Duration.ofSeconds(20);

  /** Sections of every DOF here, before those that are many. */
  private static final int TEXT = 0;

  private static final int STRINGS = 1;
  private static final int OBJECT = 2;
  private static final int PROBE = 3;
  private static final int ACTIONS = 4;
  private static final int FIRST_OF_MANY = 5;

  @Test
  void manyEcbsOfOneLongObjectAreNotJudged() {
    assertNotJudged(dof(SectionType.ECBDESC, 8, 24, 0, 0, 1));
  }

  @Test
  void manyEcbsOfOneListOfManyActionsAreNotJudged() {
    assertNotJudged(dof(SectionType.ECBDESC, 8, 24, 0, 16384, 1));
  }

  @Test
  void manySectionsOfTheSameOptionsAreNotJudged() {
    byte[] bytes = dof(SectionType.OPTDESC, 8, 1 << 20, 16, 0, 0);
    assertNotJudged(bytes);
    assertTimeoutPreemptively(
        SOON, () -> assertThrows(DofFormatException.class, () -> DofParts.of(Dof.decode(bytes))));
  }

  @Test
  void manyActionsOfOneLongFormatAreNotJudged() {
    assertNotJudged(dof(SectionType.ECBDESC, 8, 24, 0, 16000, 0));
  }

  @Test
  void aSectionTableLongerThanANumberCanSayIsRefused() {
    byte[] bytes = Arrays.copyOf(DofVectors.bytes("programs/002-rts-new-rtsmsg.dof"), 1000);
    Arrays.fill(bytes, 24, 32, (byte) 0xff);
    assertThrows(DofFormatException.class, () -> Dof.decode(bytes));
    bytes[24] = (byte) 0xf8;
    assertThrows(DofFormatException.class, () -> Dof.decode(bytes));
  }

  private static void assertNotJudged(byte[] bytes) {
    Enabling enabling = assertTimeoutPreemptively(SOON, () -> EnablingReader.read(List.of(bytes)));
    assertEquals(Consequence.NOT_JUDGED, enabling.consequence(), enabling::refusal);
    assertTrue(String.valueOf(enabling.refusal()).contains("not judged"));
  }

  /**
   * Returns a DOF whose section headers but the first few are alike.
   *
   * @param size of the many sections, all at one place
   * @param actions how many printf actions
   * @param uses whether those have the object, and the ECB one as its predicate
   */
  private static byte[] dof(
      SectionType many, int align, int size, int entsize, int actions, int uses) {
    int sections = 60_000;
    int data = DofHeader.BYTES + DofSection.BYTES * (FIRST_OF_MANY + sections);
    int textBytes = 200_000;
    ByteBuffer out = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    out.put(new byte[] {0x7f, 'D', 'O', 'F', 2, 1, 1, 2, 8, 8, 0, 0, 0, 0, 0, 0});
    out.putInt(0).putInt(64).putInt(32).putInt(FIRST_OF_MANY + sections).putLong(64);
    out.putLong(LENGTH).putLong(LENGTH).putLong(0);
    int object = data + textBytes;
    int probe = object + 24;
    int ecb = probe + 24;
    int list = ecb + 1024;
    int strings = list + 32 * 16384;
    int stringBytes = 4 << 20;
    section(out, SectionType.DIF, 4, 4, data, textBytes);
    section(out, SectionType.STRTAB, 1, 0, strings, stringBytes);
    section(out, SectionType.DIFOHDR, 4, 0, object, 12);
    section(out, SectionType.PROBEDESC, 4, 24, probe, 24);
    section(out, SectionType.ACTDESC, 8, 32, list, 32L * Math.max(actions, 1));
    for (int i = 0; i < sections; i++) {
      section(out, many, align, entsize, ecb, size);
    }
    for (int at = data; at < object; at += 4) {
      out.putInt(at, 0x24000000);
    }
    out.putInt(object - 4, 0x23000000);
    new DifType(0, 1, 0, 0, 4).encode(out.position(object));
    out.putInt(TEXT);
    new ProbeDescription(
            STRINGS, stringBytes - 1, stringBytes - 1, stringBytes - 1, stringBytes - 1, 0)
        .encode(out.position(probe));
    boolean predicate = uses != 0 && actions == 0;
    if (many == SectionType.ECBDESC) {
      new EcbDescription(
              PROBE,
              predicate ? OBJECT : DofSection.NONE,
              actions == 0 ? DofSection.NONE : ACTIONS,
              0,
              0)
          .encode(out.position(ecb));
    }
    if (many == SectionType.OPTDESC) {
      out.position(ecb);
      while (out.position() < strings + stringBytes) {
        out.putInt(0).putInt(DofSection.NONE).putLong(1);
      }
      out.put(strings + stringBytes - 1, (byte) 0);
    } else {
      out.position(list);
      ActionKind kind = uses == 0 ? ActionKind.PRINTF : ActionKind.STACK;
      for (int i = 0; i < actions; i++) {
        new ActionDescription(DofSection.NONE, STRINGS, kind.number(), 0, i, 0).encode(out);
      }
      byte[] format = new byte[stringBytes - 1];
      Arrays.fill(format, (byte) 'x');
      out.position(strings).put(format);
    }
    return out.array();
  }

  private static void section(
      ByteBuffer out, SectionType type, int align, int entsize, long offset, long size) {
    new DofSection(0, type.number(), align, 1, entsize, offset, size).encode(out);
  }
}
