package org.bootarchive.archive.tree;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.disk.CorruptImageException;

/** The device in usr.lgz; damage that it meets is told with that name, and a way round it. */
record UsrDevice(BlockDevice device) implements BlockDevice {
  @Override
  public long size() {
    return device.size();
  }

  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    try {
      device.read(offset, target);
    } catch (CorruptImageException e) {
      throw damaged(e);
    }
  }

  @Override
  public void transferTo(long offset, long bytes, WritableByteChannel target) throws IOException {
    try {
      device.transferTo(offset, bytes, target);
    } catch (CorruptImageException e) {
      throw damaged(e);
    }
  }

  @Override
  public void close() throws IOException {
    device.close();
  }

  static CorruptImageException damaged(CorruptImageException cause) {
    String name = UsrImage.NAME.toString();
    if (cause.structure().equals(name)) {
      // It was told so already, or it is about the file itself.
      return cause;
    }
    CorruptImageException named =
        new CorruptImageException(
            name, -1, cause.getMessage() + "; --no-nested shows the archive's own usr/ instead");
    named.initCause(cause);
    return named;
  }
}
