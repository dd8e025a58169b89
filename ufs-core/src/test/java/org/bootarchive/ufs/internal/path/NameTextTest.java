package org.bootarchive.ufs.internal.path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.bootarchive.ufs.text.FileName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameTextTest {
  @Provide
  Arbitrary<byte[]> names() {
    Arbitrary<byte[]> any = Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(255);
    Arbitrary<byte[]> nearEscapes =
        Arbitraries.of((byte) '\\', (byte) 'x', (byte) '4', (byte) 'e', (byte) 0xe9, (byte) 0xc3)
            .array(byte[].class)
            .ofMinSize(1)
            .ofMaxSize(12);
    return Arbitraries.oneOf(any, nearEscapes);
  }

  @Property(tries = 3000)
  void everyNameComesBackFromItsText(@ForAll("names") byte[] bytes) {
    FileName name = FileName.of(bytes);
    String text = NameText.of(name);
    assertEquals(name, NameText.parse(text));
    assertFalse(text.indexOf('/') >= 0 || text.indexOf('\0') >= 0);
    NameText.check(text);
  }

  @Property
  void aTextWithoutBackslashStandsForItself(@ForAll String text) {
    String plain = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    if (!plain.matches("(?s).*[\\\\/\\x00].*")) {
      assertEquals(plain, NameText.of(FileName.of(plain)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "616263, abc",
    "c3bc, ü",
    "fc, \\xfc",
    "61c3, a\\xc3",
    "eda080, \\xed\\xa0\\x80",
    "f09f9880, \uD83D\uDE00",
    "615c62, a\\b",
    "5c783431, \\x5cx41",
    "5c78e9, \\x\\xe9",
    "612f62, a\\x2fb",
    "090a, '\t\n'",
  })
  void namesHaveTheDocumentedText(String hex, String text) {
    assertEquals(text, NameText.of(FileName.of(HexFormat.of().parseHex(hex))));
  }
}
