package org.bootarchive.ufs.volume;

import java.io.IOException;

/** A new file needs an inode and none is free; the volume is as it was before. */
public final class OutOfInodesException extends IOException {
  private static final long serialVersionUID = 1L;

  private final long inodeCount;

  /**
   * Creates an exception.
   *
   * @param inodeCount the number of inodes of the file system, all in use
   */
  public OutOfInodesException(long inodeCount) {
    super("out of inodes: all " + inodeCount + " are in use, 1 is missing");
    this.inodeCount = inodeCount;
  }

  /** Returns the number of inodes of the file system, all in use. */
  public long inodeCount() {
    return inodeCount;
  }
}
