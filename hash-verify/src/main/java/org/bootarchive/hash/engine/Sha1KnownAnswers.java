package org.bootarchive.hash.engine;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.HexFormat;
import org.bootarchive.hash.ArchiveHash;
import org.bouncycastle.crypto.Digest;

/** Known answers of SHA-1 (FIPS 180): few and short, because every process that hashes asks. */
final class Sha1KnownAnswers {
  private static final String OF_NOTHING = "da39a3ee5e6b4b0d3255bfef95601890afd80709";
  private static final String OF_ABC = "a9993e364706816aba3e25717850c26c9cd0d89d";
  private static final String OF_1000_A = "291e9a6c66994949b57ba5e650361e98fc36b1ba";

  private Sha1KnownAnswers() {}

  /** Says whether a fresh digest is SHA-1, whichever way the bytes come. */
  static boolean passes(Digest digest) {
    if (digest.getDigestSize() != ArchiveHash.BYTES) {
      return false;
    }
    if (!finish(digest).equals(OF_NOTHING)) {
      return false;
    }
    byte[] abc = "abc".getBytes(US_ASCII);
    digest.update(abc, 0, abc.length);
    if (!finish(digest).equals(OF_ABC)) {
      return false;
    }
    // Pieces that begin, end, fill and pass the 64-byte block of the algorithm.
    byte[] many = new byte[1000];
    Arrays.fill(many, (byte) 'a');
    digest.update((byte) 'a');
    digest.update(many, 1, 63);
    digest.update(many, 64, 64);
    digest.update(many, 128, 321);
    digest.update(many, 449, 551);
    return finish(digest).equals(OF_1000_A);
  }

  private static String finish(Digest digest) {
    byte[] result = new byte[ArchiveHash.BYTES];
    digest.doFinal(result, 0);
    return HexFormat.of().formatHex(result);
  }
}
