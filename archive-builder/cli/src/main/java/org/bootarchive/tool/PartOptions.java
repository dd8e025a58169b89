package org.bootarchive.tool;

import java.util.OptionalInt;
import java.util.OptionalLong;
import org.bootarchive.media.disk.PartChoice;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name a part of a medium or of a disk. */
final class PartOptions {
  @Option(
      names = "--slice",
      paramLabel = "N",
      description = "Of a disk or medium: the slice, from 0. Default: what it boots from")
  private @Nullable Integer slice;

  @Option(
      names = "--partition",
      paramLabel = "N",
      description = "Of a disk or medium: the partition, from 1.")
  private @Nullable Integer partition;

  @Option(
      names = "--offset",
      paramLabel = "BYTES",
      converter = ByteSize.class,
      description = "Of a disk or medium: where the file system starts; 1m for 1 MiB.")
  private @Nullable Long offset;

  /**
   * Returns the part that is named.
   *
   * @throws UsageException if no part can be meant, or two are named
   */
  PartChoice choice() {
    if ((slice != null && slice < 0)
        || (partition != null && partition < 1)
        || (offset != null && offset < 0)) {
      throw new UsageException("slices and bytes are counted from 0, partitions from 1");
    }
    try {
      return new PartChoice(
          slice == null ? OptionalInt.empty() : OptionalInt.of(slice),
          partition == null ? OptionalInt.empty() : OptionalInt.of(partition),
          offset == null ? OptionalLong.empty() : OptionalLong.of(offset));
    } catch (IllegalArgumentException e) {
      throw new UsageException("choose one of --slice, --partition and --offset", e);
    }
  }
}
