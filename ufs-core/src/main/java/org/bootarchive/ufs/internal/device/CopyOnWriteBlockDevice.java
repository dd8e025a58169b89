package org.bootarchive.ufs.internal.device;

import com.google.common.collect.ImmutableRangeSet;
import com.google.common.collect.Range;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.WritableBlockDevice;

/**
 * Changes laid over another device, which stays as it is.
 *
 * <p>Memory holds one page for every stretch of {@link #PAGE_BYTES} bytes that was written to. One
 * thread may write; others may read meanwhile, and see each page before or after.
 */
public final class CopyOnWriteBlockDevice implements WritableBlockDevice {
  /** The unit that is copied, in bytes. */
  public static final int PAGE_BYTES = 4096;

  private final BlockDevice base;
  private final ConcurrentSkipListMap<Long, byte[]> pages = new ConcurrentSkipListMap<>();

  private CopyOnWriteBlockDevice(BlockDevice base) {
    this.base = base;
  }

  /** Returns a device that starts with the contents of {@code base} and closes it with itself. */
  public static CopyOnWriteBlockDevice over(BlockDevice base) {
    return new CopyOnWriteBlockDevice(base);
  }

  /** Returns the ranges that were written to, in bytes, rounded to pages. */
  public ImmutableRangeSet<Long> changedRanges() {
    ImmutableRangeSet.Builder<Long> ranges = ImmutableRangeSet.builder();
    long start = -1;
    long end = -1;
    for (Map.Entry<Long, byte[]> page : pages.entrySet()) {
      long at = page.getKey() * PAGE_BYTES;
      if (at != end) {
        if (end >= 0) {
          ranges.add(Range.closedOpen(start, end));
        }
        start = at;
      }
      end = at + page.getValue().length;
    }
    if (end >= 0) {
      ranges.add(Range.closedOpen(start, end));
    }
    return ranges.build();
  }

  @Override
  public long size() {
    return base.size();
  }

  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    checkRange(offset, target.remaining());
    int end = target.limit();
    long at = offset;
    while (target.position() < end) {
      byte[] page = pages.get(at / PAGE_BYTES);
      int count;
      if (page != null) {
        int within = (int) (at % PAGE_BYTES);
        count = Math.min(end - target.position(), page.length - within);
        target.put(page, within, count);
      } else {
        Long next = pages.higherKey(at / PAGE_BYTES);
        long limit = next == null ? Long.MAX_VALUE : next * PAGE_BYTES;
        count = (int) Math.min(end - target.position(), limit - at);
        target.limit(target.position() + count);
        try {
          base.read(at, target);
        } finally {
          target.limit(end);
        }
      }
      at += count;
    }
  }

  @Override
  public void write(long offset, ByteBuffer source) throws IOException {
    checkRange(offset, source.remaining());
    long at = offset;
    while (source.hasRemaining()) {
      long number = at / PAGE_BYTES;
      int within = (int) (at % PAGE_BYTES);
      int pageBytes = (int) Math.min(PAGE_BYTES, size() - number * PAGE_BYTES);
      int count = Math.min(source.remaining(), pageBytes - within);
      byte[] page = pages.get(number);
      byte[] changed = new byte[pageBytes];
      if (page != null) {
        System.arraycopy(page, 0, changed, 0, pageBytes);
      } else if (count < pageBytes) {
        base.read(number * PAGE_BYTES, ByteBuffer.wrap(changed));
      }
      source.get(changed, within, count);
      pages.put(number, changed);
      at += count;
    }
  }

  /** Does nothing: the changes are in memory alone. */
  @Override
  public void force() {}

  @Override
  public void close() throws IOException {
    base.close();
  }
}
