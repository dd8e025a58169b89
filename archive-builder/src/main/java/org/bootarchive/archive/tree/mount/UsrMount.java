package org.bootarchive.archive.tree.mount;

import java.io.Closeable;
import java.io.IOException;
import org.bootarchive.ufs.volume.Volume;

/** What is mounted on an archive's {@code /usr} after boot, opened when something asks for it. */
public interface UsrMount extends Closeable {
  /**
   * Returns the file system, always the same.
   *
   * @throws IOException if it cannot be opened
   */
  Volume volume() throws IOException;
}
