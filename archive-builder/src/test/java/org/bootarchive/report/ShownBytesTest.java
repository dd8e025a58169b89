package org.bootarchive.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.bootarchive.ufs.internal.text.TerminalText;
import org.bootarchive.ufs.text.EscapedBytes;
import org.junit.jupiter.api.Test;

class ShownBytesTest {
  @Property
  void aShownNameLeadsBackToItsBytesAndHasNothingThatIsObeyed(@ForAll byte[] name) {
    String shown = ShownBytes.name(name);
    assertArrayEquals(name, EscapedBytes.unescape(shown));
    assertTrue(shown.codePoints().noneMatch(TerminalText::isObeyed), shown);
  }

  @Property
  void aNameOfCharactersLeadsBackToItsBytes(@ForAll String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    assertArrayEquals(bytes, EscapedBytes.unescape(ShownBytes.name(bytes)));
  }

  @Test
  void charactersStayAndWhatHidesIsShownAsBytes() {
    assertEquals("käse", ShownBytes.name("käse".getBytes(StandardCharsets.UTF_8)));
    assertEquals("k\\xe4se", ShownBytes.nameOfLatin1("k\u00e4se"));
    assertEquals("a\\x5cx41", ShownBytes.nameOfLatin1("a\\x41"));
    assertEquals("a\\xe2\\x80\\xaeb", ShownBytes.name("a\u202eb".getBytes(StandardCharsets.UTF_8)));
    assertEquals("\\xed\\xa0\\x80", ShownBytes.nameOfLatin1("\u00ed\u00a0\u0080"));
    assertEquals("\\xc0\\x80", ShownBytes.nameOfLatin1("\u00c0\u0080"));
  }

  @Test
  void aTextIsWhatHasNoOtherControlsThanTexts() {
    assertEquals(Optional.of("a\tb\r\n"), text("a\tb\r\n"));
    assertEquals(Optional.of("\u001b[1m"), text("\u001b[1m"));
    assertEquals(Optional.empty(), text("a\u0000b"));
    assertEquals(Optional.empty(), text("\u0001"));
    assertEquals(
        Optional.of("a word in another encodin\\xe7"), text("a word in another encodin\u00e7"));
    assertEquals(Optional.empty(), text("\u00e7\u00e8\u00e9"));
  }

  private static Optional<String> text(String latin1) {
    return ShownBytes.text(latin1.getBytes(StandardCharsets.ISO_8859_1));
  }
}
