package org.bootarchive.hash.engine;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.MD5Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;

/**
 * The implementations of SHA-1 and MD5, fastest first.
 *
 * <p>The JDK's own SHA-1 runs on the processor's SHA instructions; Bouncy Castle's is plain Java,
 * there everywhere, and a fifth as fast. Each process uses the first that passes its known answers.
 */
public final class DigestEngines {
  private DigestEngines() {}

  /**
   * The implementations of SHA-1, fastest first. No lambdas in a list of Guava's: all that a
   * process sets up before it can hash, it waits for.
   */
  private enum Sha1Engine implements Supplier<Optional<Digest>> {
    JDK {
      @Override
      public Optional<Digest> get() {
        return jdk("SHA-1");
      }
    },
    BOUNCY_CASTLE {
      @Override
      public Optional<Digest> get() {
        return Optional.of(new SHA1Digest());
      }
    }
  }

  /**
   * Returns a new MD5 digest: the JDK's, which is compiled to the processor's own instructions, or
   * Bouncy Castle's where the run time has none.
   */
  public static Digest md5() {
    return jdk("MD5").orElseGet(MD5Digest::new);
  }

  /** Returns a new SHA-1 digest of the fastest engine that computes it rightly. */
  public static Digest sha1() {
    return Chosen.SHA1.get().orElseThrow();
  }

  /**
   * Returns the first engine that is available and passes the known answers of SHA-1.
   *
   * @throws IllegalStateException if none does
   */
  static Supplier<Optional<Digest>> firstThatPasses(
      List<? extends Supplier<Optional<Digest>>> ranked) {
    for (Supplier<Optional<Digest>> engine : ranked) {
      Optional<Digest> digest = engine.get();
      if (digest.isPresent() && Sha1KnownAnswers.passes(digest.get())) {
        return engine;
      }
    }
    throw new IllegalStateException("no engine computes the known answers of SHA-1");
  }

  private static Optional<Digest> jdk(String algorithm) {
    try {
      return Optional.of(new MessageDigestEngine(MessageDigest.getInstance(algorithm)));
    } catch (NoSuchAlgorithmException e) {
      // A run time without it is no fault: the next engine in the ranking serves.
      return Optional.empty();
    }
  }

  /** Puts the choice off until the first digest is wanted: many commands hash nothing. */
  private static final class Chosen {
    static final Supplier<Optional<Digest>> SHA1 = firstThatPasses(List.of(Sha1Engine.values()));
  }
}
