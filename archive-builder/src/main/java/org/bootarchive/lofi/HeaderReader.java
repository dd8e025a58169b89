package org.bootarchive.lofi;

import com.google.common.primitives.ImmutableLongArray;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.UnsupportedImageException;
import org.bootarchive.ufs.text.EscapedBytes;
import org.jspecify.annotations.Nullable;

/** Reads the header and the index of a file, and says which rules they break. */
final class HeaderReader {
  private static final int SEGMENT_SIZE_AT = 36;
  private static final int ENTRIES_AT = 40;
  private static final int LAST_LENGTH_AT = 44;

  /** Entries that are read at once: a file with few bytes takes little memory. */
  private static final int ENTRIES_AT_ONCE = 1 << 13;

  private final BlockDevice file;
  private final LofiFault.Sink findings;

  HeaderReader(BlockDevice file, LofiFault.Sink findings) {
    this.file = file;
    this.findings = findings;
  }

  /**
   * Returns the header, null if it is so broken that it tells nothing of the segments. The rules of
   * the index may be broken even if a header is returned.
   */
  @Nullable LofiHeader read() throws IOException {
    long size = file.size();
    byte[] fixed = new byte[(int) Math.min(LofiHeader.FIXED_BYTES, size)];
    file.read(0, ByteBuffer.wrap(fixed));
    if (size % LofiHeader.SECTOR_BYTES != 0) {
      header(
          LofiRule.FILE_LENGTH, size - size % LofiHeader.SECTOR_BYTES, size, "a multiple of 512");
    }
    LofiAlgorithm algorithm = LofiAlgorithm.ofField(fixed).orElse(null);
    if (algorithm == null || size < LofiHeader.FIXED_BYTES) {
      header(
          LofiRule.NAME,
          0,
          "'" + EscapedBytes.escape(nameIn(fixed)) + "'",
          "gzip, gzip-6, gzip-9 or lzma, and a NUL");
      return null;
    }
    ByteBuffer numbers = ByteBuffer.wrap(fixed);
    long segmentBytes = Integer.toUnsignedLong(numbers.getInt(SEGMENT_SIZE_AT));
    long entries = Integer.toUnsignedLong(numbers.getInt(ENTRIES_AT));
    long lastBytes = Integer.toUnsignedLong(numbers.getInt(LAST_LENGTH_AT));
    if (!numbersAreSound(segmentBytes, entries, lastBytes)) {
      return null;
    }
    return new LofiHeader(algorithm, (int) segmentBytes, (int) lastBytes, readIndex((int) entries));
  }

  private static byte[] nameIn(byte[] fixed) {
    int end = 0;
    while (end < Math.min(fixed.length, LofiAlgorithm.NAME_BYTES) && fixed[end] != 0) {
      end++;
    }
    return Arrays.copyOf(fixed, end);
  }

  private boolean numbersAreSound(long segmentBytes, long entries, long lastBytes)
      throws IOException {
    if (segmentBytes < LofiHeader.SECTOR_BYTES || Long.bitCount(segmentBytes) != 1) {
      header(LofiRule.SEGMENT_SIZE, SEGMENT_SIZE_AT, segmentBytes, "a power of two, at least 512");
      return false;
    }
    if (entries < 2) {
      header(LofiRule.ENTRIES, ENTRIES_AT, entries, "at least 2");
      return false;
    }
    if (lastBytes < 1 || lastBytes > segmentBytes) {
      header(LofiRule.LAST_LENGTH, LAST_LENGTH_AT, lastBytes, "1 to " + segmentBytes);
      return false;
    }
    long dataOffset = LofiHeader.FIXED_BYTES + Long.BYTES * entries;
    if (dataOffset > file.size()) {
      header(
          LofiRule.INDEX_PAST_END,
          ENTRIES_AT,
          entries + " entries, to byte " + dataOffset,
          "an end within the file's " + file.size() + " bytes");
      return false;
    }
    if (segmentBytes > LofiHeader.MAX_SEGMENT_BYTES) {
      throw new UnsupportedImageException(
          SEGMENT_SIZE_AT,
          "segments of "
              + segmentBytes
              + " bytes; "
              + LofiHeader.MAX_SEGMENT_BYTES
              + " is the most that is read");
    }
    if (entries - 1 > LofiHeader.MAX_SEGMENTS) {
      throw new UnsupportedImageException(
          ENTRIES_AT,
          entries - 1 + " segments; " + LofiHeader.MAX_SEGMENTS + " is the most that is read");
    }
    return true;
  }

  private ImmutableLongArray readIndex(int entries) throws IOException {
    long dataOffset = LofiHeader.FIXED_BYTES + (long) Long.BYTES * entries;
    long dataBytes = file.size() - dataOffset;
    ImmutableLongArray.Builder offsets = ImmutableLongArray.builder(entries);
    ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES * Math.min(entries, ENTRIES_AT_ONCE));
    long before = -1;
    for (int entry = 0; entry < entries; entry++) {
      long place = LofiHeader.FIXED_BYTES + (long) Long.BYTES * entry;
      if (entry % ENTRIES_AT_ONCE == 0) {
        buffer.clear().limit(Long.BYTES * Math.min(entries - entry, ENTRIES_AT_ONCE));
        file.read(place, buffer);
        buffer.flip();
      }
      long offset = buffer.getLong();
      checkEntry(entry, place, before, offset, dataBytes);
      offsets.add(offset);
      before = offset;
    }
    return offsets.build();
  }

  /** Checks an entry, whose number may be anything of 64 bits without a sign. */
  private void checkEntry(int entry, long place, long before, long offset, long dataBytes)
      throws IOException {
    String found = Long.toUnsignedString(offset);
    if (entry > 0 && Long.compareUnsigned(offset, before) < 0) {
      LofiRule rule = LofiRule.DECREASING;
      String expected = "more than the " + Long.toUnsignedString(before) + " before it";
      findings.accept(LofiFault.ofEntry(rule, entry, place, found, expected));
    } else if (entry > 0 && offset == before) {
      String expected = "more than the same number before it";
      findings.accept(LofiFault.ofEntry(LofiRule.STEP, entry, place, found, expected));
    } else if (Long.compareUnsigned(offset, dataBytes) > 0) {
      String expected = "at most " + dataBytes + ", where the file ends";
      findings.accept(LofiFault.ofEntry(LofiRule.PAST_END, entry, place, found, expected));
    }
  }

  private void header(LofiRule rule, long byteOffset, Object found, String expected)
      throws IOException {
    findings.accept(LofiFault.ofHeader(rule, byteOffset, found, expected));
  }
}
