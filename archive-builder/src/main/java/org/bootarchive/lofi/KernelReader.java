package org.bootarchive.lofi;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bootarchive.ufs.device.BlockDevice;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file as the kernel does, with what it keeps from one request to the next: the buffer of
 * stored bytes, and the segment that was decompressed last.
 *
 * <p>Source: {@code lofi_strategy_task}, {@code lofi_mapped_rdwr}, {@code gzip_decompress} and
 * {@code lzma_decompress} in {@code uts/common/io/lofi.c}; not a DEBUG kernel, one thread.
 */
final class KernelReader implements AutoCloseable {
  /** How much is read at once, in bytes ({@code MAXBSIZE}). */
  static final int REQUEST_BYTES = 8192;

  private static final long INT_MASK = 0xffff_ffffL;

  /** What a request comes to. */
  enum Answer {
    OK,
    EIO,
    FAULT,
    UNDEFINED
  }

  private final KernelMapping mapping;
  private final LofiAlgorithm algorithm;
  private final PayloadDecoder decoder;
  private final KernelBuffer stored;
  private final byte[] request = new byte[REQUEST_BYTES];

  private long cachedSegment = -1;
  private byte[] cached = {};
  private int cachedBytes;

  private KernelReader(KernelMapping mapping, LofiAlgorithm algorithm) {
    this.mapping = mapping;
    this.algorithm = algorithm;
    this.decoder = PayloadDecoder.of(algorithm);
    this.stored = new KernelBuffer(mapping.file());
  }

  /** Takes the bytes of a request that succeeds. */
  @FunctionalInterface
  interface Sink {
    /** Takes bytes, which change afterwards. */
    void accept(ByteBuffer bytes) throws IOException;
  }

  /** Maps a file and reads it to the end or the first failure. */
  static KernelOutcome read(BlockDevice file, Sink sink) throws IOException {
    KernelMapping mapping = KernelMapping.of(file);
    KernelOutcome.Open open = mapping.open();
    LofiAlgorithm algorithm = mapping.algorithm();
    if (open == KernelOutcome.Open.PLAIN) {
      return new KernelOutcome(open, mapping.size(), KernelOutcome.Read.OK, -1);
    }
    if (open != KernelOutcome.Open.OK || algorithm == null) {
      return KernelOutcome.notMapped(open);
    }
    try (KernelReader reader = new KernelReader(mapping, algorithm)) {
      return reader.readAll(sink);
    }
  }

  private KernelOutcome readAll(Sink sink) throws IOException {
    long size = mapping.size();
    long end = size - size % LofiHeader.SECTOR_BYTES;
    for (long offset = 0; offset < end; offset += REQUEST_BYTES) {
      int bytes = (int) Math.min(REQUEST_BYTES, end - offset);
      Answer answer = request(offset, bytes);
      if (answer != Answer.OK) {
        KernelOutcome.Read read = KernelOutcome.Read.valueOf(answer.name());
        return new KernelOutcome(
            KernelOutcome.Open.OK, size, read, answer == Answer.UNDEFINED ? -1 : offset);
      }
      sink.accept(ByteBuffer.wrap(request, 0, bytes));
    }
    return new KernelOutcome(KernelOutcome.Open.OK, size, KernelOutcome.Read.OK, -1);
  }

  private Answer request(long offset, int bytes) throws IOException {
    long segmentBytes = mapping.segmentBytes();
    long first = offset / segmentBytes;
    long last = (offset + bytes) / segmentBytes;
    long endInLast = (offset + bytes) % segmentBytes;
    int within = (int) (offset % segmentBytes);
    boolean one = first == last || (first + 1 == last && endInLast == 0);
    if (one && first == cachedSegment) {
      return copy(cached, within, cachedBytes, 0, bytes) ? Answer.OK : Answer.UNDEFINED;
    }
    boolean atEnd = last >= mapping.entries() - 1;
    if (!mapping.hasEntry(first) || (!atEnd && !mapping.hasEntry(last + 1))) {
      return Answer.UNDEFINED;
    }
    if (atEnd) {
      endInLast = (offset + bytes) & (mapping.lastSegmentBytes() - 1);
    }
    long start = mapping.start(first);
    int toSector = (int) (start & (LofiHeader.SECTOR_BYTES - 1));
    long end = atEnd ? mapping.file().size() : mapping.start(last + 1);
    Answer filled = stored.fill(start - toSector, (end - start + toSector) & INT_MASK);
    return filled == Answer.OK
        ? new Segments(first, last, within, endInLast, bytes, toSector).read()
        : filled;
  }

  /** Copies to the request; says no if not all of the source has been filled. */
  private boolean copy(byte[] source, long from, long filled, int at, int bytes) {
    if (from + bytes > filled) {
      return false;
    }
    System.arraycopy(source, (int) from, request, at, bytes);
    return true;
  }

  /** The segments of one request, from the buffer of stored bytes. */
  private final class Segments {
    private final long first;
    private final long last;
    private final int within;
    private final long endInLast;
    private final int bytes;
    private long at;

    private byte @Nullable [] room;
    private int roomFilled;
    private long roomSegment = -1;

    Segments(long first, long last, int within, long endInLast, int bytes, int at) {
      this.first = first;
      this.last = last;
      this.within = within;
      this.endInLast = endInLast;
      this.bytes = bytes;
      this.at = at;
    }

    Answer read() throws IOException {
      int done = 0;
      for (long segment = first; segment <= last && done < bytes; segment++) {
        if (!mapping.hasEntry(segment + 1)) {
          return Answer.UNDEFINED;
        }
        long storedBytes = mapping.start(segment + 1) - mapping.start(segment);
        int from = segment == first ? within : 0;
        long count = segment == last ? endInLast - from : mapping.segmentBytes() - from;
        boolean flagIsThere = storedBytes != 0 && at >= 0 && at < stored.filled();
        if (!flagIsThere || count < 0 || count > bytes - done) {
          return Answer.UNDEFINED;
        }
        Answer answer = readOne(segment, storedBytes, from, done, (int) count);
        if (answer != Answer.OK) {
          return answer;
        }
        done += (int) count;
        at += storedBytes;
      }
      if (room != null) {
        cached = room;
        cachedBytes = roomFilled;
        cachedSegment = roomSegment;
      }
      return done == bytes ? Answer.OK : Answer.UNDEFINED;
    }

    private Answer readOne(long segment, long storedBytes, int from, int done, int count) {
      if (stored.bytes()[(int) at] == SegmentDecoder.STORED) {
        boolean all = copy(stored.bytes(), at + 1 + from, stored.filled(), done, count);
        return all ? Answer.OK : Answer.UNDEFINED;
      }
      Answer answer = decode(segment, storedBytes - 1);
      if (answer != Answer.OK || room == null) {
        return answer;
      }
      return copy(room, from, roomFilled, done, count) ? Answer.OK : Answer.UNDEFINED;
    }

    private Answer decode(long segment, long payloadBytes) {
      boolean isLast = segment == mapping.entries() - 2;
      long length = isLast ? mapping.lastSegmentBytes() : mapping.segmentBytes();
      boolean lzma = algorithm == LofiAlgorithm.LZMA;
      // zlib counts in 32 bits; a length below zero is a large one.
      long claimed = lzma ? payloadBytes : payloadBytes & INT_MASK;
      long present = stored.filled() - at - 1;
      boolean allPresent = claimed >= 0 && claimed <= present;
      if (Math.max(length, mapping.segmentBytes()) > LofiHeader.MAX_SEGMENT_BYTES
          || (lzma && claimed >= 0 && claimed < LzmaPayload.HEAD_BYTES)) {
        return Answer.UNDEFINED;
      }
      if (room == null) {
        room = new byte[(int) mapping.segmentBytes()];
      }
      // A last segment that claims to be longer than the others goes beyond the kernel's memory.
      byte[] target = length <= room.length ? room : new byte[(int) length];
      int given = (int) (allPresent ? claimed : present);
      Decoded decoded =
          decoder.decode(stored.bytes(), (int) at + 1, given, target, 0, (int) length);
      Answer answer =
          switch (decoded.end()) {
            case WHOLE -> Answer.OK;
            case LONGER -> lzma ? Answer.OK : Answer.EIO;
            case CUT -> allPresent ? Answer.EIO : Answer.UNDEFINED;
            case BROKEN -> Answer.EIO;
          };
      if (decoded.bytes() > room.length) {
        return Answer.UNDEFINED;
      }
      if (target != room) {
        System.arraycopy(target, 0, room, 0, decoded.bytes());
      }
      roomFilled = Math.max(roomFilled, decoded.bytes());
      roomSegment = segment;
      return answer;
    }
  }

  @Override
  public void close() {
    decoder.close();
  }
}
