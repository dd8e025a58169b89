package org.bootarchive.archive.platform;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.bootarchive.archive.PlatformImage;
import org.bootarchive.hash.HashCheck;

/** The kernel's check of the archive against its hash, in a thread of its own. */
final class ArchiveHashCheck implements Closeable {
  private final FutureTask<Optional<HashCheck>> task;
  private final Thread thread;

  private ArchiveHashCheck(FutureTask<Optional<HashCheck>> task, Thread thread) {
    this.task = task;
    this.thread = thread;
  }

  static ArchiveHashCheck start(Platform platform) {
    FutureTask<Optional<HashCheck>> task = new FutureTask<>(() -> of(platform));
    Thread thread = new Thread(task, "platform-hash");
    thread.setDaemon(true);
    thread.start();
    return new ArchiveHashCheck(task, thread);
  }

  /** Checks the archive; empty if there is no hash file. */
  static Optional<HashCheck> of(Platform platform) throws IOException {
    Optional<Path> hash = platform.find(PlatformImage.HASH);
    return hash.isEmpty()
        ? Optional.empty()
        : Optional.of(HashCheck.check(platform.archive(), hash.get(), done -> {}));
  }

  /** Waits for the end, and adds what was found. */
  void await(PlatformFindings findings) throws IOException {
    Optional<HashCheck> result = result();
    if (result.isEmpty()) {
      findings.add(
          PlatformRule.PLATFORM_HASH_MISSING,
          "there is no " + PlatformImage.HASH + ": the kernel starts the archive unchecked");
      return;
    }
    HashCheck check = result.get();
    if (check instanceof HashCheck.Mismatch mismatch) {
      findings.add(
          PlatformRule.PLATFORM_HASH_MISMATCH,
          "the archive's hash is "
              + mismatch.actual().hex()
              + ", the hash file has "
              + mismatch.expected()
              + ": the kernel panics: hash mismatch!");
    } else if (check instanceof HashCheck.NotChecked) {
      findings.add(
          PlatformRule.PLATFORM_HASH_MISSING,
          PlatformImage.HASH + " is too short for a hash: the kernel starts the archive unchecked");
    } else if (check.panicMessage().isPresent()) {
      findings.add(
          PlatformRule.PLATFORM_HASH_PANIC,
          PlatformImage.HASH + " is no hash in hexadecimal: the kernel panics at it");
    }
  }

  private Optional<HashCheck> result() throws IOException {
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the check was interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Waits until the archive is not read any more. */
  @Override
  public void close() {
    Uninterruptibles.joinUninterruptibly(thread);
  }
}
