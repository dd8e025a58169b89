package org.bootarchive.archive.tar;

import static org.bootarchive.archive.tar.TarHeader.BLOCK_BYTES;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.bootarchive.ufs.device.CorruptImageException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tar from the front to the back, in constant memory whatever it says of itself, which the
 * library's reader does not: it keeps names and extended headers of any length.
 */
public final class TarReader {
  /** The longest extended header or long name, in bytes. */
  private static final int MAX_EXTENSION_BYTES = 1 << 20;

  private static final int BUFFER_BYTES = 1 << 17;

  /** The most bytes that may follow the end: tars are padded, to a megabyte at most. */
  private static final int MAX_REST_BYTES = 16 << 20;

  private final InputStream in;
  private final String name;
  private long position;
  private long contentLeft;
  private long padding;

  /**
   * Starts at the first member.
   *
   * @param name of the tar, for messages
   */
  TarReader(InputStream in, String name) {
    this.in = in;
    this.name = name;
  }

  /** Returns the next member, null at the end. */
  @Nullable TarHeader next() throws IOException {
    TarExtensions extensions = new TarExtensions(name);
    while (true) {
      skip(contentLeft + padding);
      long start = position;
      byte[] block = block();
      if (block == null || isZero(block)) {
        return null;
      }
      TarHeader header = TarHeader.decode(block, name, start);
      switch (header.type()) {
        case 'x' -> extensions.addRecords(extension(header, start), start);
        case 'L' -> extensions.setName(extension(header, start));
        case 'K' -> extensions.setLink(extension(header, start));
        case 'g' -> begin(header.size(), start);
        default -> {
          TarHeader member = extensions.applyTo(header);
          begin(isLink(member) ? 0 : member.size(), start);
          return member;
        }
      }
    }
  }

  /** Reads on to the end of the stream, which may check its sum then. */
  void finish() throws IOException {
    if (in.readNBytes(MAX_REST_BYTES + 1).length > MAX_REST_BYTES) {
      throw new CorruptImageException(name, position, "goes on behind its end");
    }
  }

  private static boolean isLink(TarHeader member) {
    return member.type() == '1' || member.type() == '2';
  }

  /**
   * Copies the content of the member that was returned last.
   *
   * @throws CorruptImageException if the tar ends in it
   */
  public void copyTo(OutputStream out) throws IOException {
    byte[] buffer = new byte[(int) Math.min(BUFFER_BYTES, Math.max(1, contentLeft))];
    while (contentLeft > 0) {
      int count = in.read(buffer, 0, (int) Math.min(buffer.length, contentLeft));
      if (count < 0) {
        throw ended();
      }
      out.write(buffer, 0, count);
      contentLeft -= count;
      position += count;
    }
  }

  private void begin(long bytes, long start) throws CorruptImageException {
    if (bytes < 0 || bytes > Long.MAX_VALUE / 4) {
      throw new CorruptImageException(name, start, "a member of " + bytes + " bytes");
    }
    contentLeft = bytes;
    padding = -bytes & (BLOCK_BYTES - 1);
  }

  private byte[] extension(TarHeader header, long start) throws IOException {
    if (header.size() > MAX_EXTENSION_BYTES) {
      throw new CorruptImageException(
          name, start, "an extended header of " + header.size() + " bytes");
    }
    begin(header.size(), start);
    byte[] content = in.readNBytes((int) contentLeft);
    if (content.length < contentLeft) {
      throw ended();
    }
    position += contentLeft;
    contentLeft = 0;
    return content;
  }

  private byte @Nullable [] block() throws IOException {
    byte[] block = in.readNBytes(BLOCK_BYTES);
    if (block.length == 0) {
      return null;
    }
    if (block.length < BLOCK_BYTES) {
      throw ended();
    }
    position += BLOCK_BYTES;
    return block;
  }

  private static boolean isZero(byte[] block) {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  private void skip(long bytes) throws IOException {
    try {
      in.skipNBytes(bytes);
    } catch (EOFException e) {
      CorruptImageException ended = ended();
      ended.initCause(e);
      throw ended;
    }
    position += bytes;
    contentLeft = 0;
    padding = 0;
  }

  private CorruptImageException ended() {
    return new CorruptImageException(name, position, "ends within a member");
  }
}
