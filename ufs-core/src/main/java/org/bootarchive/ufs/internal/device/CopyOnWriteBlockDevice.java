package org.bootarchive.ufs.internal.device;

import com.google.common.collect.ImmutableRangeSet;
import com.google.common.collect.Range;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.ConcurrentSkipListMap;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.WritableBlockDevice;

/**
 * Changes laid over another device, which stays as it is.
 *
 * <p>Memory holds one page for every stretch of {@link #PAGE_BYTES} bytes that was written to, up
 * to its last byte that is not zero: most indirect blocks of a file system are all but empty. One
 * thread may write; others may read meanwhile, and see each page before or after.
 */
public final class CopyOnWriteBlockDevice implements WritableBlockDevice {
  /** The unit that is copied, in bytes. */
  public static final int PAGE_BYTES = 4096;

  private static final byte[] NOTHING = {};
  private static final byte[] ZEROS = new byte[PAGE_BYTES];

  private final BlockDevice base;

  /** Pages by their number; what is not there of one is zeros. */
  private final ConcurrentSkipListMap<Long, byte[]> pages = new ConcurrentSkipListMap<>();

  /** Where a page is put together, by the one thread that writes. */
  private final byte[] draft = new byte[PAGE_BYTES];

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
    for (long number : pages.keySet()) {
      long at = number * PAGE_BYTES;
      if (at != end) {
        if (end >= 0) {
          ranges.add(Range.closedOpen(start, end));
        }
        start = at;
      }
      end = at + pageBytes(number);
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
        count = Math.min(end - target.position(), PAGE_BYTES - within);
        int held = Math.min(count, Math.max(0, page.length - within));
        target.put(page, Math.min(within, page.length), held);
        putZeros(target, count - held);
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
      int pageBytes = pageBytes(number);
      int count = Math.min(source.remaining(), pageBytes - within);
      byte[] page = pages.get(number);
      if (page != null) {
        System.arraycopy(page, 0, draft, 0, page.length);
        Arrays.fill(draft, page.length, pageBytes, (byte) 0);
      } else if (count < pageBytes) {
        base.read(number * PAGE_BYTES, ByteBuffer.wrap(draft, 0, pageBytes));
      }
      source.get(draft, within, count);
      int used = pageBytes;
      while (used > 0 && draft[used - 1] == 0) {
        used--;
      }
      pages.put(number, used == 0 ? NOTHING : Arrays.copyOf(draft, used));
      at += count;
    }
  }

  private int pageBytes(long number) {
    return (int) Math.min(PAGE_BYTES, size() - number * PAGE_BYTES);
  }

  private static void putZeros(ByteBuffer target, int bytes) {
    for (int left = bytes; left > 0; ) {
      int count = Math.min(left, ZEROS.length);
      target.put(ZEROS, 0, count);
      left -= count;
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
