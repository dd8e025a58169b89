package org.bootarchive.boot.vfs;

import com.google.common.io.ByteSource;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a file of an ISO 9660 file system that is not compressed ({@code bhsfs_read}). */
final class HsfsFile extends ByteSource {
  private final HsfsNode node;
  private final Ramdisk ramdisk;

  HsfsFile(HsfsNode node, Ramdisk ramdisk) {
    this.node = node;
    this.ramdisk = ramdisk;
  }

  @Override
  public InputStream openStream() {
    HsfsBlocks blocks = new HsfsBlocks(node, ramdisk);
    RamdiskView view = ramdisk.view();
    return new ChunkStream(node.size()) {
      private long place;

      @Override
      int fill(byte[] buffer) throws IOException {
        int wanted = (int) Math.min(buffer.length, node.size() - place);
        int filled = 0;
        while (filled < wanted) {
          if (!blocks.load(place + filled)) {
            return 0;
          }
          int count = (int) Math.min(wanted - filled, blocks.count());
          view.copy(blocks.address(), buffer, filled, count);
          filled += count;
        }
        place += filled;
        return filled;
      }
    };
  }
}
