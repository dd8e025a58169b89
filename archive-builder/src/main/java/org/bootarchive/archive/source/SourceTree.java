package org.bootarchive.archive.source;

import java.io.Closeable;
import java.io.IOException;
import org.bootarchive.ufs.disk.InodeTime;

/**
 * All files that an archive is to have.
 *
 * @param root the root directory
 * @param time the time of what the source tells none for: of the file system as a whole
 * @param resource what has to stay open as long as contents are read
 */
public record SourceTree(SourceNode root, InodeTime time, Closeable resource) implements Closeable {

  /** Returns a tree whose contents need nothing to stay open. */
  public static SourceTree of(SourceNode root, InodeTime time) {
    return new SourceTree(root, time, () -> {});
  }

  @Override
  public void close() throws IOException {
    resource.close();
  }
}
