package org.bootarchive.boot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.bootarchive.ufs.device.BlockDevice;

/** A content with some of its bytes changed, or another length. */
record PatchedContent(BlockDevice content, long size, Map<Long, Byte> changes)
    implements BlockDevice {

  static PatchedContent of(BlockDevice content, Map<Long, Byte> changes) {
    return new PatchedContent(content, content.size(), new TreeMap<>(changes));
  }

  /** A content of another length, zeros behind its end. */
  PatchedContent resized(long newSize) {
    return new PatchedContent(content, newSize, changes);
  }

  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    int start = target.position();
    int there = (int) Math.max(0, Math.min(target.remaining(), content.size() - offset));
    if (there > 0) {
      content.read(offset, target.slice(start, there));
    }
    target.position(target.limit());
    for (int i = start + there; i < target.limit(); i++) {
      target.put(i, (byte) 0);
    }
    changes.forEach(
        (place, value) -> {
          long at = place - offset + start;
          if (at >= start && at < target.limit()) {
            target.put((int) at, value);
          }
        });
  }
}
