package org.bootarchive.archive.extract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TargetNamesTest {
  private static final byte[] CAFE = "caf\u00e9".getBytes(UTF_8);

  @Test
  void aNameIsPlainWhereTheLocaleHasItsCharacters() {
    assertEquals("caf\u00e9", TargetNames.of(UTF_8).name(CAFE));
    assertTrue(TargetNames.of(UTF_8).holds(CAFE));
  }

  @Test
  void aNameIsEscapedWhereTheLocaleIsAscii() {
    assertEquals("caf\\xc3\\xa9", TargetNames.of(US_ASCII).name(CAFE));
    assertFalse(TargetNames.of(US_ASCII).holds(CAFE));
    assertEquals(
        "a/caf\\xc3\\xa9/..", TargetNames.of(US_ASCII).linkText("a/caf\u00e9/..".getBytes(UTF_8)));
  }

  @Test
  void anEscapedNameIsNoLongerThanAHostTakes() {
    byte[] first = new byte[255];
    Arrays.fill(first, (byte) 0xff);
    byte[] second = first.clone();
    second[254] = (byte) 0xfe;
    String name = TargetNames.of(UTF_8).name(first);
    assertEquals(255, name.length());
    assertNotEquals(name, TargetNames.of(UTF_8).name(second));
  }

  @Property(tries = 2000)
  void differentNamesStayDifferent(
      @ForAll @Size(min = 1, max = 12) byte[] one, @ForAll @Size(min = 1, max = 12) byte[] other) {
    TargetNames names = TargetNames.of(UTF_8);
    String escaped = names.name(one);
    assertEquals(Arrays.equals(one, other), escaped.equals(names.name(other)));
    // The name that another's escape looks like is not that escape.
    byte[] literal = escaped.getBytes(ISO_8859_1);
    if (!names.holds(one)) {
      assertNotEquals(escaped, names.name(literal));
    }
  }
}
