package org.bootarchive.archive.source;

import java.io.IOException;
import org.bootarchive.ufs.disk.DeviceNumber;

/** Device numbers of sources as inodes can hold them. */
public final class DeviceNumbers {
  private DeviceNumbers() {}

  /**
   * Returns a device number.
   *
   * @param path the device's path, for the exception
   * @throws IOException if no inode can hold it
   */
  public static DeviceNumber of(String path, long major, long minor) throws IOException {
    if (major >= 0 && major < 1 << 14 && minor >= 0 && minor < 1 << 18) {
      DeviceNumber number = new DeviceNumber((int) major, (int) minor);
      if (number.isRepresentable()) {
        return number;
      }
    }
    throw new IOException(
        path + ": device " + major + "," + minor + " is beyond what an inode holds");
  }
}
