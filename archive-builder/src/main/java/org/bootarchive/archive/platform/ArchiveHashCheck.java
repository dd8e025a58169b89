package org.bootarchive.archive.platform;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.bootarchive.hash.HashCheck;
import org.bootarchive.ufs.internal.work.Task;
import org.bootarchive.ufs.internal.work.Tasks;

/** The kernel's check of the archive against its hash, in a thread of its own. */
final class ArchiveHashCheck implements Closeable {
  private final Tasks tasks;
  private final Task<Optional<HashCheck>> check;

  private ArchiveHashCheck(Platform platform) {
    this.tasks = Tasks.of("platform-hash", 1);
    this.check = tasks.start(() -> of(platform, done -> tasks.checkNotCancelled()));
  }

  static ArchiveHashCheck start(Platform platform) {
    return new ArchiveHashCheck(platform);
  }

  /** Checks the archive; empty if there is no hash file. */
  static Optional<HashCheck> of(Platform platform) throws IOException {
    return of(platform, done -> {});
  }

  private static Optional<HashCheck> of(Platform platform, LongConsumer progress)
      throws IOException {
    Optional<Path> hash = platform.find(PlatformImage.HASH);
    return hash.isEmpty()
        ? Optional.empty()
        : Optional.of(HashCheck.check(platform.archiveAsLoaded(), hash.get(), progress));
  }

  /** Waits for the end, adds what was found, and returns what the check comes to. */
  Optional<HashCheck> await(PlatformFindings findings) throws IOException {
    Optional<HashCheck> result = check.await();
    if (result.isEmpty()) {
      findings.add(
          PlatformRule.PLATFORM_HASH_MISSING,
          "there is no " + PlatformImage.HASH + ": the kernel starts the archive unchecked");
      return result;
    }
    HashCheck outcome = result.get();
    if (outcome instanceof HashCheck.Mismatch mismatch) {
      findings.add(
          PlatformRule.PLATFORM_HASH_MISMATCH,
          "the archive's hash is "
              + mismatch.actual().hex()
              + ", the hash file has "
              + mismatch.expected()
              + ": the kernel panics: hash mismatch!");
    } else if (outcome instanceof HashCheck.NotChecked) {
      findings.add(
          PlatformRule.PLATFORM_HASH_MISSING,
          PlatformImage.HASH + " is too short for a hash: the kernel starts the archive unchecked");
    } else if (outcome.panicMessage().isPresent()) {
      findings.add(
          PlatformRule.PLATFORM_HASH_PANIC,
          PlatformImage.HASH + " is no hash in hexadecimal: the kernel panics at it");
    }
    return result;
  }

  /** Ends the check, and waits until the archive is not read any more. */
  @Override
  public void close() {
    tasks.close();
  }
}
