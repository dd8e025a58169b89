package org.bootarchive.media.iso;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bootarchive.archive.image.Content;
import org.bootarchive.ufs.device.BlockDevice;

/**
 * A boot image with mkisofs' boot info table: in bytes 8 to 63 the sectors of the descriptor and of
 * itself, its length, and the sum of the words behind.
 */
final class BootInfoContent implements Content {
  static final int TABLE = 8;
  static final int TABLE_END = 64;

  private static final int BUFFER_BYTES = 1 << 16;

  private final Content content;
  private final ByteBuffer table;

  private BootInfoContent(Content content, ByteBuffer table) {
    this.content = content;
    this.table = table;
  }

  static Content of(Content content, long descriptor, long sector) throws IOException {
    if (content.size() < TABLE_END) {
      return content;
    }
    ByteBuffer table =
        ByteBuffer.allocate(TABLE_END - TABLE)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt((int) descriptor)
            .putInt((int) sector)
            .putInt((int) content.size())
            .putInt(sum(content));
    return new BootInfoContent(content, table.rewind());
  }

  private static int sum(Content content) throws IOException {
    int sum = 0;
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    try (BlockDevice device = content.open()) {
      for (long at = TABLE_END; at < content.size(); at += BUFFER_BYTES) {
        buffer.clear().limit((int) Math.min(BUFFER_BYTES, content.size() - at));
        device.read(at, buffer);
        while (buffer.position() % 4 != 0) {
          buffer.limit(buffer.limit() + 1).put((byte) 0);
        }
        buffer.flip();
        while (buffer.hasRemaining()) {
          sum += buffer.getInt();
        }
      }
    }
    return sum;
  }

  @Override
  public long size() {
    return content.size();
  }

  @Override
  public BlockDevice open() throws IOException {
    BlockDevice device = content.open();
    return new BlockDevice() {
      @Override
      public long size() {
        return device.size();
      }

      @Override
      public void read(long offset, ByteBuffer target) throws IOException {
        int start = target.position();
        device.read(offset, target);
        for (long at = Math.max(offset, TABLE);
            at < Math.min(TABLE_END, offset + target.position() - start);
            at++) {
          target.put(start + (int) (at - offset), table.get((int) at - TABLE));
        }
      }

      @Override
      public void close() throws IOException {
        device.close();
      }
    };
  }
}
