package org.bootarchive.archive.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bootarchive.ufs.device.BlockDevice;

/**
 * All bytes of a device, which stays open and does not change.
 *
 * @param device the device
 */
public record DeviceContent(BlockDevice device) implements Content {
  @Override
  public long size() {
    return device.size();
  }

  @Override
  public Reader open() {
    return new Reader() {
      @Override
      public void read(long position, ByteBuffer target) throws IOException {
        device.read(position, target);
      }

      @Override
      public void checkEnd() {}

      @Override
      public void close() {}
    };
  }
}
