package org.bootarchive.dtrace.dof;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Writing DOFs again, as they were and changed. */
class DofEditorTest {
  private static final ProbeName OTHER = new ProbeName("fbt", "ip", "ip_input_longer", "return");

  @Test
  void everyRecordedDofIsWrittenAgainByteForByte() throws DofFormatException {
    int gaps = 0;
    for (String program : DofVectors.programs()) {
      List<byte[]> all = new ArrayList<>(DofVectors.whole(program));
      all.addAll(DofVectors.properties("programs/" + program + ".conf"));
      for (byte[] bytes : all) {
        DofParts parts = DofParts.of(Dof.decode(bytes));
        gaps += parts.gaps().size();
        assertArrayEquals(bytes, parts.encode(), program);
      }
    }
    assertTrue(gaps > 1000, "gaps " + gaps);
  }

  @Test
  void everyVariantThatCanBeTakenApartIsWrittenAgain() {
    int written = 0;
    for (String name : DofVectors.refusals()) {
      byte[] bytes = DofVectors.bytes("refusals/" + name + ".dof");
      try {
        assertArrayEquals(bytes, DofParts.of(Dof.decode(bytes)).encode(), name);
        written++;
      } catch (DofFormatException e) {
        assertTrue(!String.valueOf(e.getMessage()).isEmpty());
      }
    }
    assertTrue(written > 80, "written " + written);
  }

  @Test
  void anotherProbeIsShownAndNothingElseChanges() throws DofFormatException {
    for (String program : DofVectors.programs()) {
      List<byte[]> properties = DofVectors.properties("programs/" + program + ".conf");
      Enabling before = EnablingReader.read(properties);
      DofEditor editor = DofEditor.of(Dof.decode(properties.get(0)));
      editor.setProbe(before.ecbs().get(0).section(), OTHER);
      properties.set(0, editor.encode());
      Enabling after = EnablingReader.read(properties);
      assertTrue(after.accepted(), program + ": " + after.refusal());
      List<Ecb> expected = new ArrayList<>(before.ecbs());
      Ecb old = expected.get(0);
      expected.set(
          0,
          new Ecb(
              old.property(), old.section(), OTHER, old.predicate(), old.actions(), old.uarg()));
      assertEquals(expected, after.ecbs(), program);
      assertEquals(before.options(), after.options());
    }
  }

  @Test
  void inAWholeFileWhatIsNotLoadedMovesAlong() throws DofFormatException {
    for (String program : DofVectors.programs()) {
      Dof before = Dof.decode(withTail(DofVectors.bytes("programs/" + program + ".dof")));
      assertArrayEquals(before.toBytes(), DofParts.of(before).encode());
      int ecb = before.sections(SectionType.ECBDESC).get(0).index();
      DofEditor editor = DofEditor.of(before);
      editor.setProbe(ecb, OTHER);
      Dof after = Dof.decode(editor.encode());
      assertEquals(after.length(), after.header().filesz(), program);
      for (SectionType type : List.of(SectionType.COMMENTS, SectionType.UTSNAME)) {
        assertEquals(
            before.content(before.sections(type).get(0)),
            after.content(after.sections(type).get(0)));
      }
      long tail = after.sections(SectionType.COMMENTS).get(0).offset();
      assertEquals((after.header().loadsz() + 7) & -8, tail, program);
    }
  }

  /** As the compiler makes it: the recordings end where the kernel stops reading. */
  private static byte[] withTail(byte[] loaded) throws DofFormatException {
    int filesz = (int) Dof.decode(loaded).header().filesz();
    byte[] whole = Arrays.copyOf(loaded, filesz);
    for (int i = loaded.length; i < filesz; i++) {
      whole[i] = (byte) (i % 251);
    }
    return whole;
  }

  @Test
  void namesThatAreThereAlreadyAreNotWrittenAgain() throws DofFormatException {
    byte[] bytes = DofVectors.properties("programs/002-rts-new-rtsmsg.conf").get(0);
    DofEditor editor = DofEditor.of(Dof.decode(bytes));
    editor.setProbe(15, new ProbeName("fbt", "", "rts_new_rtsmsg", "entry"));
    assertArrayEquals(bytes, editor.encode());
    editor.setProbe(15, new ProbeName("fbt", "", "", "entry"));
    assertEquals(bytes.length, editor.encode().length);
  }

  @Test
  void optionsAreSetAddedAndTakenOut() throws DofFormatException {
    List<byte[]> properties = DofVectors.properties("programs/002-rts-new-rtsmsg.conf");
    byte[] options = properties.get(2);
    DofEditor editor = DofEditor.of(Dof.decode(options));
    editor.setOption(DtraceOption.BUFSIZE, 64 << 10);
    editor.setOption(DtraceOption.BUFPOLICY, 0);
    properties.set(2, editor.encode());
    Enabling changed = EnablingReader.read(properties);
    assertTrue(changed.accepted());
    assertEquals(OptionalLong.of(64 << 10), changed.options().value(DtraceOption.BUFSIZE));
    assertEquals(OptionalLong.of(0), changed.options().value(DtraceOption.BUFPOLICY));
    assertEquals(
        List.of(0, 1, 3, 27),
        changed.verdicts().get(2).options().stream().map(OptionDescription::option).toList());

    editor.setOption(DtraceOption.BUFSIZE, 4 << 20);
    editor.removeOption(DtraceOption.BUFPOLICY);
    assertArrayEquals(options, editor.encode());
  }

  @Test
  void allOptionsCanGo() throws DofFormatException {
    byte[] bytes = DofVectors.properties("programs/039-options.conf").get(2);
    DofEditor editor = DofEditor.of(Dof.decode(bytes));
    for (DtraceOption option : DtraceOption.values()) {
      editor.removeOption(option);
    }
    Enabling enabling = EnablingReader.read(List.of(editor.encode()));
    assertTrue(enabling.accepted());
    assertEquals(EnabledOptions.defaults(), enabling.options());
    assertEquals(96, editor.encode().length);
  }

  @Test
  void editsThatCannotBeAreRefusedAndChangeNothing() throws DofFormatException {
    byte[] bytes = DofVectors.properties("programs/002-rts-new-rtsmsg.conf").get(0);
    DofEditor editor = DofEditor.of(Dof.decode(bytes));
    assertThrows(DofFormatException.class, () -> editor.setOption(DtraceOption.BUFSIZE, 8));
    assertThrows(DofFormatException.class, () -> editor.setProbe(0, OTHER));
    assertThrows(DofFormatException.class, () -> editor.setProbe(999, OTHER));
    assertThrows(
        DofFormatException.class,
        () -> editor.setProbe(15, new ProbeName("a".repeat(64), "", "", "")));
    assertThrows(
        DofFormatException.class, () -> editor.setProbe(15, new ProbeName("a\0", "", "", "")));
    assertArrayEquals(bytes, editor.encode());
  }

  @Test
  void aBigEndianDofIsTakenApartAndWrittenAgain() throws DofFormatException {
    byte[] bytes = DofVectors.bytes("programs/020-assoc.dof");
    Dof little = Dof.decode(bytes);
    byte[] big = ByteOrders.bigEndian(little);
    Dof turned = Dof.decode(big);
    assertEquals(little.sections(), turned.sections());
    for (DofSection section : little.sections(SectionType.DIFOHDR)) {
      assertEquals(little.difo(section), turned.difo(section));
    }
    assertArrayEquals(big, DofParts.of(turned).encode());
    Enabling enabling =
        EnablingReader.read(List.of(Arrays.copyOf(big, (int) turned.header().loadsz())));
    assertEquals("failed to process DOF: truncated DOF", enabling.refusal());
  }
}
