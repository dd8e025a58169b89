package org.bootarchive.lofi;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bootarchive.ufs.device.BlockDevice;

/** Decodes one segment at a time, with buffers that serve the next one too. For one thread. */
final class SegmentDecoder implements AutoCloseable {
  /** Payloads above this many bytes are not kept room for. */
  private static final int KEPT_BYTES = 1 << 20;

  private final BlockDevice file;
  private final LofiHeader header;
  private final LofiFinding.Sink findings;
  private final PayloadDecoder payloads;
  private byte[] stored = {};

  SegmentDecoder(BlockDevice file, LofiHeader header, LofiFinding.Sink findings) {
    this.file = file;
    this.header = header;
    this.findings = findings;
    this.payloads =
        header.algorithm() == LofiAlgorithm.LZMA ? new LzmaPayload() : new ZlibPayload();
  }

  /**
   * Puts a segment's {@code header.bytesOf(segment)} bytes into an array, from {@code at} on. If
   * the findings take a broken rule and do not throw, the bytes are undefined.
   */
  void decode(int segment, byte[] target, int at) throws IOException {
    int length = header.bytesOf(segment);
    long start = header.start(segment);
    long payloadBytes = header.storedBytes(segment) - 1;
    // What follows the end of a stream does not count; only so much is looked at for that end.
    int readBytes = (int) Math.min(payloadBytes, 2L * length + KEPT_BYTES / 16);
    byte[] bytes = room(1 + readBytes);
    file.read(start, ByteBuffer.wrap(bytes, 0, 1 + readBytes));
    if (bytes[0] == 0) {
      if (payloadBytes == length) {
        System.arraycopy(bytes, 1, target, at, length);
      } else {
        findings.accept(badStoredLength(segment, payloadBytes, length));
      }
      return;
    }
    if (bytes[0] != 1) {
      String found = Integer.toString(Byte.toUnsignedInt(bytes[0]));
      findings.accept(
          LofiFinding.ofSegment(
              LofiRule.FLAG, segment, start, found, "0 or 1", LofiRule.FLAG.kernel()));
    }
    PayloadFault fault = payloads.decode(bytes, 1, readBytes, target, at, length);
    if (fault != null) {
      findings.accept(
          LofiFinding.ofSegment(
              fault.rule(), segment, start, fault.found(), fault.expected(), fault.kernel()));
    }
  }

  private LofiFinding badStoredLength(int segment, long payloadBytes, int length) {
    return LofiFinding.ofSegment(
        LofiRule.STORED_LENGTH,
        segment,
        header.start(segment),
        payloadBytes + " bytes",
        length + " bytes",
        payloadBytes > length
            ? "the kernel does not notice, and takes the first of them"
            : "the kernel does not notice, and goes on into what follows");
  }

  private byte[] room(int bytes) {
    if (stored.length >= bytes) {
      return stored;
    }
    byte[] room = new byte[bytes];
    if (bytes <= KEPT_BYTES) {
      stored = room;
    }
    return room;
  }

  @Override
  public void close() {
    payloads.close();
  }
}
