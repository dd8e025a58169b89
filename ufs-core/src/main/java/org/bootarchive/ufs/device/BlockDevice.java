package org.bootarchive.ufs.device;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * Bytes of a fixed length, read by position.
 *
 * <p>Reading has no state: any number of threads may read at once. Offsets and sizes are bytes.
 */
public interface BlockDevice extends Closeable {

  /** The most that a transfer reads at once, in bytes. */
  int TRANSFER_BYTES = 1 << 20;

  /** Returns the length of the device in bytes. */
  long size();

  /**
   * Fills {@code target} from its position to its limit with the bytes from {@code offset} on.
   *
   * @param offset in bytes, at least 0
   * @throws EOFException if the device ends before the buffer is full; the buffer's contents are
   *     then undefined
   * @throws IOException if the device cannot be read
   */
  void read(long offset, ByteBuffer target) throws IOException;

  /**
   * Writes some of the device's bytes to a channel.
   *
   * @param offset in bytes, at least 0
   * @param bytes how many, at least 0
   * @throws EOFException if the device ends before the last of them; some may be written then
   * @throws IOException if the device cannot be read, or the channel not written
   */
  default void transferTo(long offset, long bytes, WritableByteChannel target) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(bytes, TRANSFER_BYTES));
    for (long done = 0; done < bytes; done += buffer.limit()) {
      buffer.clear().limit((int) Math.min(bytes - done, buffer.capacity()));
      read(offset + done, buffer);
      buffer.flip();
      while (buffer.hasRemaining()) {
        target.write(buffer);
      }
    }
  }

  /**
   * Returns where bytes are that may be other than zeros. All before them are zeros, and need not
   * be read.
   *
   * @param offset in bytes, at least 0
   * @return at least the offset; the size if nothing but zeros is left
   */
  default long nextData(long offset) {
    return offset;
  }

  /**
   * Checks that bytes lie within the device, as every device does of what it is asked for.
   *
   * @param offset of the first byte
   * @param length how many, at least 0
   * @throws IllegalArgumentException if the offset is negative
   * @throws EOFException if the device ends before the last of them
   */
  default void checkRange(long offset, long length) throws EOFException {
    if (offset < 0) {
      throw new IllegalArgumentException("negative offset: " + offset);
    }
    if (offset > size() - length) {
      throw new EOFException(
          length + " bytes at byte " + offset + " reach beyond the end at byte " + size());
    }
  }

  /**
   * Lets go of what the device holds: nothing, where it says nothing else.
   *
   * @throws IOException if that fails
   */
  @Override
  default void close() throws IOException {}
}
