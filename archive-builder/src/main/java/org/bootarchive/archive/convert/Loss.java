package org.bootarchive.archive.convert;

import org.bootarchive.ufs.text.ByteString;

/**
 * Something of a file that another form of archive cannot hold.
 *
 * @param path of the file, from the root, without a slash at the start; empty for the root
 * @param what was lost, and what stands there instead; for people
 */
public record Loss(ByteString path, String what) {
  /** Returns path and loss in one line. */
  @Override
  public String toString() {
    return (path.isEmpty() ? "." : path.shown()) + ": " + what;
  }
}
