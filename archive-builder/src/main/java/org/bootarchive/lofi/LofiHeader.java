package org.bootarchive.lofi;

import com.google.common.primitives.ImmutableLongArray;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.bootarchive.ufs.device.BlockDevice;

/**
 * What a compressed file says about itself: how it is compressed, and where its segments are.
 *
 * @param segmentBytes uncompressed bytes of every segment but the last, a power of two from 512 to
 *     {@link #MAX_SEGMENT_BYTES}
 * @param lastSegmentBytes uncompressed bytes of the last segment, 1 to {@code segmentBytes}
 * @param offsets where each segment starts, counted from {@link #dataOffset}, and where the last
 *     one ends: one more than there are segments
 */
public record LofiHeader(
    LofiAlgorithm algorithm, int segmentBytes, int lastSegmentBytes, ImmutableLongArray offsets) {

  /** Bytes before the index. */
  static final int FIXED_BYTES = 48;

  /** Sectors that the kernel counts in; a compressed file is a multiple of it. */
  static final int SECTOR_BYTES = 512;

  /** The segment size that lofiadm takes where it is told none, in bytes. */
  public static final int DEFAULT_SEGMENT_BYTES = 1 << 17;

  /** The largest segment that is read or written here, in bytes: it is held in memory whole. */
  public static final int MAX_SEGMENT_BYTES = 1 << 26;

  /** The most segments of a file that is read or written here: the index is held in memory. */
  public static final int MAX_SEGMENTS = 1 << 23;

  /** Returns how many segments there are, at least 1. */
  public int segments() {
    return offsets.length() - 1;
  }

  /** Returns the length of the image when it is decompressed, in bytes. */
  public long uncompressedBytes() {
    return (segments() - 1L) * segmentBytes + lastSegmentBytes;
  }

  /** Returns a compressed file's length in hundredths of the image's, rounded. */
  public long percent(long fileBytes) {
    long bytes = Math.max(1, uncompressedBytes());
    return (fileBytes * 100 + bytes / 2) / bytes;
  }

  /** Returns the uncompressed length of a segment in bytes. */
  public int bytesOf(int segment) {
    return segment == segments() - 1 ? lastSegmentBytes : segmentBytes;
  }

  /** Returns where in the file the first segment's place is counted from, in bytes. */
  public long dataOffset() {
    return FIXED_BYTES + (long) Long.BYTES * offsets.length();
  }

  /** Returns where in the file a segment starts, in bytes: its flag, and then the payload. */
  public long start(int segment) {
    return dataOffset() + offsets.get(segment);
  }

  /** Returns how many bytes of the file a segment takes, its flag included. */
  public long storedBytes(int segment) {
    return offsets.get(segment + 1) - offsets.get(segment);
  }

  /**
   * Tells whether the kernel takes a file for a compressed one: it starts with the name of an
   * algorithm and a NUL. The file need not be sound.
   *
   * @throws IOException if the file cannot be read
   */
  public static boolean isLofi(BlockDevice file) throws IOException {
    byte[] name = new byte[(int) Math.min(LofiAlgorithm.NAME_BYTES, file.size())];
    file.read(0, ByteBuffer.wrap(name));
    return LofiAlgorithm.ofField(name).isPresent();
  }

  /**
   * Reads and checks a file's header and index; the segments are not looked at.
   *
   * @throws org.bootarchive.ufs.device.CorruptImageException if a rule is broken; the message says
   *     which, and whether the kernel would notice
   * @throws org.bootarchive.ufs.device.UnsupportedImageException if the segments are longer than
   *     {@link #MAX_SEGMENT_BYTES}, or more than {@link #MAX_SEGMENTS}
   * @throws IOException if the file cannot be read
   */
  public static LofiHeader read(BlockDevice file) throws IOException {
    LofiHeader header = new HeaderReader(file, LofiFault.Sink.OF_READERS).read();
    if (header == null) {
      throw new IllegalStateException("a header is refused without a word");
    }
    return header;
  }
}
