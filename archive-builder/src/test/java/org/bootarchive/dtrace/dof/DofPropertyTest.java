package org.bootarchive.dtrace.dof;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.bootarchive.dtrace.dif.Disassembly;
import org.bootarchive.dtrace.text.ShownProgram;
import org.junit.jupiter.api.Test;

/** Any bytes are either shown or refused with a reason, and nothing else. */
class DofPropertyTest {
  @Property(tries = 300)
  void whatIsSoundIsTakenShownAndWrittenAgain(@ForAll long seed) throws DofFormatException {
    byte[] bytes = RandomDof.of(seed);
    Enabling enabling = EnablingReader.read(List.of(bytes));
    assertTrue(enabling.accepted(), enabling::refusal);
    Dof dof = Dof.decode(bytes);
    assertEquals(dof.sections(SectionType.ECBDESC).size(), enabling.ecbs().size());
    assertArrayEquals(bytes, DofParts.of(dof).encode());
    show(enabling);
  }

  @Property(tries = 200)
  void anEditedProbeIsTheOnlyDifference(@ForAll long seed) throws DofFormatException {
    byte[] bytes = RandomDof.of(seed);
    Enabling before = EnablingReader.read(List.of(bytes));
    if (before.ecbs().isEmpty()) {
      return;
    }
    Random random = new Random(seed);
    int which = random.nextInt(before.ecbs().size());
    ProbeName probe = new ProbeName("p" + random.nextInt(99), "", "f".repeat(127), "entry");
    DofEditor editor = DofEditor.of(Dof.decode(bytes));
    editor.setProbe(before.ecbs().get(which).section(), probe);
    Enabling after = EnablingReader.read(List.of(editor.encode()));
    assertTrue(after.accepted(), after::refusal);
    for (int i = 0; i < before.ecbs().size(); i++) {
      Ecb ecb = before.ecbs().get(i);
      Ecb expected =
          new Ecb(
              ecb.property(),
              ecb.section(),
              i == which ? probe : ecb.probe(),
              ecb.predicate(),
              ecb.actions(),
              ecb.uarg());
      assertEquals(expected, after.ecbs().get(i));
    }
  }

  @Property(tries = 200)
  void anEditedOptionIsTheOnlyDifference(@ForAll long seed) throws DofFormatException {
    byte[] bytes = RandomDof.of(seed);
    Dof dof = Dof.decode(bytes);
    if (dof.sections(SectionType.OPTDESC).isEmpty()) {
      return;
    }
    Random random = new Random(seed);
    DtraceOption option = DtraceOption.of(random.nextInt(32)).orElseThrow();
    DofEditor editor = DofEditor.of(dof);
    editor.setOption(option, seed >>> 40);
    Enabling before = EnablingReader.read(List.of(bytes));
    Enabling after = EnablingReader.read(List.of(editor.encode()));
    assertTrue(after.accepted(), after::refusal);
    assertEquals(before.ecbs(), after.ecbs());
    assertEquals(before.options().with(option, seed >>> 40), after.options());
    editor.removeOption(option);
    Enabling without = EnablingReader.read(List.of(editor.encode()));
    assertEquals(
        before.options().with(option, EnabledOptions.defaults().raw(option)), without.options());
  }

  @Property(tries = 500)
  void anyBytesHaveAnAnswer(@ForAll @Size(max = 400) byte[] bytes) {
    answer(List.of(bytes, bytes));
    byte[] headed = Arrays.copyOf(RandomDof.of(7), 64 + bytes.length);
    System.arraycopy(bytes, 0, headed, 64, bytes.length);
    answer(List.of(headed, headed));
  }

  @Property(tries = 300)
  void editsOfBadDofsAreDoneOrRefused(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] bytes = RandomDof.of(seed % 50);
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(Math.min(bytes.length, 600));
      bytes[at] = (byte) (random.nextBoolean() ? random.nextInt(64) : random.nextInt());
    }
    try {
      DofEditor editor = DofEditor.of(Dof.decode(bytes));
      byte[] before = editor.encode();
      try {
        editor.setOption(DtraceOption.BUFSIZE, random.nextInt());
        editor.removeOption(DtraceOption.QUIET);
        editor.setProbe(random.nextInt(30), new ProbeName("fbt", "x".repeat(50), "", "entry"));
      } catch (DofFormatException e) {
        assertFalse(String.valueOf(e.getMessage()).isEmpty());
      }
      assertTrue(editor.encode().length >= before.length - 16);
    } catch (DofFormatException e) {
      assertFalse(String.valueOf(e.getMessage()).isEmpty());
    }
  }

  @Test
  void everyByteOfASmallDofCanBeAnyOther() {
    byte[] bytes = DofVectors.bytes("programs/006-no-action.dof");
    for (int i = 0; i < bytes.length; i++) {
      byte old = bytes[i];
      for (int value = 0; value < 256; value++) {
        bytes[i] = (byte) value;
        assertNotNull(EnablingReader.read(List.of(bytes)));
        if (value % 16 == 0) {
          answer(List.of(bytes));
        }
      }
      bytes[i] = old;
    }
  }

  @Test
  void bytesOfEveryRecordedDofCanBeOthers() {
    Random random = new Random(1);
    for (String program : DofVectors.programs()) {
      List<byte[]> properties = DofVectors.properties("programs/" + program + ".conf");
      for (int i = 0; i < 30; i++) {
        byte[] bytes = properties.get(random.nextInt(properties.size()));
        int at = random.nextInt(bytes.length);
        byte old = bytes[at];
        bytes[at] = (byte) random.nextInt();
        answer(properties);
        bytes[at] = old;
      }
    }
  }

  private static void answer(List<byte[]> properties) {
    Enabling enabling = EnablingReader.read(properties);
    if (enabling.accepted()) {
      show(enabling);
    } else {
      assertTrue(enabling.refusal() != null || enabling.panics());
      assertFalse(enabling.consequence().text().isEmpty());
    }
    for (byte[] property : properties) {
      try {
        takeApart(Dof.decode(property));
      } catch (DofFormatException e) {
        assertFalse(String.valueOf(e.getMessage()).isEmpty());
      }
    }
  }

  private static void takeApart(Dof dof) throws DofFormatException {
    assertArrayEquals(dof.toBytes(), DofParts.of(dof).encode());
    for (DofSection section : dof.sections(SectionType.DIFOHDR)) {
      Disassembly.of(dof.difo(section));
    }
  }

  private static void show(Enabling enabling) {
    assertEquals(enabling.ecbs().size(), enabling.messages().size() - enabling.complaints().size());
    for (Ecb ecb : enabling.ecbs()) {
      if (ecb.predicate() != null) {
        Disassembly.of(ecb.predicate());
      }
    }
    assertEquals(
        enabling.ecbs(),
        ShownProgram.of(enabling.ecbs()).clauses().stream()
            .flatMap(clause -> clause.ecbs().stream())
            .toList());
    enabling.start();
    enabling.options().set().forEach(OptionText::of);
  }
}
