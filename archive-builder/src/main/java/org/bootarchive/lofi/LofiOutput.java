package org.bootarchive.lofi;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.common.primitives.ImmutableLongArray;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** A file as it is written: the segments first, and then what stands before them. */
final class LofiOutput {
  private final SeekableByteChannel target;
  private final long start;
  private final long[] offsets;
  private int segments;

  /** Starts a file of some segments where the channel stands. */
  LofiOutput(SeekableByteChannel target, int segments) throws IOException {
    this.target = target;
    this.start = target.position();
    this.offsets = new long[segments + 1];
    target.position(start + dataOffset());
  }

  private long dataOffset() {
    return LofiHeader.FIXED_BYTES + (long) Long.BYTES * offsets.length;
  }

  /** Says that the next segment takes some bytes, which are written at once or with others. */
  void addSegment(long storedBytes) {
    offsets[segments + 1] = offsets[segments] + storedBytes;
    segments++;
  }

  void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      target.write(bytes);
    }
  }

  /** Returns the channel, where segments can be written that have been added. */
  SeekableByteChannel channel() {
    return target;
  }

  /** Returns the length of the file when it is complete, in bytes. */
  long fileBytes() {
    long end = dataOffset() + offsets[segments];
    return end + padding(end);
  }

  private static int padding(long end) {
    return (int) (-end & (LofiHeader.SECTOR_BYTES - 1));
  }

  /** Writes the zeros at the end, the header and the index; the channel then stands at the end. */
  LofiHeader finish(LofiAlgorithm algorithm, int segmentBytes, int lastSegmentBytes)
      throws IOException {
    write(ByteBuffer.allocate(padding(dataOffset() + offsets[segments])));
    ByteBuffer header = ByteBuffer.allocate((int) dataOffset());
    header.put(algorithm.text().getBytes(US_ASCII)).position(LofiAlgorithm.NAME_BYTES);
    header.putInt(segmentBytes).putInt(offsets.length).putInt(lastSegmentBytes);
    for (long offset : offsets) {
      header.putLong(offset);
    }
    target.position(start);
    write(header.flip());
    target.position(start + fileBytes());
    return new LofiHeader(
        algorithm, segmentBytes, lastSegmentBytes, ImmutableLongArray.copyOf(offsets));
  }
}
