package org.bootarchive.archive.image;

import static com.google.common.base.Preconditions.checkArgument;

import org.bootarchive.ufs.volume.Extent;

/**
 * Where some bytes of a content go in an image.
 *
 * @param deviceOffset where they start in the image, in bytes
 * @param bytes how many bytes of the image they fill; what is beyond the content's end is zeros
 * @param content the content
 * @param contentOffset where they start in the content
 */
public record Placement(long deviceOffset, long bytes, Content content, long contentOffset) {

  /** Checks the ranges. */
  public Placement {
    checkArgument(deviceOffset >= 0, "device offset %s", deviceOffset);
    checkArgument(bytes > 0, "%s bytes", bytes);
    checkArgument(
        contentOffset >= 0 && contentOffset < content.size(), "content offset %s", contentOffset);
  }

  /** Returns the placement of a part of a file that is on the device. */
  public static Placement of(Extent extent, Content content) {
    return new Placement(extent.deviceOffset(), extent.bytes(), content, extent.fileOffset());
  }

  long end() {
    return deviceOffset + bytes;
  }

  /** Returns how many of the bytes come from the content; the rest is zeros. */
  long contentBytes() {
    return Math.min(bytes, content.size() - contentOffset);
  }

  /** Returns whether the content ends here. */
  boolean isLast() {
    return contentOffset + bytes >= content.size();
  }
}
