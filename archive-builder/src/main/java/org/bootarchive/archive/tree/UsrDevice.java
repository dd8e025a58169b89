package org.bootarchive.archive.tree;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.CorruptImageException;

/** The device in usr.lgz; it reports damage under that name, and says how to do without it. */
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
    // What is about the file itself has its name already.
    return cause.structure().equals(UsrImage.NAME.toString())
        ? cause
        : new UsrImage.DamagedException(cause);
  }
}
