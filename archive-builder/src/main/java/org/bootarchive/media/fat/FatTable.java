package org.bootarchive.media.fat;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.CorruptImageException;

/**
 * The first table of clusters, read in pages; the last pages that were used stay. Any number of
 * threads may read.
 */
final class FatTable {
  /** A page holds whole entries of FAT16 and FAT32, and all of a FAT12. */
  private static final int PAGE_BYTES = 1 << 16;

  /** Entries of a FAT32 in a page. */
  private static final int WORDS = PAGE_BYTES / 4;

  private static final int PAGES = 320;

  private static final ByteBuffer ZEROS = ByteBuffer.allocate(PAGE_BYTES).asReadOnlyBuffer();

  private final BlockDevice device;
  private final FatGeometry geometry;
  private final Map<Long, ByteBuffer> pages =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, ByteBuffer> eldest) {
          return size() > PAGES;
        }
      };

  private long lastNumber = -1;
  private ByteBuffer lastPage = ByteBuffer.allocate(0);

  FatTable(BlockDevice device, FatGeometry geometry) {
    this.device = device;
    this.geometry = geometry;
  }

  /**
   * Returns the entry of a cluster, or of 0 or 1.
   *
   * @throws IOException if the table cannot be read
   */
  synchronized int get(long cluster) throws IOException {
    return switch (geometry.type()) {
      case FAT12 -> {
        int at = (int) (cluster + cluster / 2);
        int pair = page(0).getShort(at) & 0xffff;
        yield cluster % 2 == 0 ? pair & 0xfff : pair >>> 4;
      }
      case FAT16 -> {
        long at = cluster * 2;
        yield page(at / PAGE_BYTES).getShort((int) (at % PAGE_BYTES)) & 0xffff;
      }
      case FAT32 -> {
        long at = cluster * 4;
        yield page(at / PAGE_BYTES).getInt((int) (at % PAGE_BYTES)) & geometry.type().mask();
      }
    };
  }

  /**
   * Returns how many clusters are free from one on, or fewer: those that a look at zeros tells.
   *
   * @param end the cluster behind the last that is asked for
   * @throws IOException if the table cannot be read
   */
  synchronized long freeFrom(long cluster, long end) throws IOException {
    if (geometry.type() != FatType.FAT32) {
      return 0;
    }
    ByteBuffer page = page(cluster * 4 / PAGE_BYTES);
    int at = (int) (cluster * 4 % PAGE_BYTES);
    int bytes = (int) Math.min(page.capacity() - at, (end - cluster) * 4);
    int used = page.slice(at, bytes).mismatch(ZEROS.slice(0, bytes));
    return (used < 0 ? bytes : used) / 4;
  }

  /**
   * Returns how many clusters a chain has in one run from one on, or fewer: as many as one page
   * tells.
   *
   * @return at least 1; behind each but the last comes its neighbour, which is a cluster too
   * @throws IOException if the table cannot be read
   */
  synchronized long runFrom(long cluster) throws IOException {
    if (geometry.type() != FatType.FAT32) {
      return 1;
    }
    ByteBuffer page = page(cluster * 4 / PAGE_BYTES);
    int mask = geometry.type().mask();
    long last = Math.min(cluster / WORDS * WORDS + page.capacity() / 4, geometry.endCluster()) - 1;
    int at = (int) (cluster * 4 % PAGE_BYTES);
    long next = cluster;
    while (next < last && (page.getInt(at) & mask) == next + 1) {
      next++;
      at += 4;
    }
    return next - cluster + 1;
  }

  private ByteBuffer page(long number) throws IOException {
    if (number != lastNumber) {
      ByteBuffer page = pages.get(number);
      if (page == null) {
        page = read(number);
        pages.put(number, page);
      }
      lastPage = page;
      lastNumber = number;
    }
    return lastPage;
  }

  private ByteBuffer read(long number) throws IOException {
    long start = number * PAGE_BYTES;
    long end = geometry.fatSectors() * geometry.sectorBytes();
    int bytes = (int) Math.min(PAGE_BYTES, end - start);
    ByteBuffer page = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    try {
      device.read(geometry.fatOffset(0) + start, page);
    } catch (EOFException e) {
      throw cut("table of clusters", geometry.fatOffset(0) + start, e);
    }
    return page.rewind();
  }

  /** Returns the exception for an image that ends before its file system does. */
  static CorruptImageException cut(String structure, long at, EOFException cause) {
    CorruptImageException corrupt =
        new CorruptImageException(structure, at, "the image ends before it");
    corrupt.initCause(cause);
    return corrupt;
  }
}
