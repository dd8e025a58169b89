package org.bootarchive.ufs.internal.path;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Objects;

/** A channel as a stream that copies in large pieces. */
public final class ChannelInputStream extends InputStream {
  private static final int TRANSFER_BYTES = 1 << 18;

  private final SeekableByteChannel channel;

  public ChannelInputStream(SeekableByteChannel channel) {
    this.channel = channel;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    return length == 0 ? 0 : channel.read(ByteBuffer.wrap(target, offset, length));
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = Math.min(Math.max(0, count), left());
    channel.position(channel.position() + skipped);
    return skipped;
  }

  @Override
  public int available() throws IOException {
    return (int) Math.min(left(), Integer.MAX_VALUE);
  }

  @Override
  public long transferTo(OutputStream target) throws IOException {
    byte[] buffer = new byte[(int) Math.max(1, Math.min(left(), TRANSFER_BYTES))];
    long total = 0;
    for (int count = read(buffer); count >= 0; count = read(buffer)) {
      target.write(buffer, 0, count);
      total += count;
    }
    return total;
  }

  private long left() throws IOException {
    return Math.max(0, channel.size() - channel.position());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
