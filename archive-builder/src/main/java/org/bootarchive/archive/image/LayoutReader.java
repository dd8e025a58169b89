package org.bootarchive.archive.image;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.IdentityHashMap;
import java.util.List;
import org.bootarchive.ufs.device.BlockDevice;
import org.jspecify.annotations.Nullable;

/** Reads the bytes of a layout from the front to the back; for the use of one thread. */
final class LayoutReader implements Closeable {
  /** Contents that lie in several parts stay open between them, if they are not more. */
  private static final int OPEN_AT_ONCE = 64;

  private static final byte[] ZEROS = new byte[8192];

  private final ImageLayout layout;
  private final List<Placement> placements;
  private final IdentityHashMap<Content, BlockDevice> open = new IdentityHashMap<>();
  private int next;
  private long position;

  LayoutReader(ImageLayout layout) {
    this.layout = layout;
    this.placements = layout.placements();
  }

  /** Fills a buffer with the next bytes; fewer than fit at the end alone, none behind it. */
  void fill(ByteBuffer target) throws IOException {
    int limit = target.limit();
    int last = (int) Math.min(limit, target.position() + layout.device().size() - position);
    while (target.position() < last) {
      Placement placement = next < placements.size() ? placements.get(next) : null;
      long end =
          placement == null
              ? Long.MAX_VALUE
              : position < placement.deviceOffset() ? placement.deviceOffset() : placement.end();
      int count = (int) Math.min(last - target.position(), end - position);
      target.limit(target.position() + count);
      if (placement == null || position < placement.deviceOffset()) {
        layout.device().read(position, target);
      } else {
        read(placement, target);
      }
      position += count;
      if (placement != null && position == placement.end()) {
        next++;
      }
    }
    target.limit(limit);
  }

  private void read(Placement placement, ByteBuffer target) throws IOException {
    int limit = target.limit();
    long within = position - placement.deviceOffset();
    long left = placement.contentBytes() - within;
    if (left > 0) {
      int count = (int) Math.min(left, target.remaining());
      target.limit(target.position() + count);
      readContent(placement, within, count == left, target);
      target.limit(limit);
    }
    while (target.hasRemaining()) {
      target.put(ZEROS, 0, Math.min(ZEROS.length, target.remaining()));
    }
  }

  private void readContent(Placement placement, long within, boolean ends, ByteBuffer target)
      throws IOException {
    Content content = placement.content();
    BlockDevice kept = open.isEmpty() ? null : open.get(content);
    BlockDevice reader = kept == null ? content.open() : kept;
    boolean done = false;
    try {
      reader.read(placement.contentOffset() + within, target);
      done = ends && placement.isLast();
      if (!done && kept == null) {
        keep(content, reader);
        kept = reader;
      }
    } finally {
      if (done || kept == null) {
        open.remove(content);
        reader.close();
      }
    }
  }

  private void keep(Content content, BlockDevice reader) throws IOException {
    if (open.size() >= OPEN_AT_ONCE) {
      close();
    }
    open.put(content, reader);
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (BlockDevice reader : open.values()) {
      failure = close(reader, failure);
    }
    open.clear();
    if (failure != null) {
      throw failure;
    }
  }

  private static @Nullable IOException close(BlockDevice reader, @Nullable IOException before) {
    try {
      reader.close();
    } catch (IOException e) {
      return before == null ? e : before;
    }
    return before;
  }
}
