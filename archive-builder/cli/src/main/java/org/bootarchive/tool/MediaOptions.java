package org.bootarchive.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.bootarchive.media.disk.PartChoice;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that name a medium, and a part of it. */
final class MediaOptions {
  @Option(
      names = "--media",
      paramLabel = "FILE",
      description = "A USB image or an ISO, plain or gzipped: its own boot loader's configuration.")
  private @Nullable Path media;

  @Mixin private PartOptions part = new PartOptions();

  /** Returns the medium that is named. */
  Optional<Path> named() {
    return Optional.ofNullable(media);
  }

  /** Returns whether a medium is named. */
  boolean isGiven() {
    return media != null;
  }

  /**
   * Checks the options against each other.
   *
   * @throws UsageException if they do not go together
   */
  void check() {
    PartChoice choice = choice();
    if (media == null && !choice.isAny()) {
      throw new UsageException("--slice, --partition and --offset go with --media");
    }
  }

  /**
   * Returns where the changed medium goes: if nothing is to be written, maybe to a name that no
   * file gets. What goes to the standard output is gzipped if the medium is.
   *
   * @param out what {@code --out} names
   * @throws UsageException if it is to be written, and nothing says where, or a name that is none
   *     of a medium
   */
  OutputFile output(@Nullable Path out, boolean dryRun) throws IOException {
    if (out == null && !dryRun) {
      throw new UsageException("--out NEW is missing: the medium that is to be written");
    }
    if (out != null) {
      OutName.requireNoPlatform(out, "a medium", "");
      if (!dryRun && Files.isDirectory(out)) {
        throw new IOException(
            "--out " + Texts.printable(out.toString()) + ": is a directory; name the new medium");
      }
    }
    boolean gzipped = String.valueOf(media).endsWith(".gz");
    // An overlay that is refused is so wherever the medium would go.
    return OutputFile.of("", out == null ? Path.of("") : out, gzipped ? "medium.gz" : "medium");
  }

  /** Returns the part that is meant. */
  PartChoice choice() {
    return part.choice();
  }

  /**
   * Opens the medium to read it.
   *
   * @throws IOException if it cannot be read
   */
  OpenMedium open() throws IOException {
    return OpenMedium.open(file(), choice(), null);
  }

  /**
   * Opens the medium to change it beside what it is.
   *
   * @param time when changed files are to have been changed
   * @throws IOException if it cannot be read
   */
  OpenMedium openToEdit(Instant time) throws IOException {
    return OpenMedium.open(file(), choice(), time);
  }

  private Path file() {
    Path named = media;
    if (named == null) {
      throw new UsageException("--media FILE is missing");
    }
    return named;
  }
}
