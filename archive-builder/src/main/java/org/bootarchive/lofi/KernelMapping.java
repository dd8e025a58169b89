package org.bootarchive.lofi;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bootarchive.ufs.device.BlockDevice;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a mapped file as the kernel holds them, unchecked: 32 bits wide where its are.
 *
 * <p>Source: {@code lofi_map_file}, {@code lofi_init_compress}, {@code lofi_map_compressed_file} in
 * {@code uts/common/io/lofi.c}.
 *
 * @param algorithm null if the file is mapped as a plain image
 * @param segmentBytes S, unsigned
 * @param entries N, unsigned
 * @param lastSegmentBytes L, unsigned
 */
record KernelMapping(
    BlockDevice file,
    @Nullable LofiAlgorithm algorithm,
    long segmentBytes,
    long entries,
    long lastSegmentBytes) {
  private static final long INT_MASK = 0xffff_ffffL;

  /** Returns the numbers that a file's first bytes have. */
  static KernelMapping of(BlockDevice file) throws IOException {
    ByteBuffer fixed = ByteBuffer.allocate(LofiHeader.FIXED_BYTES);
    fixed.limit((int) Math.min(fixed.capacity(), file.size()));
    file.read(0, fixed);
    fixed.clear();
    return new KernelMapping(
        file,
        LofiAlgorithm.ofField(fixed.array()).orElse(null),
        fixed.getInt(LofiAlgorithm.NAME_BYTES) & INT_MASK,
        fixed.getInt(LofiAlgorithm.NAME_BYTES + Integer.BYTES) & INT_MASK,
        fixed.getInt(LofiAlgorithm.NAME_BYTES + 2 * Integer.BYTES) & INT_MASK);
  }

  KernelOutcome.Open open() {
    if (file.size() % LofiHeader.SECTOR_BYTES != 0) {
      return KernelOutcome.Open.EINVAL;
    }
    if (algorithm == null) {
      return KernelOutcome.Open.PLAIN;
    }
    if (segmentBytes < LofiHeader.SECTOR_BYTES || Long.bitCount(segmentBytes) != 1) {
      return KernelOutcome.Open.EINVAL;
    }
    // The kernel counts the index in 32 bits; room for fewer bytes is made than are written.
    long indexBytes = dataOffset() + LofiHeader.SECTOR_BYTES - 1;
    return indexBytes > INT_MASK ? KernelOutcome.Open.UNDEFINED : KernelOutcome.Open.OK;
  }

  private long dataOffset() {
    return LofiHeader.FIXED_BYTES + Long.BYTES * entries;
  }

  /** Returns the length that the kernel reports; it subtracts in 32 bits. */
  long size() {
    return algorithm == null
        ? file.size()
        : ((entries - 2) & INT_MASK) * segmentBytes + lastSegmentBytes;
  }

  /** Tells whether an entry is one of the index, and lies in the file. */
  boolean hasEntry(long entry) {
    return entry < entries && LofiHeader.FIXED_BYTES + Long.BYTES * (entry + 1) <= file.size();
  }

  /** Returns where in the file a segment starts, by an entry that there is; any 64 bits. */
  long start(long entry) throws IOException {
    ByteBuffer offset = ByteBuffer.allocate(Long.BYTES);
    file.read(LofiHeader.FIXED_BYTES + Long.BYTES * entry, offset);
    return dataOffset() + offset.getLong(0);
  }
}
