package org.bootarchive.dtrace.conf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.bootarchive.ufs.device.CorruptImageException;
import org.junit.jupiter.api.Test;

class EnablingEditTest {
  private static DriverConf parse(String text) throws CorruptImageException {
    return DriverConf.parse(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String text(DriverConf conf) {
    return new String(conf.bytes(), StandardCharsets.ISO_8859_1);
  }

  private static String pruned(String text) throws CorruptImageException {
    return text(parse(text).withoutEnabling(EnablingRemoval.LINES));
  }

  private static String removed(String text) throws CorruptImageException {
    return text(parse(text).withoutEnabling(EnablingRemoval.PROPERTIES));
  }

  private static List<ConfCode> codes(String text) throws CorruptImageException {
    return parse(text).findings().stream().map(ConfRemark::code).toList();
  }

  @Test
  void linesThatBeginWithTheNameGoAndNoOthers() throws Exception {
    assertEquals(
        "a=1;\n dof-data-2=1;\nb=2;\n",
        pruned("a=1;\ndof-data-0=1;\ndof-data-1=2;\r\n dof-data-2=1;\ndof-data-x\nb=2;\n"));
    assertEquals("", pruned("dof-data-0=1;"));
    assertEquals("a", pruned("a"));
    assertEquals("a\r", pruned("a\r"));
  }

  @Test
  void aFoldedPropertyIsHalfRemovedByDtraceAndWhollyByUs() throws Exception {
    String text = "a=1;\ndof-data-0=1,\n2,\n3;\nb=2;\ndof-data-1=4,\n5; c=3;\n";
    assertEquals("a=1;\n2,\n3;\nb=2;\n5; c=3;\n", pruned(text));
    assertEquals("a=1;\nb=2;\n c=3;\n", removed(text));
    assertEquals(List.of(ConfCode.FOLDED, ConfCode.FOLDED), codes(text));
  }

  @Test
  void theRestOfAFoldedEntryStays() throws Exception {
    assertEquals(
        " name=\"dtrace\" parent=\"pseudo\";\n",
        removed("dof-data-0=1,\n2 name=\"dtrace\" parent=\"pseudo\";\n"));
    assertEquals("a=1\n;\n", removed("a=1\ndof-data-0=1,\n2;\n"));
  }

  @Test
  void whatElseGoesOrStaysIsSaid() throws Exception {
    assertEquals(List.of(ConfCode.NOT_AT_LINE_START), codes(" dof-data-0=1;\n"));
    assertEquals(
        List.of(ConfCode.SHARES_LINE), codes("dof-data-0=1;name=\"dtrace\" parent=\"pseudo\";\n"));
  }

  @Test
  void anEnablingIsWrittenAsDtraceDoes() throws Exception {
    DriverConf conf =
        parse("a=1;").withEnabling(List.of(new byte[] {0x7f, 0, 10, -1}, new byte[] {1}));
    assertEquals("a=1;\ndof-data-0=0x7f,0x0,0xa,0xff;\ndof-data-1=0x1;\n", text(conf));
    assertTrue(conf.hasEnabling());
    assertEquals("a=1;\ndof-data-0=0x2;\n", text(conf.withEnabling(List.of(new byte[] {2}))));
    assertFalse(conf.withoutEnabling(EnablingRemoval.LINES).hasEnabling());
  }

  @Test
  void theLargestDofIsReadInLittleMemory() throws Exception {
    byte[] dof = new byte[8 << 20];
    for (int i = 0; i < dof.length; i++) {
      dof[i] = (byte) (i * 31);
    }
    DriverConf conf = parse("a=1;\n").withEnabling(List.of(dof));
    assertArrayEquals(
        dof, conf.enabling().get(0).integers().map(IntegerList::toBytes).orElseThrow());
  }

  @Property(tries = 300)
  void pruningDropsWhatDofPruneDrops(
      @ForAll
          @StringLength(max = 30)
          @net.jqwik.api.constraints.Chars({'\n', ' ', 'd', '=', ';', '\r', '\0'})
          String pattern)
      throws CorruptImageException {
    String text = pattern.replace("d", "dof-data-");
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    for (String line : text.split("(?<=\n)", -1)) {
      if (!line.startsWith("dof-data-")) {
        kept.writeBytes(line.getBytes(StandardCharsets.ISO_8859_1));
      }
    }
    assertEquals(kept.toString(StandardCharsets.ISO_8859_1), pruned(text));
  }

  @Property(tries = 300)
  void otherBytesStay(
      @ForAll @StringLength(max = 80) @CharRange(from = '\0', to = '\u00ff') String text,
      @ForAll @Size(min = 1, max = 4) List<@Size(min = 1, max = 20) byte[]> dofs)
      throws CorruptImageException {
    DriverConf before = parse(text);
    DriverConf added = before.withEnabling(dofs);
    String base = text(before.withoutEnabling(EnablingRemoval.PROPERTIES));
    String ended = base.isEmpty() || base.endsWith("\n") ? base : base + "\n";
    assertTrue(text(added).startsWith(ended));
    assertEquals(ended, text(added.withoutEnabling(EnablingRemoval.LINES)));
  }
}
