package org.bootarchive.boot.vfs;

import com.google.common.io.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.bootarchive.ufs.device.BlockDevice;

/** The bytes of a module as they are. */
final class ModuleBytes extends ByteSource {
  private final BlockDevice content;

  ModuleBytes(BlockDevice content) {
    this.content = content;
  }

  @Override
  public InputStream openStream() {
    return new ChunkStream(content.size()) {
      private long offset;

      @Override
      int fill(byte[] buffer) throws IOException {
        int count = (int) Math.min(buffer.length, content.size() - offset);
        content.read(offset, ByteBuffer.wrap(buffer, 0, count));
        offset += count;
        return count;
      }
    };
  }
}
