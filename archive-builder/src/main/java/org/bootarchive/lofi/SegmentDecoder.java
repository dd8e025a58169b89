package org.bootarchive.lofi;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bootarchive.ufs.device.BlockDevice;

/** Decodes one segment at a time, with buffers that serve the next one too. For one thread. */
final class SegmentDecoder implements AutoCloseable {
  /** Payloads above this many bytes are not kept room for. */
  private static final int KEPT_BYTES = 1 << 20;

  static final byte STORED = 0;
  static final byte COMPRESSED = 1;

  private static final String EIO = LofiRule.CORRUPT_DATA.kernel();

  private final BlockDevice file;
  private final LofiHeader header;
  private final LofiFault.Sink findings;
  private final PayloadDecoder payloads;
  private byte[] stored = {};

  SegmentDecoder(BlockDevice file, LofiHeader header, LofiFault.Sink findings) {
    this.file = file;
    this.header = header;
    this.findings = findings;
    this.payloads = PayloadDecoder.of(header.algorithm());
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
    if (bytes[0] == STORED) {
      checkStoredLength(segment, payloadBytes);
      System.arraycopy(bytes, 1, target, at, Math.min(length, readBytes));
      return;
    }
    if (bytes[0] != COMPRESSED) {
      String found = Integer.toString(Byte.toUnsignedInt(bytes[0]));
      accept(LofiRule.FLAG, segment, found, "0 or 1", LofiRule.FLAG.kernel());
    }
    check(segment, payloads.decode(bytes, 1, readBytes, target, at, length));
  }

  private void check(int segment, Decoded decoded) throws IOException {
    int length = header.bytesOf(segment);
    boolean lzma = header.algorithm() == LofiAlgorithm.LZMA;
    String stream = lzma ? "LZMA data" : "a zlib stream";
    switch (decoded.end()) {
      case CUT, BROKEN -> accept(LofiRule.CORRUPT_DATA, segment, decoded.found(), stream, EIO);
      case LONGER ->
          accept(
              LofiRule.DECODED_LENGTH,
              segment,
              decoded.found(),
              length + " bytes",
              lzma ? "the kernel does not notice, and takes the first of them" : EIO);
      case WHOLE -> {
        if (decoded.bytes() != length) {
          accept(
              LofiRule.DECODED_LENGTH,
              segment,
              decoded.bytes() + " bytes",
              length + " bytes",
              "the kernel does not notice, and leaves memory as it was");
        } else if (decoded.wrapped()) {
          LofiRule rule = LofiRule.PAYLOAD_FORM;
          accept(rule, segment, "a gzip file", stream, rule.kernel());
        }
      }
    }
  }

  private void accept(LofiRule rule, int segment, String found, String expected, String kernel)
      throws IOException {
    findings.accept(
        new LofiFault(
            rule, "lofi segment " + segment, header.start(segment), found, expected, kernel));
  }

  private void checkStoredLength(int segment, long payloadBytes) throws IOException {
    int length = header.bytesOf(segment);
    if (payloadBytes != length) {
      accept(
          LofiRule.STORED_LENGTH,
          segment,
          payloadBytes + " bytes",
          length + " bytes",
          payloadBytes > length
              ? "the kernel does not notice, and takes the first of them"
              : "the kernel does not notice, and goes on into what follows");
    }
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
