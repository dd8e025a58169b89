package org.bootarchive.archive.image;

import org.bootarchive.ufs.device.BlockDevice;

/**
 * All bytes of a device that does not change.
 *
 * @param device is closed by whoever reads the content, and has to bear it, and to be read again
 */
public record DeviceContent(BlockDevice device) implements Content {
  @Override
  public long size() {
    return device.size();
  }

  @Override
  public BlockDevice open() {
    return device;
  }
}
