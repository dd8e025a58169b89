package org.bootarchive.media.disk;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.WritableBlockDevice;

/**
 * Some bytes of a device, such as a partition. Closing it does nothing.
 *
 * @param device all of it
 * @param offset where the bytes start
 * @param size how many they are
 */
public record DeviceRange(BlockDevice device, long offset, long size) implements BlockDevice {

  /** Returns bytes that can be changed. */
  public static WritableBlockDevice writable(WritableBlockDevice device, long offset, long size) {
    DeviceRange range = new DeviceRange(device, offset, size);
    return new WritableBlockDevice() {
      @Override
      public long size() {
        return size;
      }

      @Override
      public void read(long from, ByteBuffer target) throws IOException {
        range.read(from, target);
      }

      @Override
      public void write(long to, ByteBuffer source) throws IOException {
        range.check(to, source.remaining());
        device.write(offset + to, source);
      }

      @Override
      public void force() throws IOException {
        device.force();
      }

      @Override
      public void close() {}
    };
  }

  private void check(long from, long bytes) throws EOFException {
    if (from < 0) {
      throw new IllegalArgumentException("negative offset: " + from);
    }
    if (from > size - bytes) {
      throw new EOFException(bytes + " bytes at byte " + from + " of " + size);
    }
  }

  @Override
  public void read(long from, ByteBuffer target) throws IOException {
    check(from, target.remaining());
    device.read(offset + from, target);
  }

  @Override
  public void transferTo(long from, long bytes, WritableByteChannel target) throws IOException {
    check(from, bytes);
    device.transferTo(offset + from, bytes, target);
  }

  @Override
  public void close() {}
}
