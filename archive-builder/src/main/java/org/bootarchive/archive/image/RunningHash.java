package org.bootarchive.archive.image;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bootarchive.hash.ArchiveHash;
import org.bootarchive.hash.engine.DigestEngines;
import org.bootarchive.ufs.internal.work.Tasks;
import org.bouncycastle.crypto.Digest;

/**
 * The hash of an archive's bytes as they come, in buffers on the heap or outside of it. For the use
 * of one thread at a time.
 */
public final class RunningHash {
  private static final int SCRATCH_BYTES = 1 << 14;

  /** After so many bytes the run time has found out that it is worth to compile the engine. */
  private static final int WARM_UP_BYTES = 12 << 20;

  private static final AtomicBoolean prepared = new AtomicBoolean();

  private final Digest digest = DigestEngines.sha1();
  private final byte[] scratch = new byte[SCRATCH_BYTES];

  RunningHash() {}

  /**
   * Starts, in a thread of its own, to make hashing fast: the engine is chosen, and the run time
   * compiles it. Worth it where much is to be hashed soon, and there is other work until then. Does
   * nothing after the first time.
   */
  public static void prepare() {
    if (!prepared.getAndSet(true)) {
      Tasks.startUnattended("hash-preparation", new Preparation());
    }
  }

  /** Not a lambda: it would be the first of the process, and setting that up is slow. */
  private static final class Preparation implements Runnable {
    @Override
    public void run() {
      Digest digest = DigestEngines.sha1();
      byte[] zeros = new byte[SCRATCH_BYTES];
      for (int done = 0; done < WARM_UP_BYTES; done += zeros.length) {
        digest.update(zeros, 0, zeros.length);
      }
    }
  }

  /** Takes what is left of a buffer, and leaves nothing. */
  void update(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      int count = Math.min(bytes.remaining(), scratch.length);
      bytes.get(scratch, 0, count);
      digest.update(scratch, 0, count);
    }
  }

  /** Returns the hash of all that was taken, and starts anew. */
  ArchiveHash finish() {
    byte[] result = new byte[ArchiveHash.BYTES];
    digest.doFinal(result, 0);
    return ArchiveHash.ofDigest(result);
  }
}
