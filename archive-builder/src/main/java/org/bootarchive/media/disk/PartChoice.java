package org.bootarchive.media.disk;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Which part of a disk is meant; at most one of the three is given.
 *
 * @param slice a slice of a Solaris label, or an entry of a GPT counted from 0 as illumos does
 * @param partition a partition counted from 1
 * @param offset where a file system starts, in bytes
 */
public record PartChoice(OptionalInt slice, OptionalInt partition, OptionalLong offset) {
  /** Whatever is there to boot from. */
  public static final PartChoice ANY =
      new PartChoice(OptionalInt.empty(), OptionalInt.empty(), OptionalLong.empty());

  /** Checks that one thing is chosen at most. */
  public PartChoice {
    int given =
        (slice.isPresent() ? 1 : 0)
            + (partition.isPresent() ? 1 : 0)
            + (offset.isPresent() ? 1 : 0);
    checkArgument(given <= 1, "more than one part is chosen");
    checkArgument(offset.orElse(0) >= 0, "offset %s", offset);
  }

  /** Returns the choice of a slice. */
  public static PartChoice ofSlice(int slice) {
    return new PartChoice(OptionalInt.of(slice), OptionalInt.empty(), OptionalLong.empty());
  }

  /** Returns the choice of a partition. */
  public static PartChoice ofPartition(int partition) {
    return new PartChoice(OptionalInt.empty(), OptionalInt.of(partition), OptionalLong.empty());
  }

  /** Returns the choice of a place. */
  public static PartChoice ofOffset(long offset) {
    return new PartChoice(OptionalInt.empty(), OptionalInt.empty(), OptionalLong.of(offset));
  }

  /** Returns whether nothing is chosen. */
  public boolean isAny() {
    return slice.isEmpty() && partition.isEmpty() && offset.isEmpty();
  }

  /** Returns whether a partition is the one that is meant. */
  boolean matches(Partition entry) {
    if (slice.isPresent()) {
      return entry.isSlice()
          ? entry.number() == slice.getAsInt()
          : entry.scheme() == Scheme.GPT && entry.number() == slice.getAsInt() + 1;
    }
    return partition.isPresent() && !entry.isSlice() && entry.number() == partition.getAsInt();
  }

  /** Returns what is chosen, for people. */
  @Override
  public String toString() {
    if (slice.isPresent()) {
      return "slice " + slice.getAsInt();
    }
    if (partition.isPresent()) {
      return "partition " + partition.getAsInt();
    }
    return offset.isPresent() ? "byte " + offset.getAsLong() : "anything";
  }
}
