package org.bootarchive.ufs.volume;

import static com.google.common.base.Preconditions.checkArgument;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.bootarchive.ufs.device.BlockDevice;

/**
 * The bytes of a file as a device, to read an image that lies in another. Holes are zeros. Closing
 * it does nothing: the volume stays open.
 */
public final class FileContentDevice implements BlockDevice {
  private final FileContent content;

  private FileContentDevice(FileContent content) {
    this.content = content;
  }

  /** Returns a device over a file's bytes. */
  public static FileContentDevice of(FileContent content) {
    return new FileContentDevice(content);
  }

  @Override
  public long size() {
    return content.size();
  }

  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    checkBounds(offset, target.remaining());
    if (target.hasRemaining()) {
      int unused = content.read(offset, target);
    }
  }

  @Override
  public void transferTo(long offset, long bytes, WritableByteChannel target) throws IOException {
    checkBounds(offset, bytes);
    if (bytes > 0) {
      content.transferTo(offset, bytes, target);
    }
  }

  private void checkBounds(long offset, long bytes) throws EOFException {
    checkArgument(offset >= 0, "offset %s", offset);
    if (offset > size() - bytes) {
      throw new EOFException(
          bytes + " bytes at byte " + offset + " reach beyond the file's end at byte " + size());
    }
  }

  @Override
  public void close() {}
}
