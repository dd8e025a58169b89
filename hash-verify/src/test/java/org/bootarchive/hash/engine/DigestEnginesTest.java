package org.bootarchive.hash.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.junit.jupiter.api.Test;

class DigestEnginesTest {
  private static final Supplier<Optional<Digest>> REFERENCE = engine(SHA1Digest::new);

  @Test
  void md5HasTheAnswersOfItsDefinition() {
    assertEquals("d41d8cd98f00b204e9800998ecf8427e", md5(""));
    assertEquals("900150983cd24fb0d6963f7d28e17f72", md5("abc"));
  }

  private static String md5(String text) {
    Digest digest = DigestEngines.md5();
    digest.update(text.getBytes(StandardCharsets.US_ASCII), 0, text.length());
    byte[] sum = new byte[digest.getDigestSize()];
    digest.doFinal(sum, 0);
    return HexFormat.of().formatHex(sum);
  }

  @Test
  void anEngineThatIsNotThereIsPassedOver() {
    assertSame(REFERENCE, DigestEngines.firstThatPasses(List.of(Optional::empty, REFERENCE)));
  }

  @Test
  void anEngineOfAnotherAlgorithmIsPassedOver() {
    Supplier<Optional<Digest>> other = engine(SHA256Digest::new);
    assertSame(REFERENCE, DigestEngines.firstThatPasses(List.of(other, REFERENCE)));
  }

  @Test
  void anEngineThatErrsInLongPiecesOnlyIsPassedOver() {
    Supplier<Optional<Digest>> wrong = engine(DropsByteOfLongUpdates::new);
    assertSame(REFERENCE, DigestEngines.firstThatPasses(List.of(wrong, REFERENCE)));
  }

  @Test
  void theFirstOfSeveralGoodOnesIsChosen() {
    Supplier<Optional<Digest>> second = engine(SHA1Digest::new);
    assertSame(REFERENCE, DigestEngines.firstThatPasses(List.of(REFERENCE, second)));
  }

  @Test
  void withoutAGoodEngineThereIsNone() {
    Supplier<Optional<Digest>> wrong = engine(DropsByteOfLongUpdates::new);
    assertThrows(
        IllegalStateException.class,
        () -> DigestEngines.firstThatPasses(List.of(wrong, Optional::empty)));
  }

  @Test
  void theKnownAnswersAreThoseOfSha1() throws NoSuchAlgorithmException {
    assertTrue(Sha1KnownAnswers.passes(new SHA1Digest()));
    assertTrue(
        Sha1KnownAnswers.passes(new MessageDigestEngine(MessageDigest.getInstance("SHA-1"))));
    assertFalse(Sha1KnownAnswers.passes(new MessageDigestEngine(MessageDigest.getInstance("MD5"))));
  }

  @Test
  void aDigestHasNoRoomInAShortArray() {
    Digest digest = DigestEngines.sha1();
    assertThrows(RuntimeException.class, () -> digest.doFinal(new byte[19], 0));
  }

  @Property(tries = 100)
  void theChosenEngineAgreesWithTheReference(
      @ForAll @Size(max = 12) List<@Size(max = 200) byte[]> pieces) {
    Digest reference = new SHA1Digest();
    Digest chosen = DigestEngines.sha1();
    chosen.update((byte) 1);
    chosen.reset();
    for (byte[] piece : pieces) {
      reference.update(piece, 0, piece.length);
      chosen.update(piece, 0, piece.length);
    }
    assertArrayEquals(finish(reference), finish(chosen));
  }

  private static byte[] finish(Digest digest) {
    byte[] result = new byte[digest.getDigestSize()];
    digest.doFinal(result, 0);
    return result;
  }

  private static Supplier<Optional<Digest>> engine(Supplier<Digest> digests) {
    return () -> Optional.of(digests.get());
  }

  private static final class DropsByteOfLongUpdates extends SHA1Digest {
    @Override
    public void update(byte[] in, int inOff, int len) {
      super.update(in, inOff, len > 500 ? len - 1 : len);
    }
  }
}
