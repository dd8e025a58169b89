package org.bootarchive.ufs.internal.device;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.bootarchive.ufs.device.BlockDevice;

/**
 * A device that does not change, read for small structures in larger pieces: the neighbours of an
 * inode are read next. Keeps 1 MiB in memory; larger reads and transfers go to the device behind.
 */
public final class ReadAheadBlockDevice implements BlockDevice {
  /** Length of a piece in bytes; pieces start at multiples of it. */
  private static final int PIECE_BYTES = 1 << 14;

  private static final int PIECES = 64;

  /** Reads above this are not small. */
  private static final int SMALL_BYTES = 1 << 10;

  private final BlockDevice device;
  private final PieceCache pieces;

  private ReadAheadBlockDevice(BlockDevice device) {
    this.device = device;
    this.pieces = new PieceCache(PIECE_BYTES, PIECES, new Pieces(device));
  }

  /** Returns a device that reads another, which it closes with itself. */
  public static ReadAheadBlockDevice of(BlockDevice device) {
    return new ReadAheadBlockDevice(device);
  }

  @Override
  public long size() {
    return device.size();
  }

  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    checkRange(offset, target.remaining());
    long number = offset / PIECE_BYTES;
    int within = (int) (offset % PIECE_BYTES);
    if (target.remaining() > SMALL_BYTES || within + target.remaining() > PIECE_BYTES) {
      device.read(offset, target);
    } else {
      pieces.copy(number, within, target.remaining(), target);
    }
  }

  private record Pieces(BlockDevice device) implements PieceCache.Loader {
    @Override
    public void load(long number, byte[] target) throws IOException {
      long start = number * PIECE_BYTES;
      int count = (int) Math.min(PIECE_BYTES, device.size() - start);
      device.read(start, ByteBuffer.wrap(target, 0, count));
    }
  }

  @Override
  public void transferTo(long offset, long bytes, WritableByteChannel target) throws IOException {
    device.transferTo(offset, bytes, target);
  }

  @Override
  public void close() throws IOException {
    device.close();
  }
}
