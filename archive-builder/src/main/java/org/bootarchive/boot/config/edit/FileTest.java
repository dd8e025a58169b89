package org.bootarchive.boot.config.edit;

import java.io.IOException;
import org.bootarchive.ufs.text.ByteString;

/** Tells whether a boot loader would find a file. */
@FunctionalInterface
public interface FileTest {
  /**
   * Returns whether there is a file at a path or URL.
   *
   * @throws IOException if that cannot be told
   */
  boolean exists(ByteString path) throws IOException;
}
