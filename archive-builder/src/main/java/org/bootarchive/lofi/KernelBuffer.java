package org.bootarchive.lofi;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bootarchive.ufs.device.BlockDevice;

/**
 * The kernel's buffer for stored bytes ({@code struct compbuf}): kept from one request to the next,
 * with the older bytes behind the newer ones, until a larger one is needed.
 */
final class KernelBuffer {
  /** What is followed at the most; the kernel would need as much memory. */
  private static final long MAX_BYTES = 2L * LofiHeader.MAX_SEGMENT_BYTES + (1 << 20);

  private final BlockDevice file;
  private byte[] bytes = {};
  private long allocated;
  private int filled;

  private long filledFrom = -1;
  private long filledWith = -1;

  KernelBuffer(BlockDevice file) {
    this.file = file;
  }

  /** Reads from a sector of the file as much as there is, up to a number of bytes. */
  KernelReader.Answer fill(long from, long count) throws IOException {
    if (from == filledFrom && count == filledWith) {
      return KernelReader.Answer.OK;
    }
    if (Long.compareUnsigned(from, file.size()) > 0) {
      return KernelReader.Answer.FAULT;
    }
    long present = Math.min(count, file.size() - from);
    if (present > MAX_BYTES) {
      return KernelReader.Answer.UNDEFINED;
    }
    if (allocated < count) {
      allocated = count;
      filled = 0;
    }
    if (bytes.length < present) {
      byte[] larger = new byte[(int) present];
      System.arraycopy(bytes, 0, larger, 0, filled);
      bytes = larger;
    }
    file.read(from, ByteBuffer.wrap(bytes, 0, (int) present));
    filled = (int) Math.max(filled, present);
    filledFrom = from;
    filledWith = count;
    return KernelReader.Answer.OK;
  }

  /** Returns the bytes, of which the first {@link #filled} are the file's. */
  byte[] bytes() {
    return bytes;
  }

  int filled() {
    return filled;
  }
}
