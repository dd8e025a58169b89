package org.bootarchive.ufs.internal.path;

import java.nio.file.CopyOption;
import java.nio.file.LinkOption;
import java.nio.file.StandardCopyOption;

/** How a file is copied or moved. */
public record CopyOptions(
    boolean replace, boolean copyAttributes, boolean atomic, boolean followLinks) {

  /**
   * Returns the meaning of options.
   *
   * @throws UnsupportedOperationException if one of them is not known here
   */
  public static CopyOptions of(CopyOption... given) {
    boolean replace = false;
    boolean copyAttributes = false;
    boolean atomic = false;
    boolean followLinks = true;
    for (CopyOption option : given) {
      if (option == StandardCopyOption.REPLACE_EXISTING) {
        replace = true;
      } else if (option == StandardCopyOption.COPY_ATTRIBUTES) {
        copyAttributes = true;
      } else if (option == StandardCopyOption.ATOMIC_MOVE) {
        atomic = true;
      } else if (option == LinkOption.NOFOLLOW_LINKS) {
        followLinks = false;
      } else {
        throw new UnsupportedOperationException("no option " + option);
      }
    }
    return new CopyOptions(replace, copyAttributes, atomic, followLinks);
  }

  /** Returns the options of a copy that takes the place of a move. */
  public CopyOptions forMoveByCopy() {
    return new CopyOptions(replace, true, false, false);
  }
}
