package org.bootarchive.tool;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.bootarchive.media.disk.PartChoice;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options that name a medium, and a part of it. */
final class MediaOptions {
  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--media",
      paramLabel = "FILE",
      description = "A USB image or an ISO, plain or gzipped: its own boot loader's configuration.")
  private @Nullable Path media;

  @Option(
      names = "--slice",
      paramLabel = "N",
      description = "With --media: the slice, from 0. Default: what the medium boots from")
  private @Nullable Integer slice;

  @Option(
      names = "--partition",
      paramLabel = "N",
      description = "With --media: the partition, from 1.")
  private @Nullable Integer partition;

  @Option(
      names = "--offset",
      paramLabel = "BYTES",
      description = "With --media: where the file system starts.")
  private @Nullable Long offset;

  private MediaOptions(CommandSpec spec) {
    this.spec = spec;
  }

  MediaOptions() {
    this(CommandSpec.create());
  }

  /** Returns whether a medium is named. */
  boolean isGiven() {
    return media != null;
  }

  /**
   * Checks the options against each other.
   *
   * @throws ParameterException if they do not go together
   */
  void check() {
    PartChoice choice = choice();
    if (media == null && !choice.isAny()) {
      throw new ParameterException(
          spec.commandLine(), "--slice, --partition and --offset go with --media");
    }
  }

  private PartChoice choice() {
    if ((slice != null && slice < 0)
        || (partition != null && partition < 1)
        || (offset != null && offset < 0)) {
      throw new ParameterException(
          spec.commandLine(), "slices and bytes are counted from 0, partitions from 1");
    }
    try {
      return new PartChoice(
          slice == null ? OptionalInt.empty() : OptionalInt.of(slice),
          partition == null ? OptionalInt.empty() : OptionalInt.of(partition),
          offset == null ? OptionalLong.empty() : OptionalLong.of(offset));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "choose one of --slice, --partition and --offset", e);
    }
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
      throw new ParameterException(spec.commandLine(), "--media FILE is missing");
    }
    return named;
  }
}
