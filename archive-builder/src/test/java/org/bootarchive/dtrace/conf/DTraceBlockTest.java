package org.bootarchive.dtrace.conf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.primitives.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DTraceBlockTest {
  private static final String BEGIN = "* vvvv Added by DTrace";
  private static final String END = "* ^^^^ Added by DTrace";

  private static SystemFile parse(String text) throws Exception {
    return SystemFile.parse(text.getBytes(StandardCharsets.ISO_8859_1), "F");
  }

  private static String stripped(String text) throws Exception {
    return new String(parse(text).withoutDTraceBlock().bytes(), StandardCharsets.ISO_8859_1);
  }

  private static String refusal(String text) throws Exception {
    SystemFile file = parse(text);
    return assertThrows(ManualRepairException.class, file::withoutDTraceBlock).getMessage();
  }

  @Test
  void theBlockGoesWithOneByteBehindIt() throws Exception {
    assertEquals("a\nb\n", stripped("a\n" + BEGIN + "\nforceload: drv/x\n" + END + "\nb\n"));
    assertEquals("ab", stripped("a" + BEGIN + END + "xb"));
    assertEquals("a", stripped("a" + BEGIN + "x" + END));
    assertEquals("no block", stripped("no block"));
  }

  @Test
  void dtracesRefusalsAreOurs() throws Exception {
    assertEquals(
        "embedded nul byte in F; manual repair of F required",
        refusal(BEGIN + "\n" + END + "\n\0"));
    assertEquals(
        "multiple start sentinels in F; manual repair of F required",
        refusal(BEGIN + "\n" + BEGIN + "\n" + END + "\n"));
    assertEquals("missing end sentinel in F; manual repair of F required", refusal(BEGIN));
    assertEquals(
        "end sentinel preceeds start sentinel in F; manual repair of F required",
        refusal(END + "\n" + BEGIN + "\n" + END + "\n"));
  }

  @Test
  void whatIsBehindANulIsNotSeen() throws Exception {
    String text = "a\0" + BEGIN + "\n" + BEGIN;
    assertEquals(text, stripped(text));
  }

  @Test
  void theBlockNamesProvidersAndThenDtrace() throws Exception {
    SystemFile file = parse("set a=1").withDTraceBlock(List.of("systrace", "fbt"));
    assertEquals(List.of("drv/systrace", "drv/fbt", "drv/dtrace"), file.forceloads());
    assertEquals(List.of(), file.findings());
    String text = new String(file.bytes(), StandardCharsets.ISO_8859_1);
    assertTrue(text.startsWith("set a=1\n" + BEGIN + "\n*\n"), text);
    assertTrue(text.endsWith("\nforceload: drv/dtrace\n" + END + "\n"), text);
    assertEquals(Optional.of(new DTraceBlock(8, text.length())), file.dtraceBlock());
    assertEquals("set a=1\n", stripped(text));
  }

  @Test
  void asManyProvidersAsDtraceTakes() throws Exception {
    assertEquals(20, parse("").withDTraceBlock(Collections.nCopies(19, "fbt")).forceloads().size());
    SystemFile empty = parse("");
    assertThrows(
        IllegalArgumentException.class,
        () -> empty.withDTraceBlock(Collections.nCopies(20, "fbt")));
    assertThrows(
        IllegalArgumentException.class, () -> empty.withDTraceBlock(List.of("a\nset b=1")));
  }

  @Property(tries = 200)
  void otherBytesStay(@ForAll @Size(max = 60) byte[] before, @ForAll @Size(max = 60) byte[] after)
      throws Exception {
    if (Bytes.contains(before, (byte) 0) || Bytes.contains(after, (byte) 0)) {
      return;
    }
    byte[] block =
        (BEGIN + "\nforceload: drv/dtrace\n" + END + "\n").getBytes(StandardCharsets.US_ASCII);
    assertArrayEquals(
        Bytes.concat(before, after),
        SystemFile.parse(Bytes.concat(before, block, after)).withoutDTraceBlock().bytes());
    byte[] added = SystemFile.parse(before).withDTraceBlock(List.of("fbt")).bytes();
    byte[] removed = SystemFile.parse(added).withoutDTraceBlock().bytes();
    boolean ended = before.length == 0 || before[before.length - 1] == '\n';
    assertArrayEquals(ended ? before : Bytes.concat(before, new byte[] {'\n'}), removed);
  }
}
