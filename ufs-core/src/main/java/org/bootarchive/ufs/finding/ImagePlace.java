package org.bootarchive.ufs.finding;

import java.util.OptionalLong;

/**
 * A place in an image; not all of it is known of every place.
 *
 * @param inode an inode's number
 * @param group a cylinder group's number, from 0
 * @param fragment a fragment's number, counted from the start of the image
 * @param offset in bytes from the start of the image
 */
public record ImagePlace(
    OptionalLong inode, OptionalLong group, OptionalLong fragment, OptionalLong offset)
    implements Place {

  private static final OptionalLong NONE = OptionalLong.empty();

  /** A place of which nothing is known. */
  public static final ImagePlace UNKNOWN = new ImagePlace(NONE, NONE, NONE, NONE);

  /** Returns the place of a byte. */
  public static ImagePlace ofOffset(long offset) {
    return new ImagePlace(NONE, NONE, NONE, OptionalLong.of(offset));
  }
}
