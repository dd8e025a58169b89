package org.bootarchive.hash.engine;

import java.security.DigestException;
import java.security.MessageDigest;
import org.bouncycastle.crypto.Digest;

/** A digest of the JDK behind Bouncy Castle's interface. */
final class MessageDigestEngine implements Digest {
  private final MessageDigest digest;

  MessageDigestEngine(MessageDigest digest) {
    this.digest = digest;
  }

  @Override
  public String getAlgorithmName() {
    return digest.getAlgorithm();
  }

  @Override
  public int getDigestSize() {
    return digest.getDigestLength();
  }

  @Override
  public void update(byte in) {
    digest.update(in);
  }

  @Override
  public void update(byte[] in, int inOff, int len) {
    digest.update(in, inOff, len);
  }

  @Override
  public int doFinal(byte[] out, int outOff) {
    try {
      return digest.digest(out, outOff, out.length - outOff);
    } catch (DigestException e) {
      throw new IllegalArgumentException("no room for the digest at " + outOff, e);
    }
  }

  @Override
  public void reset() {
    digest.reset();
  }
}
