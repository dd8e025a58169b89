package org.bootarchive.ufs.nio;

import java.nio.file.LinkOption;
import java.util.Arrays;

/** Whether a symbolic link that a path ends in is followed. */
final class Links {
  private Links() {}

  static boolean areFollowed(LinkOption... options) {
    return !Arrays.asList(options).contains(LinkOption.NOFOLLOW_LINKS);
  }
}
