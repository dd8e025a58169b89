package org.bootarchive.archive.overlay;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bootarchive.boot.module.ModuleContent;
import org.bootarchive.ufs.device.BlockDevice;

/** A boot module's content as a device to read a file system from. */
final class ModuleDevice implements BlockDevice {
  private final ModuleContent content;

  ModuleDevice(ModuleContent content) {
    this.content = content;
  }

  @Override
  public long size() {
    return content.size();
  }

  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    content.read(offset, target);
  }

  @Override
  public void close() {}
}
