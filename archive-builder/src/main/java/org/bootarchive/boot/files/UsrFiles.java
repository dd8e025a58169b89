package org.bootarchive.boot.files;

import java.io.IOException;
import org.bootarchive.ufs.device.BlockDevice;

/** Knows what is below /usr after the boot: the file system in a boot archive's usr.lgz. */
@FunctionalInterface
public interface UsrFiles {
  /** Knows nothing below /usr but what the ramdisk itself has there. */
  UsrFiles NONE = (archive, path) -> false;

  /**
   * Returns whether a file or directory is there.
   *
   * @param archive the boot archive
   * @param path below the root, such as {@code usr/bin/ls}; chars standing for bytes
   * @throws IOException if the archive cannot be read
   */
  boolean has(BlockDevice archive, String path) throws IOException;
}
