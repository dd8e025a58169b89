package org.bootarchive.dtrace.dif;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Listings of objects that no compiler makes. */
class DisassemblyTest {
  private static final DifType INTEGER = new DifType(0, 1, 0, 0, 8);

  @Test
  void everyOperationHasItsForm() {
    List<String> expected =
        List.of(
            "or   %r1, %r2, %r3",
            "not  %r1, %r3",
            "cmp  %r1, %r2",
            "tst  %r1",
            "bleu 66051",
            "ldsb [%r1], %r3",
            "ret  %r3",
            "nop",
            "setx DT_INTEGER[258], %r3",
            "sets DT_STRING[258], %r3",
            "ldga DT_VAR(1), %r2, %r3",
            "ldgs DT_VAR(258), %r3",
            "stts %r3, DT_VAR(258)",
            "call DIF_SUBR(258), %r3\t\t! unknown",
            "pushtr DT_TYPE(1), %r2, %r3\t! DT_TYPE(1) = string",
            "pushtv DT_TYPE(1), %r3\t\t! DT_TYPE(1) = string",
            "popts",
            "allocs %r1, %r3",
            "copys %r1, %r2, %r3",
            "stx  %r1, [%r3]",
            "uldsb [%r1], %r3",
            "xlarg DT_XLREF[258], %r3",
            "stga DT_VAR(258), %r2, %r3",
            "(illegal opcode)",
            "(illegal opcode)");
    int[] operations = {
      1, 13, 15, 16, 27, 28, 35, 36, 37, 38, 40, 41, 45, 47, 48, 49, 50, 58, 59, 63, 64, 79, 80, 0,
      81
    };
    for (int i = 0; i < operations.length; i++) {
      int word = operations[i] << 24 | 0x010203;
      assertEquals(String.format(Locale.ROOT, "00: %08x    %s", word, expected.get(i)), line(word));
    }
  }

  @Test
  void operationsHaveTheirNumbers() {
    assertEquals(DifOperation.LDGS, DifOperation.of(41).orElseThrow());
    assertEquals(DifOperation.STGA, DifOperation.of(80).orElseThrow());
    assertTrue(DifOperation.of(0).isEmpty());
    assertTrue(DifOperation.of(81).isEmpty());
    for (DifOperation operation : DifOperation.values()) {
      assertEquals(operation, DifOperation.of(operation.number()).orElseThrow());
    }
  }

  @Test
  void oddVariablesAndTypesAreShownAsNumbers() {
    DifType odd = new DifType(7, 14, 2, 0, 0xffffffffL);
    Difo difo =
        new Difo(
            ImmutableIntArray.of(0x29050001),
            ImmutableLongArray.of(),
            StringTable.of("\0name\0".getBytes(StandardCharsets.ISO_8859_1)),
            ImmutableList.of(
                new DifVariable(1, 0x500, 5, 9, 0x13, odd),
                new DifVariable(99, 0xfffffff0L, 0, 1, 0, INTEGER)),
            odd);
    assertEquals(
        List.of(
            "DIFO returns 0x7 (0xe) by user ref (size 4294967295)",
            "OFF OPCODE      INSTRUCTION",
            "00: 29050001    ldgs DT_VAR(1280), %r1",
            "",
            "NAME             ID   KND SCP FLAG TYPE",
            "name             500  5   9   0x10/r/w 0x7 (0xe) by user ref (size 4294967295)",
            "                 fffffff0 arr tls      D type (integer) (size 8)"),
        Disassembly.of(difo));
  }

  @Test
  void aLongStringThatIsNamedOftenIsCut() {
    byte[] strings = new byte[100_000];
    Arrays.fill(strings, (byte) 'x');
    int[] text = new int[30_000];
    Arrays.fill(text, 0x26000001);
    Difo difo =
        new Difo(
            ImmutableIntArray.copyOf(text),
            ImmutableLongArray.of(),
            StringTable.of(strings),
            ImmutableList.of(),
            INTEGER);
    int chars = Disassembly.of(difo).stream().mapToInt(String::length).sum();
    assertTrue(chars < 4_000_000, "chars " + chars);
  }

  private static String line(int word) {
    Difo difo =
        new Difo(
            ImmutableIntArray.of(word),
            ImmutableLongArray.of(),
            StringTable.EMPTY,
            ImmutableList.of(),
            INTEGER);
    return Disassembly.of(difo).get(2);
  }
}
