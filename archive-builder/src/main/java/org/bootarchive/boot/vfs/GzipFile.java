package org.bootarchive.boot.vfs;

import com.google.common.io.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/**
 * A file that the kernel inflates while it reads it ({@code cf_read} of decompress.c).
 *
 * <p>The kernel asks zlib again after an error as long as blocks of the file are left that it has
 * not fed to it, and zlib does not take them: that is a loop without an end.
 */
final class GzipFile extends ByteSource {
  /** A file of fewer bytes is never compressed. */
  static final int MIN_BYTES = 3;

  private static final int MAGIC = 0x8b1f;
  private static final int DEFLATE = 8;

  private final Supplier<FileBlocks> blocks;
  private final long size;
  private final Ramdisk ramdisk;

  GzipFile(Supplier<FileBlocks> blocks, long size, Ramdisk ramdisk) {
    this.blocks = blocks;
    this.size = size;
    this.ramdisk = ramdisk;
  }

  /** Returns whether a file that starts at an address counts as compressed. */
  static boolean startsAt(long address, RamdiskView view) throws IOException {
    return view.shortAt(address) == MAGIC && view.byteAt(address + 2) == DEFLATE;
  }

  @Override
  public InputStream openStream() {
    return new Inflated(blocks.get(), size, new GzipDecoder(ramdisk.view()));
  }

  private static final class Inflated extends ChunkStream {
    private final FileBlocks blocks;
    private final long size;
    private final GzipDecoder decoder;

    /** The first byte of the file that was not fed ({@code fi_cfoff}). */
    private long fed;

    Inflated(FileBlocks blocks, long size, GzipDecoder decoder) {
      this.blocks = blocks;
      this.size = size;
      this.decoder = decoder;
    }

    @Override
    int fill(byte[] buffer) throws IOException {
      int filled = 0;
      while (filled < buffer.length) {
        if (hasUnfedBlocks() && decoder.needsInput()) {
          if (!blocks.load(fed)) {
            return blocks.failedRead();
          }
          feed();
        } else if (hasUnfedBlocks() && decoder.isBad()) {
          throw KernelStopException.hang(
              "damaged gzip data with unread blocks behind it: the kernel inflates for ever");
        }
        filled += decoder.inflate(buffer, filled);
        if (!hasUnfedBlocks() || decoder.isAtEnd()) {
          break;
        }
      }
      return filled;
    }

    private void feed() throws KernelStopException {
      if (blocks.count() == 0) {
        throw KernelStopException.hang("blocks of no bytes: the kernel reads them for ever");
      }
      decoder.feed(blocks.address(), blocks.count());
      fed += blocks.count();
    }

    private boolean hasUnfedBlocks() {
      return Long.compareUnsigned(fed, size) < 0;
    }

    @Override
    public void close() {
      decoder.close();
    }
  }
}
