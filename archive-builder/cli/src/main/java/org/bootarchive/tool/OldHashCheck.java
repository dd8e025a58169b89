package org.bootarchive.tool;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bootarchive.hash.HashCheck;
import org.bootarchive.ufs.internal.work.Task;
import org.bootarchive.ufs.internal.work.Tasks;
import org.bootarchive.ufs.internal.work.Work;

/**
 * Looks, while an archive is patched, whether it is what its hash file says, and warns if not: the
 * new hash is right whatever the old one was, and would hide what became of the archive.
 *
 * <p>Closing it waits for the answer. Until then the old archive has to stay as it is.
 */
final class OldHashCheck implements Closeable {
  private final String name;
  private final Tasks tasks = Tasks.of("old-hash", 1);
  private final Task<Optional<HashCheck>> check;

  private OldHashCheck(String name, Path archive, Optional<Path> hash) {
    this.name = name;
    this.check =
        tasks.start(
            () ->
                hash.isPresent()
                    ? Optional.of(HashCheck.check(archive, hash.get(), done -> {}))
                    : Optional.empty());
  }

  /**
   * Starts to look.
   *
   * @param name of the archive, for the warning
   * @param archive as the kernel gets it
   * @param hash its hash file; without one there is nothing to warn of
   * @throws IOException if the hash file cannot be read
   */
  static OldHashCheck start(String name, Path archive, Optional<Path> hash) throws IOException {
    Optional<Path> file = hash.filter(Files::isRegularFile);
    if (file.isPresent()) {
      // Found out now, and not when the new archive is written.
      try (InputStream in = Files.newInputStream(file.get())) {
        int unused = in.read();
      }
    }
    return new OldHashCheck(name, archive, file);
  }

  /**
   * Does some work meanwhile, and closes this whether it fails or not.
   *
   * @throws IOException as the work throws it, or if the archive cannot be read
   */
  <T> T during(Work<T> work) throws IOException {
    try (this) {
      return work.run();
    }
  }

  /**
   * Waits for the answer, and warns if the hash is not the archive's.
   *
   * @throws IOException if the archive cannot be read
   */
  @Override
  public void close() throws IOException {
    try (tasks) {
      Optional<HashCheck> found = check.await();
      if (found.isPresent() && found.get().panicMessage().isPresent()) {
        warn(found.get());
      }
    }
  }

  private void warn(HashCheck found) {
    PrintWriter notes = StandardError.text();
    notes.println(
        "warning: "
            + Texts.printable(name)
            + ": hash "
            + found.word()
            + ": before this patch already the archive is not what its hash file says;"
            + " verify it, as the new hash will be right");
    notes.flush();
  }
}
