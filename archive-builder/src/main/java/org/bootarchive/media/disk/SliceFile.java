package org.bootarchive.media.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bootarchive.archive.image.FileContent;
import org.bootarchive.archive.image.Placement;
import org.bootarchive.gzip.SparseFile;
import org.bootarchive.media.volume.VolumePlan;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.internal.device.CopyOnWriteBlockDevice;
import org.bootarchive.ufs.internal.file.WrittenFile;

/** A slice of a disk as a file of its own, and back. */
public final class SliceFile {
  private static final int BUFFER_BYTES = 1 << 20;

  /** What is compared and written at once. */
  private static final int BLOCK_BYTES = 1 << 16;

  private SliceFile() {}

  /**
   * Copies a slice to a file, with holes for zeros.
   *
   * @param target does not exist, or is empty
   * @throws IOException if the disk cannot be read, or the file not be written
   */
  public static void copy(Medium disk, Medium.Part slice, Path target) throws IOException {
    BlockDevice device = disk.device(slice);
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    try (FileChannel channel = WrittenFile.open(target)) {
      SparseFile sparse = new SparseFile(channel);
      for (long at = 0; at < device.size(); at += buffer.limit()) {
        buffer.clear().limit((int) Math.min(BUFFER_BYTES, device.size() - at));
        device.read(at, buffer);
        sparse.write(buffer.flip());
      }
      sparse.finish();
    }
  }

  /**
   * Returns the slice with the bytes of a file, of which those are written that differ. What is in
   * the slice behind them stays.
   *
   * @param made at most as long as the slice; has to be there until the plan is written
   * @throws IOException if one cannot be read, or the file is longer than the slice
   */
  public static VolumePlan plan(Medium disk, Medium.Part slice, Path made) throws IOException {
    FileContent content = FileContent.ofWhole(made, Files.size(made));
    if (content.size() > slice.bytes()) {
      throw new IOException(
          "the file system would need "
              + content.size()
              + " bytes, and its slice has "
              + slice.bytes());
    }
    BlockDevice old = disk.device(slice);
    List<Placement> placements = new ArrayList<>();
    ByteBuffer before = ByteBuffer.allocate(BUFFER_BYTES);
    ByteBuffer after = ByteBuffer.allocate(BUFFER_BYTES);
    try (FileBlockDevice device = FileBlockDevice.open(made)) {
      for (long at = 0; at < content.size(); at += before.limit()) {
        int count = (int) Math.min(BUFFER_BYTES, content.size() - at);
        old.read(at, before.clear().limit(count));
        device.read(at, after.clear().limit(count));
        for (int from = 0; from < count; from += BLOCK_BYTES) {
          int bytes = Math.min(BLOCK_BYTES, count - from);
          if (before.slice(from, bytes).mismatch(after.slice(from, bytes)) >= 0) {
            placements.add(new Placement(at + from, bytes, content, at + from));
          }
        }
      }
    }
    return VolumePlan.of(CopyOnWriteBlockDevice.over(old), placements);
  }
}
