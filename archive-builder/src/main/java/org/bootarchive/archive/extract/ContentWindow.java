package org.bootarchive.archive.extract;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.internal.file.WriteFailure;
import org.bootarchive.ufs.volume.Extent;
import org.bootarchive.ufs.volume.FileContent;

/**
 * A part of an image that several files lie in, read by one read. For one thread.
 *
 * <p>The buffer is so small that what is in it is still near the processor when it is written.
 */
final class ContentWindow {
  /** The longest part, and thus the largest file, in bytes. */
  private static final int BYTES = 1 << 18;

  /** A part is read if it has at most so many bytes besides twice those of the files. */
  private static final int SPARE_BYTES = 1 << 16;

  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BYTES);
  private long start;
  private long end;
  private long used;

  /** Whether there is one file in the buffer, whose parts lie far from each other in the image. */
  private boolean scattered;

  /**
   * Reads some of the files from one on.
   *
   * @return how many; 0 if the first is too large or has holes, or cannot be read
   * @throws IOException if the image cannot be read
   */
  int read(List<FileContent> contents, int from) throws IOException {
    BlockDevice device = contents.get(from).device();
    start = Long.MAX_VALUE;
    end = 0;
    used = 0;
    int next = from;
    while (next < contents.size()
        && contents.get(next).device() == device
        && include(contents.get(next))) {
      next++;
    }
    scattered = next == from && mayBeRead(contents.get(from));
    try {
      if (scattered) {
        int unused = contents.get(from).read(0, buffer.clear());
        return 1;
      }
      if (used > 0) {
        device.read(start, buffer.clear().limit((int) (end - start)));
      }
      return next - from;
    } catch (EOFException | CorruptImageException e) {
      // It comes again where the file is read alone.
      return 0;
    }
  }

  private static boolean mayBeRead(FileContent content) {
    boolean holes = false;
    for (int i = 0; i < content.extents().size(); i++) {
      holes |= content.extents().get(i).isHole();
    }
    return content.size() <= BYTES && !holes;
  }

  /** Makes the part larger, so that a file is in it; returns false if it would be too large. */
  private boolean include(FileContent content) {
    List<Extent> extents = content.extents();
    long first = start;
    long last = end;
    for (int i = 0; i < extents.size(); i++) {
      Extent extent = extents.get(i);
      if (extent.isHole()) {
        return false;
      }
      first = Math.min(first, extent.deviceOffset());
      last = Math.max(last, extent.deviceOffset() + extent.bytes());
    }
    long bytes = used + content.size();
    if (last - first > Math.min(BYTES, 4 * bytes + SPARE_BYTES)) {
      return false;
    }
    start = first;
    end = last;
    used = bytes;
    return true;
  }

  /** Writes a file that was read. */
  void write(FileContent content, Path file, FileChannel target) throws IOException {
    try {
      write(content, target);
    } catch (IOException e) {
      throw target.isOpen() ? WriteFailure.of(file, " after " + target.size() + " bytes", e) : e;
    }
  }

  private void write(FileContent content, FileChannel target) throws IOException {
    if (scattered) {
      write(0, (int) content.size(), target);
      return;
    }
    List<Extent> extents = content.extents();
    for (int i = 0; i < extents.size(); i++) {
      Extent extent = extents.get(i);
      write((int) (extent.deviceOffset() - start), (int) extent.bytes(), target);
    }
  }

  private void write(int position, int bytes, FileChannel target) throws IOException {
    buffer.limit(position + bytes).position(position);
    while (buffer.hasRemaining()) {
      target.write(buffer);
    }
  }
}
