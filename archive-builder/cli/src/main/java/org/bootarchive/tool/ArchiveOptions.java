package org.bootarchive.tool;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that name an archive of a disk or of a medium. */
final class ArchiveOptions {
  @Mixin private PartOptions part = new PartOptions();

  @Option(
      names = "--archive",
      paramLabel = "PATH",
      description = "Of a medium: the archive's path there. Default: what it boots")
  private @Nullable String archive;

  ArchiveChoice choice() {
    return new ArchiveChoice(
        part.choice(),
        archive == null ? Optional.empty() : Optional.of(ByteArguments.path(archive)));
  }
}
