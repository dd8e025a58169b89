package org.bootarchive.ufs.internal.path;

import java.nio.file.LinkOption;
import java.util.Arrays;

/** Whether a symbolic link that a path ends in is followed. */
public final class Links {
  private Links() {}

  public static boolean areFollowed(LinkOption... options) {
    return !Arrays.asList(options).contains(LinkOption.NOFOLLOW_LINKS);
  }
}
