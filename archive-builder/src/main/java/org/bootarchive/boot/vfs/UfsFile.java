package org.bootarchive.boot.vfs;

import com.google.common.io.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The bytes of a file of a UFS that is not compressed ({@code getblock} of ufsops.c). */
final class UfsFile extends ByteSource {
  private final UfsInode inode;
  private final UfsTables tables;

  UfsFile(UfsInode inode, UfsTables tables) {
    this.inode = inode;
    this.tables = tables;
  }

  @Override
  public InputStream openStream() {
    return new Blocks(inode, tables);
  }

  /** Reads as a caller does that asks for all that is left. */
  private static final class Blocks extends ChunkStream {
    /** Length of the kernel's own buffer for a block ({@code fi_buf}). */
    private static final int BUFFER_BYTES = 8192;

    /**
     * What the buffer may overrun: it spoils the pointer behind it, {@code fi_getblock}, which is
     * not used again for a file that is not compressed (filep.h).
     */
    private static final int HARMLESS_BYTES = 8;

    private final UfsInode inode;
    private final UfsTables tables;
    private final RamdiskView view;

    /** The next byte of the file. */
    private long place;

    /** Where the block's bytes lie, or {@link Ramdisk#UNREADABLE} for stale memory. */
    private long address;

    /** Bytes of the block that are not delivered yet. */
    private long count;

    Blocks(UfsInode inode, UfsTables tables) {
      super(inode.size());
      this.inode = inode;
      this.tables = tables;
      this.view = tables.ramdisk().view();
    }

    @Override
    int fill(byte[] buffer) throws IOException {
      int filled = 0;
      while (filled < buffer.length && place != inode.size()) {
        if (count == 0) {
          loadBlock();
        }
        int part = (int) Math.min(buffer.length - filled, count);
        if (address == Ramdisk.UNREADABLE) {
          Arrays.fill(buffer, filled, filled + part, (byte) 0);
        } else {
          view.copy(address, buffer, filled, part);
          address += part;
        }
        filled += part;
        place += part;
        count -= part;
      }
      return filled;
    }

    private void loadBlock() throws IOException {
      int left = (int) (inode.size() - place);
      if (left <= 0) {
        throw KernelStopException.hang(
            "what is left of the file, cut to 32 bits, is "
                + left
                + ": the kernel prints \"Short read\" for ever");
      }
      UfsGeometry geometry = tables.geometry();
      int block = geometry.blockOf(place);
      int fragment = geometry.fragment(inode, block, tables.ramdisk(), view);
      int offset = geometry.offsetInBlock(place);
      int size = geometry.bytesInBlock(inode, block);
      long wanted = Math.min(remaining(), Integer.MAX_VALUE);
      boolean direct = offset == 0 && wanted >= size;
      address = tables.ramdisk().address(geometry.sector(fragment), size);
      if (address == Ramdisk.UNREADABLE) {
        count = Integer.toUnsignedLong(size);
      } else if (direct) {
        count = size;
      } else {
        checkBuffer(size);
        boolean last = Long.compareUnsigned(place - offset + size, inode.size()) >= 0;
        int bytes = (last ? left + offset : size) - offset;
        count = bytes;
        address += offset;
      }
      checkCount();
    }

    private static void checkBuffer(int size) throws KernelStopException {
      if (Integer.compareUnsigned(size, BUFFER_BYTES + HARMLESS_BYTES) > 0) {
        throw KernelStopException.crash(
            "a block of "
                + Integer.toUnsignedString(size)
                + " bytes overflows the kernel's buffer of 8192");
      }
    }

    private void checkCount() throws KernelStopException {
      if (count == 0) {
        throw KernelStopException.hang("blocks of no bytes: the kernel reads them for ever");
      }
      if (count < 0) {
        throw KernelStopException.crash("a block of " + count + " bytes: the kernel reads wild");
      }
      count = Math.min(count, remaining());
    }

    private long remaining() {
      long left = inode.size() - place;
      return left < 0 ? Long.MAX_VALUE : left;
    }
  }
}
