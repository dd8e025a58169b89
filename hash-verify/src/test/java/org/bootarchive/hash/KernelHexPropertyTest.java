package org.bootarchive.hash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.bootarchive.hash.HashCheck.Accepted;
import org.bootarchive.hash.HashCheck.Mismatch;
import org.bootarchive.hash.HashCheck.Panic;

/** The check beside a second, naive reading of the same rules. */
class KernelHexPropertyTest {

  @Property(tries = 2000)
  void theCheckAgreesWithTheRulesReadNaively(
      @ForAll("hashText") String text, @ForAll("hash") ArchiveHash other, @ForAll boolean hit)
      throws IOException {
    byte[] wanted = new byte[20];
    int bad = naiveDigest(text, wanted);
    ArchiveHash actual = hit && bad < 0 ? ArchiveHash.ofDigest(wanted) : other;

    HashCheck check = HashCheck.check(text, () -> actual);

    if (bad >= 0) {
      assertEquals(new Panic("bad ASCII hex character " + (char) bad), check);
    } else if (ArchiveHash.ofDigest(wanted).equals(actual)) {
      assertEquals(new Accepted(actual), check);
    } else {
      assertEquals(new Mismatch(text.substring(0, 40), actual), check);
    }
  }

  /** Puts the digest together with the arithmetic of C; returns the first bad byte, or -1. */
  private static int naiveDigest(String text, byte[] digest) {
    byte[] memory = new byte[Math.max(40, text.length())];
    for (int i = 0; i < text.length(); i++) {
      memory[i] = (byte) text.charAt(i);
    }
    for (int i = 0; i < 40; i++) {
      byte v = memory[i];
      int digit;
      if (v >= 97) {
        digit = v - 87;
      } else if (v >= 65) {
        digit = v - 55;
      } else if (v >= 48) {
        digit = v - 48;
      } else {
        return v & 0xff;
      }
      if (i % 2 == 0) {
        digest[i / 2] = (byte) (digit * 16);
      } else {
        digest[i / 2] |= (byte) digit;
      }
    }
    return -1;
  }

  @Provide
  Arbitrary<String> hashText() {
    return Arbitraries.oneOf(
        Arbitraries.strings().withChars("0123456789abcdefABCDEF").ofMinLength(38).ofMaxLength(42),
        Arbitraries.strings().withCharRange('0', '\u007f').ofMinLength(40).ofMaxLength(45),
        Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(60));
  }

  @Provide
  Arbitrary<ArchiveHash> hash() {
    return Arbitraries.strings().withChars("0123456789abcdef").ofLength(40).map(ArchiveHash::new);
  }
}
