package org.bootarchive.ufs.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class ByteStringTest {

  @Test
  void keepsItsBytesWhenTheArrayItWasMadeOfChanges() {
    byte[] bytes = {'a', (byte) 0xff};
    ByteString text = ByteString.of(bytes);
    bytes[0] = 'b';
    text.toBytes()[0] = 'c';
    assertEquals(ByteString.ofLatin1("a\u00ff"), text);
  }

  @Test
  void ordersBytesAsUnsigned() {
    assertTrue(ByteString.of("a").compareTo(ByteString.ofLatin1("\u00e4")) < 0);
    assertTrue(ByteString.of("a").compareTo(ByteString.of("aa")) < 0);
  }

  @Test
  void showsPeopleWhatIsNotPrintableAsHexadecimal() {
    assertEquals("a\\x00\\xe4\\x5c", ByteString.ofLatin1("a\0\u00e4\\").toString());
    assertEquals("ab...", ByteString.of("abc").brief(2));
    assertEquals("''", ByteString.EMPTY.shown());
    assertEquals("'a b'", ByteString.of("a b").shown());
    assertEquals("a", ByteString.of("a").shown());
  }

  @Test
  void refusesACharThatStandsForNoByte() {
    assertThrows(IllegalArgumentException.class, () -> ByteString.ofLatin1("\u0100"));
  }

  @Test
  void readsTheTextThatItShows() {
    ByteString text = ByteString.ofLatin1("\0 \\x41\u00ff");
    assertEquals(text, ByteString.unescape(text.toString()));
  }

  @Test
  void endsBeforeTheFirstNulAsInC() {
    assertEquals(ByteString.of("a"), ByteString.of("a\0b\0").beforeNul());
    assertEquals(ByteString.of("a"), ByteString.of("a").beforeNul());
  }

  @Test
  void namesOfAPathAreWhatStandsBetweenItsSlashes() {
    assertEquals(
        List.of(ByteString.of("a"), ByteString.of(".."), ByteString.of("b")),
        ByteString.of("//a/..//b/").names());
    assertTrue(ByteString.of("/").names().isEmpty());
  }

  @Property
  void agreesWithAStringOfLatin1Chars(
      @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 8) String text,
      @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 2) String other,
      @ForAll @IntRange(min = 0, max = 9) int at) {
    ByteString bytes = ByteString.ofLatin1(text);
    ByteString part = ByteString.ofLatin1(other);
    assertEquals(text, bytes.latin1());
    assertEquals(text.length(), bytes.length());
    assertEquals(text.startsWith(other, at), bytes.startsWith(part, at));
    assertEquals(text.endsWith(other), bytes.endsWith(part));
    assertEquals(text.contains(other), bytes.contains(other));
    assertEquals(text.indexOf('b', at), bytes.indexOf('b', at));
    assertEquals(text.lastIndexOf('b'), bytes.lastIndexOf('b'));
    assertEquals(text + other, bytes.concat(part).latin1());
    assertEquals(
        Arrays.asList(text.split("b", -1)),
        bytes.split('b').stream().map(ByteString::latin1).toList());
    assertEquals(bytes, ByteString.join('b', bytes.split('b')));
    assertEquals(text.replaceAll("^b+", ""), bytes.trimStart('b').latin1());
    assertEquals(text.replaceAll("b+$", ""), bytes.trimEnd('b').latin1());
    assertEquals(text.equals(other), bytes.equals(part));
  }

  @Test
  void differsFromWhatHasTheSameCharsInAnotherEncoding() {
    assertNotEquals(ByteString.of("\u00e4"), ByteString.ofLatin1("\u00e4"));
    assertFalse(ByteString.of("\u00e4").equalsText("\u00c3\u00a4"));
    assertEquals("\u00e4", ByteString.of("\u00e4".getBytes(StandardCharsets.UTF_8)).utf8());
  }
}
