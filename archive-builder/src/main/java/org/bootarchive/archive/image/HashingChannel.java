package org.bootarchive.archive.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bootarchive.hash.ArchiveHash;
import org.bootarchive.hash.engine.DigestEngines;
import org.bootarchive.ufs.internal.work.Task;
import org.bootarchive.ufs.internal.work.Tasks;
import org.bouncycastle.crypto.Digest;

/**
 * A channel that hashes what goes through it, so that writing an archive costs no second pass.
 *
 * <p>Large buffers are hashed in a second thread while they are written; a call of {@link #write}
 * returns when both are done, and has then consumed the whole buffer. For the use of one thread.
 */
public final class HashingChannel implements WritableByteChannel {
  /** Below this handing over to another thread costs more than it saves. */
  private static final int PARALLEL_BYTES = 1 << 17;

  private static final int SCRATCH_BYTES = 1 << 14;

  /** After so many bytes the run time has found out that it is worth to compile the engine. */
  private static final int WARM_UP_BYTES = 12 << 20;

  private static final AtomicBoolean prepared = new AtomicBoolean();

  private final WritableByteChannel target;
  private final Digest digest = DigestEngines.sha1();
  private final Tasks hasher = Tasks.of("hash-beside-writing", 1);
  private byte[] scratch = {};
  private long size;
  private boolean broken;

  private HashingChannel(WritableByteChannel target) {
    this.target = target;
  }

  /** Returns a channel that hashes what it writes to {@code target}, and closes it with itself. */
  public static HashingChannel to(WritableByteChannel target) {
    return new HashingChannel(target);
  }

  /**
   * Starts, in a thread of its own, to make hashing fast: the engine is chosen, and the run time
   * compiles it. Worth it where much is to be hashed soon, and there is other work until then. Does
   * nothing after the first time.
   */
  public static void prepare() {
    if (!prepared.getAndSet(true)) {
      Tasks.startUnattended("hash-preparation", HashingChannel::hashZeros);
    }
  }

  private static void hashZeros() {
    Digest digest = DigestEngines.sha1();
    byte[] zeros = new byte[SCRATCH_BYTES];
    for (int done = 0; done < WARM_UP_BYTES; done += zeros.length) {
      digest.update(zeros, 0, zeros.length);
    }
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    int count = source.remaining();
    ByteBuffer hashed = source.duplicate();
    // Whatever fails below leaves the digest with other bytes than the target has.
    boolean wasBroken = broken;
    broken = true;
    if (count < PARALLEL_BYTES) {
      update(hashed);
      writeFully(source);
    } else {
      Task<?> hashing = hasher.startAction(() -> update(hashed));
      try {
        writeFully(source);
      } finally {
        // Not to be interrupted: the caller's buffer is in use until the digest has it.
        hashing.awaitUninterruptibly();
      }
    }
    size += count;
    broken = wasBroken;
    return count;
  }

  /** Returns how many bytes have been written. */
  public long size() {
    return size;
  }

  /**
   * Returns the hash of all that has been written, and starts anew.
   *
   * @throws IllegalStateException if a write failed: what the target holds is then not known
   */
  public ArchiveHash hash() {
    if (broken) {
      throw new IllegalStateException("a write failed: there is no hash of what is half written");
    }
    size = 0;
    byte[] result = new byte[digest.getDigestSize()];
    digest.doFinal(result, 0);
    return ArchiveHash.ofDigest(result);
  }

  @Override
  public boolean isOpen() {
    return target.isOpen();
  }

  @Override
  public void close() throws IOException {
    hasher.close();
    target.close();
  }

  private void writeFully(ByteBuffer source) throws IOException {
    while (source.hasRemaining()) {
      target.write(source);
    }
  }

  private void update(ByteBuffer bytes) {
    if (bytes.hasArray()) {
      digest.update(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
      return;
    }
    if (scratch.length == 0) {
      scratch = new byte[SCRATCH_BYTES];
    }
    while (bytes.hasRemaining()) {
      int count = Math.min(bytes.remaining(), scratch.length);
      bytes.get(scratch, 0, count);
      digest.update(scratch, 0, count);
    }
  }
}
