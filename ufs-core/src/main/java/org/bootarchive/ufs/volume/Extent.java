package org.bootarchive.ufs.volume;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * A part of a file that lies in one piece on the device, or a hole.
 *
 * @param fileOffset where the part starts in the file, in bytes
 * @param deviceOffset where it starts on the device, in bytes; {@link #HOLE} if it is not there and
 *     reads as zeros
 * @param bytes its length, above 0; the last part ends with the file, not with its last fragment
 */
public record Extent(long fileOffset, long deviceOffset, long bytes) {
  /** The device offset of a part that is not on the device. */
  public static final long HOLE = -1;

  /** Checks the ranges. */
  public Extent {
    checkArgument(fileOffset >= 0, "file offset %s", fileOffset);
    checkArgument(deviceOffset >= HOLE, "device offset %s", deviceOffset);
    checkArgument(bytes > 0, "%s bytes", bytes);
  }

  /** Returns whether the part is not on the device and reads as zeros. */
  public boolean isHole() {
    return deviceOffset == HOLE;
  }

  /** Returns where the part ends in the file, in bytes. */
  public long fileEnd() {
    return fileOffset + bytes;
  }
}
