package org.bootarchive.ufs.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class EscapedBytesTest {
  @Property
  void whatWasEscapedComesBack(@ForAll byte[] bytes) {
    String text = EscapedBytes.escape(bytes);
    assertArrayEquals(bytes, EscapedBytes.unescape(text));
    assertEquals(text.length(), text.chars().filter(c -> c >= 0x20 && c < 0x7f).count());
  }

  @Test
  void backslashAndEverythingUnprintableIsEscaped() {
    assertEquals(
        "back\\x5cslash \\x09\\xc3\\xbc",
        EscapedBytes.escape("back\\slash \tü".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void textThatIsNoEscapeStandsForItself() {
    for (String text : new String[] {"\\", "\\x", "\\xg0", "\\x4", "a\\b", "ü", "\\\\x"}) {
      assertArrayEquals(text.getBytes(StandardCharsets.UTF_8), EscapedBytes.unescape(text), text);
    }
    assertArrayEquals(new byte[] {'\\', 'A'}, EscapedBytes.unescape("\\\\x41"));
  }
}
