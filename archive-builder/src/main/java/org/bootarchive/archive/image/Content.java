package org.bootarchive.archive.image;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.volume.Extent;

/** The bytes that a regular file of an image is to have, wherever they are now. */
public interface Content {

  /** Returns how many bytes there are. */
  long size();

  /**
   * Returns the parts that are zeros and need no space, in order; none if that is not known. The
   * last byte is in none of them.
   */
  default ImmutableList<Extent> holes() {
    return ImmutableList.of();
  }

  /**
   * Opens the bytes to read them. What is opened throws a {@link ChangedSourceException} where
   * there are fewer bytes than there were, and when the last byte has been read, if there are more.
   *
   * @throws ChangedSourceException if that can be told already
   * @throws IOException if they cannot be read
   */
  BlockDevice open() throws IOException;
}
