package org.bootarchive.media.volume;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Range;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.bootarchive.archive.image.Content;
import org.bootarchive.archive.image.ImageLayout;
import org.bootarchive.archive.image.LayoutDevice;
import org.bootarchive.archive.image.Placement;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.WritableBlockDevice;
import org.bootarchive.ufs.internal.device.CopyOnWriteBlockDevice;

/**
 * A volume as it is to be, and what differs from the volume as it is.
 *
 * @param structures the volume with its tables and directories as they are to be; as long as the
 *     volume is to be
 * @param contents where the contents of new and changed files go, none over another
 */
public record VolumePlan(CopyOnWriteBlockDevice structures, ImmutableList<Placement> contents) {
  private static final int BUFFER_BYTES = 1 << 20;

  /** Returns the plan with contents in any order. */
  public static VolumePlan of(CopyOnWriteBlockDevice structures, List<Placement> contents) {
    return new VolumePlan(structures, ImageLayout.of(structures, contents).placements());
  }

  /** Returns the length that the volume is to have in bytes. */
  public long size() {
    return structures.size();
  }

  /** Returns the whole volume as it is to be, to be read before it is written. */
  public ImageLayout layout() {
    return new ImageLayout(structures, contents);
  }

  /** Returns how many bytes differ at most. */
  public long changedBytes() {
    long bytes = 0;
    for (Range<Long> range : structures.changedRanges().asRanges()) {
      bytes += range.upperEndpoint() - range.lowerEndpoint();
    }
    for (Placement placement : contents) {
      bytes += placement.bytes();
    }
    return bytes;
  }

  /**
   * Makes a copy of the volume what it is to be: tables and directories, then contents.
   *
   * @param copy of the volume as it is, {@link #size} bytes long
   * @throws IOException if a content cannot be read or the copy not be written
   */
  public void writeTo(WritableBlockDevice copy) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    for (Range<Long> range : structures.changedRanges().asRanges()) {
      for (long at = range.lowerEndpoint(); at < range.upperEndpoint(); at += buffer.limit()) {
        buffer.clear().limit((int) Math.min(buffer.capacity(), range.upperEndpoint() - at));
        structures.read(at, buffer);
        copy.write(at, buffer.flip());
      }
    }
    // Behind the structures, whose ranges are whole pages and may reach into contents.
    for (Placement placement : contents) {
      write(placement, copy, buffer);
    }
  }

  private static void write(Placement placement, WritableBlockDevice copy, ByteBuffer buffer)
      throws IOException {
    Content content = placement.content();
    long end = Math.min(placement.contentOffset() + placement.bytes(), content.size());
    try (BlockDevice reader = content.open()) {
      long done = 0;
      while (done < placement.bytes()) {
        int count = (int) Math.min(buffer.capacity(), placement.bytes() - done);
        long from = placement.contentOffset() + done;
        buffer.clear().limit((int) Math.max(0, Math.min(count, end - from)));
        if (buffer.hasRemaining()) {
          reader.read(from, buffer);
        }
        buffer.limit(count);
        while (buffer.hasRemaining()) {
          buffer.put((byte) 0);
        }
        copy.write(placement.deviceOffset() + done, buffer.flip());
        done += count;
      }
    }
  }

  /** Returns a device that is read as the volume as it is to be. */
  public BlockDevice asDevice() {
    return LayoutDevice.of(layout());
  }
}
