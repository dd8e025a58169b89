package org.bootarchive.archive.platform;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import org.bootarchive.archive.image.Content;
import org.bootarchive.archive.image.DeviceContent;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.text.EscapedBytes;
import org.bootarchive.ufs.volume.FileContentDevice;
import org.bootarchive.ufs.volume.Volume;

/**
 * A name of a regular file, with /usr mounted.
 *
 * @param path without a slash at the start, chars U+0000 to U+00FF for bytes
 * @param volume the volume that the file is in
 * @param number of the inode in it
 * @param inode the inode
 */
record RegularFile(String path, Volume volume, long number, Inode inode) implements Md5Sums.Source {
  @Override
  public long size() {
    return Math.max(0, inode.size());
  }

  @Override
  public Content content() throws IOException {
    return new DeviceContent(FileContentDevice.of(volume.content(number, inode)));
  }

  /** Returns the path with bytes that are not printable as \\xHH. */
  @Override
  public String toString() {
    return EscapedBytes.escape(path.getBytes(ISO_8859_1));
  }
}
