package org.bootarchive.ufs.internal.device;

import com.google.common.collect.ImmutableRangeSet;
import com.google.common.collect.Range;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.WritableBlockDevice;
import org.jspecify.annotations.Nullable;

/**
 * Changes laid over another device, which stays as it is.
 *
 * <p>Memory holds one page for every stretch of {@link #PAGE_BYTES} bytes that was written to, but
 * for zeros at its end: most indirect blocks of a file system are all but empty. One thread may
 * write; others may read meanwhile, and see each page before or after.
 */
public final class CopyOnWriteBlockDevice implements WritableBlockDevice {
  /** The unit that is copied, in bytes. */
  public static final int PAGE_BYTES = 4096;

  /** Pages in a row. */
  private static final int ROW = 256;

  /** The unit by which zeros at the end of a page are left out: seeing many at once is fast. */
  private static final int TRIMMED_BYTES = 256;

  private static final byte[] NOTHING = {};
  private static final byte[] ZEROS = new byte[PAGE_BYTES];

  private final BlockDevice base;

  /** Pages by their number, a row of them together; what is not there of one is zeros. */
  private final ConcurrentSkipListMap<Long, AtomicReferenceArray<byte @Nullable []>> rows =
      new ConcurrentSkipListMap<>();

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
    for (Map.Entry<Long, AtomicReferenceArray<byte @Nullable []>> row : rows.entrySet()) {
      for (int i = 0; i < ROW; i++) {
        long number = row.getKey() * ROW + i;
        long at = number * PAGE_BYTES;
        if (row.getValue().get(i) == null) {
          continue;
        }
        if (at != end) {
          if (end >= 0) {
            ranges.add(Range.closedOpen(start, end));
          }
          start = at;
        }
        end = at + pageBytes(number);
      }
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
      byte[] page = page(at / PAGE_BYTES);
      int count;
      if (page != null) {
        int within = (int) (at % PAGE_BYTES);
        count = Math.min(end - target.position(), PAGE_BYTES - within);
        int held = Math.min(count, Math.max(0, page.length - within));
        target.put(page, Math.min(within, page.length), held);
        putZeros(target, count - held);
      } else {
        count = (int) Math.min(target.remaining(), nextPage(at, target.remaining()) - at);
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

  private byte @Nullable [] page(long number) {
    AtomicReferenceArray<byte @Nullable []> row = rows.get(number / ROW);
    return row == null ? null : row.get((int) (number % ROW));
  }

  /**
   * Returns where the first page behind a place starts, or somewhere behind the bytes asked for.
   */
  private long nextPage(long offset, int bytes) {
    long number = offset / PAGE_BYTES + 1;
    while (number * PAGE_BYTES < offset + bytes) {
      AtomicReferenceArray<byte @Nullable []> row = rows.get(number / ROW);
      if (row == null) {
        number = (number / ROW + 1) * ROW;
        continue;
      }
      do {
        if (row.get((int) (number % ROW)) != null) {
          return number * PAGE_BYTES;
        }
        number++;
      } while (number % ROW != 0);
    }
    return number * PAGE_BYTES;
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
      AtomicReferenceArray<byte @Nullable []> row = row(number / ROW);
      byte[] page = row.get((int) (number % ROW));
      if (page != null) {
        System.arraycopy(page, 0, draft, 0, page.length);
        Arrays.fill(draft, page.length, pageBytes, (byte) 0);
      } else if (count < pageBytes) {
        base.read(number * PAGE_BYTES, ByteBuffer.wrap(draft, 0, pageBytes));
      }
      source.get(draft, within, count);
      int used = usedBytes(pageBytes);
      row.set((int) (number % ROW), used == 0 ? NOTHING : Arrays.copyOf(draft, used));
      at += count;
    }
  }

  private AtomicReferenceArray<byte @Nullable []> row(long number) {
    AtomicReferenceArray<byte @Nullable []> known = rows.get(number);
    if (known == null) {
      known = new AtomicReferenceArray<>(ROW);
      rows.put(number, known);
    }
    return known;
  }

  /** Returns how many bytes of the draft are to be kept: behind them is nothing but zeros. */
  private int usedBytes(int pageBytes) {
    int used = pageBytes;
    while (used > 0) {
      int start = (used - 1) / TRIMMED_BYTES * TRIMMED_BYTES;
      if (Arrays.mismatch(draft, start, used, ZEROS, 0, used - start) >= 0) {
        return used;
      }
      used = start;
    }
    return 0;
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
