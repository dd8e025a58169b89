package org.bootarchive.archive.platform;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.bootarchive.archive.platform.FileManifest.Fault;
import org.bootarchive.archive.platform.FileManifest.Wrong;
import org.junit.jupiter.api.Test;

class FileManifestTest {
  private static final String SUM = "d41d8cd98f00b204e9800998ecf8427e";

  @Provide
  Arbitrary<Map<String, String>> sums() {
    return Arbitraries.maps(
            Arbitraries.strings().withCharRange('\u0001', '\u00ff').ofMinLength(1).ofMaxLength(12),
            Arbitraries.strings().withChars("0123456789abcdef").ofLength(32))
        .ofMaxSize(20);
  }

  @Property(tries = 200)
  void whatIsWrittenIsReadBack(@ForAll("sums") Map<String, String> sums) {
    FileManifest manifest = FileManifest.of(sums);
    FileManifest read = FileManifest.parse(manifest.toBytes());
    assertEquals(sums, read.sums());
    assertTrue(read.faults().isEmpty(), () -> read.faults().toString());
  }

  @Property(tries = 200)
  void anyBytesAreReadWithoutAnException(@ForAll byte[] text) {
    FileManifest read = FileManifest.parse(text);
    assertTrue(read.sums().size() + read.faults().size() <= text.length);
  }

  @Test
  void linesAreSortedByBytesAndEscapedLikeMd5sum() {
    FileManifest manifest = FileManifest.of(Map.of("b", SUM, "a\\\nb", SUM, "\u00e9", SUM));
    assertEquals(
        "\\" + SUM + "  ./a\\\\\\nb\n" + SUM + "  ./b\n" + SUM + "  ./\u00e9\n",
        new String(manifest.toBytes(), ISO_8859_1));
  }

  @Test
  void everyFaultHasItsLine() {
    String text =
        SUM + "  ./b\n" + SUM + "  ./a\n" + SUM + "  ./a\n" + SUM + " *./c\n" + "x\n" + SUM
            + "  c\n";
    FileManifest manifest = FileManifest.parse(text.getBytes(ISO_8859_1));
    assertEquals(
        Arrays.asList(
            new Fault(Wrong.ORDER, 2, "a"),
            new Fault(Wrong.DUPLICATE, 3, "a"),
            new Fault(Wrong.MALFORMED, 4, ""),
            new Fault(Wrong.MALFORMED, 5, ""),
            new Fault(Wrong.MALFORMED, 6, "")),
        manifest.faults());
  }
}
