package org.bootarchive.ufs.volume;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.WritableBlockDevice;
import org.bootarchive.ufs.disk.Superblock;
import org.jspecify.annotations.Nullable;

/**
 * The fragments of metadata that were changed, in memory until they are flushed, over a device.
 *
 * <p>Between {@link #begin} and {@link #commit} each fragment is saved before its first change, so
 * that {@link #rollback} brings back what was. A fragment is here or on the device, never half.
 */
final class MetadataBuffer implements BlockDevice {
  private static final int ROW = 1 << 10;

  private final WritableBlockDevice device;
  private final ByteOrder byteOrder;
  private final int blockBytes;
  private final int fragmentBytes;

  /** By the number of the block, a row of them together; rows and pages not needed are null. */
  private @Nullable Page[] @Nullable [] rows = new Page[1][];

  private int pageCount;

  /** Arrays of pages that were flushed, to be used again. */
  private final ArrayDeque<byte[]> spare = new ArrayDeque<>();

  private final List<Saved> saved = new ArrayList<>();

  /** A block. */
  private static final class Page {
    final byte[] bytes;

    /** One bit a fragment: it is here, not on the device. */
    int held;

    /** One bit a fragment: it was saved since {@link #begin}. */
    int savedMask;

    Page(byte[] bytes) {
      this.bytes = bytes;
    }
  }

  /** A fragment before its first change; without contents if it was on the device. */
  private record Saved(Page page, int fragment, @Nullable ByteBuffer contents) {}

  MetadataBuffer(WritableBlockDevice device, Superblock superblock) {
    this.device = device;
    this.byteOrder = superblock.byteOrder();
    this.blockBytes = superblock.blockBytes();
    this.fragmentBytes = superblock.fragmentBytes();
  }

  /**
   * Returns bytes to be changed, in the image's byte order; what is put there becomes the image's.
   *
   * @param offset in bytes
   * @param bytes how many; they lie within one block
   */
  ByteBuffer modify(long offset, int bytes) throws IOException {
    Page page = page(offset);
    int first = (int) (offset % blockBytes);
    for (int f = first / fragmentBytes; f * fragmentBytes < first + bytes; f++) {
      if (save(page, f)) {
        int at = f * fragmentBytes;
        device.read(
            offset / blockBytes * blockBytes + at, ByteBuffer.wrap(page.bytes, at, fragmentBytes));
      }
    }
    return slice(page, first, bytes);
  }

  /**
   * Returns bytes of zero that replace what is on the device, to be filled.
   *
   * @param offset in bytes, the start of a fragment
   * @param bytes whole fragments that lie within one block
   */
  ByteBuffer replace(long offset, int bytes) {
    Page page = page(offset);
    int first = (int) (offset % blockBytes);
    for (int f = first / fragmentBytes; f * fragmentBytes < first + bytes; f++) {
      save(page, f);
    }
    Arrays.fill(page.bytes, first, first + bytes, (byte) 0);
    return slice(page, first, bytes);
  }

  /** Drops changes of whole fragments: they are free, and what they held does not matter. */
  void discard(long offset, long bytes) {
    for (long at = offset; at < offset + bytes; at += fragmentBytes) {
      Page page = find(at);
      int fragment = (int) (at % blockBytes) / fragmentBytes;
      if (page != null && holds(page, fragment)) {
        save(page, fragment);
        page.held &= ~(1 << fragment);
      }
    }
  }

  /** Writes to the device at once: contents of files, in fragments that are not held here. */
  void writeThrough(long offset, ByteBuffer source) throws IOException {
    device.write(offset, source);
  }

  private static boolean holds(Page page, int fragment) {
    return (page.held >> fragment & 1) != 0;
  }

  private @Nullable Page find(long offset) {
    long number = offset / blockBytes;
    long row = number / ROW;
    @Nullable Page[] known = row < rows.length ? rows[(int) row] : null;
    return known == null ? null : known[(int) (number % ROW)];
  }

  private Page page(long offset) {
    Page known = find(offset);
    return known == null ? fresh(offset / blockBytes) : known;
  }

  private Page fresh(long number) {
    int at = Math.toIntExact(number / ROW);
    if (at >= rows.length) {
      rows = Arrays.copyOf(rows, Math.max(at + 1, 2 * rows.length));
    }
    @Nullable Page[] row = rows[at];
    if (row == null) {
      row = new Page[ROW];
      rows[at] = row;
    }
    byte[] used = spare.poll();
    Page page = new Page(used == null ? new byte[blockBytes] : used);
    row[(int) (number % ROW)] = page;
    pageCount++;
    return page;
  }

  /** Saves a fragment before its change; returns whether it must be read from the device yet. */
  private boolean save(Page page, int fragment) {
    int bit = 1 << fragment;
    boolean absent = (page.held & bit) == 0;
    if ((page.savedMask & bit) == 0) {
      page.savedMask |= bit;
      int at = fragment * fragmentBytes;
      saved.add(
          new Saved(
              page,
              fragment,
              absent
                  ? null
                  : ByteBuffer.wrap(Arrays.copyOfRange(page.bytes, at, at + fragmentBytes))));
    }
    page.held |= bit;
    return absent;
  }

  private ByteBuffer slice(Page page, int from, int bytes) {
    return ByteBuffer.wrap(page.bytes, from, bytes).slice().order(byteOrder);
  }

  /** Starts a set of changes that happens whole or not at all. */
  void begin() {
    commit();
  }

  /** Ends a set of changes: they stay. */
  void commit() {
    for (Saved one : saved) {
      one.page().savedMask = 0;
    }
    saved.clear();
  }

  /** Ends a set of changes: everything is as it was before {@link #begin}. */
  void rollback() {
    for (Saved one : saved) {
      Page page = one.page();
      ByteBuffer contents = one.contents();
      if (contents == null) {
        page.held &= ~(1 << one.fragment());
      } else {
        page.held |= 1 << one.fragment();
        contents.get(page.bytes, one.fragment() * fragmentBytes, fragmentBytes);
      }
    }
    commit();
  }

  /** Returns how many bytes of memory it takes to hold what was changed. */
  long heldBytes() {
    return (long) pageCount * blockBytes;
  }

  /**
   * Writes everything to the device, front to back, and holds nothing any more; what {@link
   * #modify} and {@link #replace} returned is not to be used any more.
   */
  void flush() throws IOException {
    for (int at = 0; at < rows.length; at++) {
      @Nullable Page[] row = rows[at];
      for (int i = 0; row != null && i < ROW; i++) {
        Page page = row[i];
        if (page != null) {
          row[i] = null;
          pageCount--;
          flush(page, ((long) at * ROW + i) * blockBytes);
          spare.add(page.bytes);
        }
      }
    }
    saved.clear();
  }

  private void flush(Page page, long offset) throws IOException {
    for (int f = 0; page.held >>> f != 0; ) {
      int start = f + Integer.numberOfTrailingZeros(page.held >>> f);
      int end = start + Integer.numberOfTrailingZeros(~(page.held >>> start));
      int at = start * fragmentBytes;
      device.write(offset + at, ByteBuffer.wrap(page.bytes, at, (end - start) * fragmentBytes));
      f = end;
    }
  }

  @Override
  public long size() {
    return device.size();
  }

  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    int limit = target.limit();
    long at = offset;
    long plain = offset;
    while (target.position() + (at - plain) < limit) {
      int within = (int) (at % blockBytes);
      int count =
          (int)
              Math.min(
                  fragmentBytes - within % fragmentBytes, limit - target.position() - (at - plain));
      Page page = find(at);
      if (page != null && holds(page, within / fragmentBytes)) {
        readDevice(plain, (int) (at - plain), target, limit);
        target.put(page.bytes, within, count);
        plain = at + count;
      }
      at += count;
    }
    readDevice(plain, (int) (at - plain), target, limit);
  }

  private void readDevice(long offset, int bytes, ByteBuffer target, int limit) throws IOException {
    if (bytes > 0) {
      target.limit(target.position() + bytes);
      try {
        device.read(offset, target);
      } finally {
        target.limit(limit);
      }
    }
  }

  @Override
  public void close() throws IOException {
    device.close();
  }
}
