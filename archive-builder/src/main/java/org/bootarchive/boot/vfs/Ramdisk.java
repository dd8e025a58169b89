package org.bootarchive.boot.vfs;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.bootarchive.ufs.device.BlockDevice;

/**
 * The memory that holds the ramdisk, and the one check that the kernel makes of a place in it.
 *
 * <p>Addresses count from the start of the ramdisk in bytes. What the kernel would find outside is
 * not known: here it is zeros. Any number of threads may use a ramdisk; each has its own {@link
 * RamdiskView}.
 */
final class Ramdisk {
  /** Bytes of a sector, which the kernel's readers count in ({@code DEV_BSIZE}). */
  static final int SECTOR_BYTES = 512;

  /** What {@link #address} returns where the kernel's diskread fails. */
  static final long UNREADABLE = -1;

  static final int PAGE_BYTES = 1 << 16;
  private static final long CACHED_PAGES = 256;

  private final BlockDevice content;
  private final long size;
  private final Cache<Long, byte[]> pages =
      CacheBuilder.newBuilder().concurrencyLevel(2).maximumSize(CACHED_PAGES).build();

  Ramdisk(BlockDevice content) {
    this.content = content;
    this.size = content.size();
  }

  long size() {
    return size;
  }

  /** Returns a view for one thread. */
  RamdiskView view() {
    return new RamdiskView(this);
  }

  /**
   * Returns where a read starts, or {@link #UNREADABLE} if it would end outside ({@code diskread}).
   *
   * @param sector cut to 32 bits by the kernel, and so is its product with 512
   * @param bytes cut to 32 bits, unsigned
   */
  long address(long sector, long bytes) {
    long address = Integer.toUnsignedLong((int) sector * SECTOR_BYTES);
    return address + Integer.toUnsignedLong((int) bytes) > size ? UNREADABLE : address;
  }

  /** Returns a page, zeros behind the end. The array is shared: nobody may change it. */
  byte[] page(long index) throws IOException {
    byte[] page = pages.getIfPresent(index);
    if (page == null) {
      page = new byte[PAGE_BYTES];
      long start = index * PAGE_BYTES;
      int length = (int) Math.min(PAGE_BYTES, size - start);
      content.read(start, ByteBuffer.wrap(page, 0, length));
      pages.put(index, page);
    }
    return page;
  }
}
