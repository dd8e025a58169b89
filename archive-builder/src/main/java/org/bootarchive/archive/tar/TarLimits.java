package org.bootarchive.archive.tar;

import static com.google.common.base.Preconditions.checkArgument;

import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.internal.device.UnpackedTooLargeException;

/**
 * How much of a tar is unpacked at most, whatever it says of itself.
 *
 * @param members how many members there may be, at least 1
 * @param bytes how many bytes they may have in all, the holes of sparse ones too; at least 1
 */
public record TarLimits(int members, long bytes) {
  /** A million members and 16 GiB. */
  public static final TarLimits DEFAULTS = new TarLimits(1_000_000, 16L << 30);

  /** Checks the ranges. */
  public TarLimits {
    checkArgument(members > 0, "members %s", members);
    checkArgument(bytes > 0, "bytes %s", bytes);
  }

  /** Returns these limits with another number of members. */
  public TarLimits withMembers(int newMembers) {
    return new TarLimits(newMembers, bytes);
  }

  /** Returns these limits with another number of bytes. */
  public TarLimits withBytes(long newBytes) {
    return new TarLimits(members, newBytes);
  }

  /** Counts what is unpacked of one tar. */
  static final class Count {
    private final TarLimits limits;
    private final String tar;
    private int members;
    private long bytes;

    Count(TarLimits limits, String tar) {
      this.limits = limits;
      this.tar = tar;
    }

    /**
     * Counts a member.
     *
     * @param name for people
     * @throws CorruptImageException if it is too much with those before
     */
    void add(String name, long size) throws CorruptImageException {
      if (++members > limits.members) {
        throw new CorruptImageException(tar, -1, "more than " + limits.members + " members");
      }
      if (size < 0 || size > limits.bytes - bytes) {
        throw new UnpackedTooLargeException(
            tar + ": " + name,
            "has " + size + " bytes, too many: all members have " + limits.bytes + " at most");
      }
      bytes += size;
    }
  }
}
