package org.bootarchive.archive.platform;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.bootarchive.hash.HashCheck;
import org.bootarchive.ufs.device.BackgroundTask;

/** The kernel's check of the archive against its hash, in a thread of its own. */
final class ArchiveHashCheck implements Closeable {
  private final BackgroundTask<Optional<HashCheck>> task;

  private ArchiveHashCheck(BackgroundTask<Optional<HashCheck>> task) {
    this.task = task;
  }

  static ArchiveHashCheck start(Platform platform) {
    return new ArchiveHashCheck(BackgroundTask.start("platform-hash", () -> of(platform)));
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
    Optional<HashCheck> result = task.await();
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

  /** Waits until the archive is not read any more. */
  @Override
  public void close() {
    task.close();
  }
}
