package org.bootarchive.lofi;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.internal.device.PieceCache;

/**
 * The image in a compressed file, read at random.
 *
 * <p>Any number of threads may read at once. Of what was decompressed 32 MiB are kept in memory, or
 * two segments where those are more; a reader takes two segments besides, and {@link #transferTo} a
 * few for each processor. A segment that breaks a rule fails the reads that need it, and no others.
 */
public final class LofiDevice implements BlockDevice {
  private static final int KEPT_BYTES = 32 << 20;

  /** Shorter transfers are done before threads would have started. */
  private static final int WORTH_THREADS = 4;

  private final BlockDevice compressed;
  private final LofiHeader header;
  private final SegmentDecoders decoders;
  private final PieceCache kept;
  private final SegmentTransfer transfer;

  private LofiDevice(BlockDevice compressed, LofiHeader header) {
    this.compressed = compressed;
    this.header = header;
    this.decoders = new SegmentDecoders(compressed, header);
    this.transfer = new SegmentTransfer(header, decoders);
    this.kept =
        new PieceCache(
            header.bytesOf(0),
            Math.min(header.segments(), Math.max(2, KEPT_BYTES / header.segmentBytes())),
            (segment, target) -> decoders.decode((int) segment, target, 0));
  }

  /**
   * Opens the image in a compressed file, whose header and index are read and checked.
   *
   * @param compressed the file; closed with the device, and left open if this fails
   * @throws org.bootarchive.ufs.device.CorruptImageException if the header or the index breaks a
   *     rule; the message says which, and whether the kernel would notice
   * @throws org.bootarchive.ufs.device.UnsupportedImageException if there are more or longer
   *     segments than {@link LofiHeader} names
   * @throws IOException if the file cannot be read
   */
  public static LofiDevice open(BlockDevice compressed) throws IOException {
    return new LofiDevice(compressed, LofiHeader.read(compressed));
  }

  /**
   * Opens the image in a compressed file.
   *
   * @throws IOException as {@link #open(BlockDevice)}, or if there is no such file
   */
  public static LofiDevice open(Path compressed) throws IOException {
    FileBlockDevice file = FileBlockDevice.open(compressed);
    try {
      return open(file);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** Returns what the file says of itself. */
  public LofiHeader header() {
    return header;
  }

  /** Returns the compressed file, which this device closes. */
  public BlockDevice compressed() {
    return compressed;
  }

  /** Returns the length of the image when it is decompressed, in bytes. */
  @Override
  public long size() {
    return header.uncompressedBytes();
  }

  /**
   * {@inheritDoc}
   *
   * @throws org.bootarchive.ufs.device.CorruptImageException if a segment that is needed breaks a
   *     rule
   */
  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    checkBounds(offset, target.remaining());
    long at = offset;
    while (target.hasRemaining()) {
      int segment = (int) (at / header.segmentBytes());
      int within = (int) (at % header.segmentBytes());
      int count = Math.min(target.remaining(), header.bytesOf(segment) - within);
      kept.copy(segment, within, count, target);
      at += count;
    }
  }

  /**
   * {@inheritDoc} Long transfers are decompressed in as many threads as there are processors.
   *
   * @throws org.bootarchive.ufs.device.CorruptImageException if a segment that is needed breaks a
   *     rule
   */
  @Override
  public void transferTo(long offset, long bytes, WritableByteChannel target) throws IOException {
    checkBounds(offset, bytes);
    if (bytes < (long) WORTH_THREADS * header.segmentBytes()) {
      BlockDevice.super.transferTo(offset, bytes, target);
    } else {
      transfer.run(offset, bytes, target);
    }
  }

  /**
   * Writes the whole image to a file, every byte to its own place, from as many threads as there
   * are processors. The channel's position stays.
   *
   * @param target must not be open for appending
   * @param progress is told how many bytes from the start on are written
   * @throws org.bootarchive.ufs.device.CorruptImageException if a segment breaks a rule; some of
   *     the others may be written then
   * @throws IOException if the file cannot be read or written
   */
  public void copyTo(FileChannel target, LongConsumer progress) throws IOException {
    transfer.copy(target, progress);
  }

  private void checkBounds(long offset, long bytes) throws EOFException {
    if (offset < 0) {
      throw new IllegalArgumentException("negative offset: " + offset);
    }
    if (offset > size() - bytes) {
      throw new EOFException(
          bytes + " bytes at byte " + offset + " reach beyond the end at byte " + size());
    }
  }

  @Override
  public void close() throws IOException {
    decoders.close();
    compressed.close();
  }
}
