package org.bootarchive.archive.extract;

import java.io.Closeable;
import java.io.IOException;
import org.bootarchive.ufs.disk.DeviceNumber;
import org.bootarchive.ufs.volume.FileContent;

/**
 * Where an extraction puts what comes out of an archive. A directory comes before what is in it;
 * nothing comes twice under one name.
 */
interface ExtractionTarget extends Closeable {
  /** Takes a directory. */
  void directory(ExtractedFile directory) throws IOException;

  /** Takes a regular file under the first of its names. */
  void file(ExtractedFile file, FileContent content) throws IOException;

  /**
   * Takes a symbolic link under the first of its names.
   *
   * @param text bytes
   * @return whether the target holds it now
   */
  boolean symbolicLink(ExtractedFile link, byte[] text) throws IOException;

  /**
   * Takes a device, FIFO or socket under the first of its names.
   *
   * @param device the number, (0, 0) for what is no device
   * @return whether the target holds it now
   */
  boolean special(ExtractedFile file, DeviceNumber device) throws IOException;

  /** Takes another name of something that the target holds. */
  void hardLink(ExtractedFile link, ExtractedFile first) throws IOException;

  /** Completes what was put: all is there when this returns. */
  void finish() throws IOException;
}
