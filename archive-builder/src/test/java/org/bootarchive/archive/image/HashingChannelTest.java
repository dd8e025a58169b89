package org.bootarchive.archive.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;
import java.util.Random;
import org.bootarchive.hash.ArchiveHash;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.junit.jupiter.api.Test;

class HashingChannelTest {

  @Test
  void whatGoesThroughIsWrittenAndHashed() throws IOException {
    byte[] bytes = bytes(1_000_003);
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    try (HashingChannel channel = HashingChannel.to(new Dribbling(Channels.newChannel(written)))) {
      channel.write(ByteBuffer.wrap(bytes, 0, 100));
      channel.write(direct(bytes, 100, 40_000));
      channel.write(ByteBuffer.wrap(bytes, 40_100, 500_000).slice());
      channel.write(direct(bytes, 540_100, 459_903).asReadOnlyBuffer());
      channel.write(ByteBuffer.allocate(0));
      assertEquals(bytes.length, channel.size());
      assertEquals(reference(bytes), channel.hash());
    }
    assertArrayEquals(bytes, written.toByteArray());
  }

  @Test
  void aWriteConsumesItsBuffer() throws IOException {
    WritableByteChannel target = new Dribbling(Channels.newChannel(new ByteArrayOutputStream()));
    try (HashingChannel channel = HashingChannel.to(target)) {
      for (int size : new int[] {5, 1 << 20}) {
        ByteBuffer buffer = ByteBuffer.allocate(size);
        assertEquals(size, channel.write(buffer));
        assertFalse(buffer.hasRemaining());
      }
    }
  }

  @Test
  void itServesAStreamToo() throws IOException {
    byte[] bytes = bytes(300_000);
    HashingChannel channel = HashingChannel.to(Channels.newChannel(new ByteArrayOutputStream()));
    try (OutputStream stream = Channels.newOutputStream(channel)) {
      stream.write(bytes);
      stream.write(7);
      assertEquals(reference(withByte(bytes, 7)), channel.hash());
    }
    assertFalse(channel.isOpen());
  }

  @Test
  void afterAFailedWriteThereIsNoHash() throws IOException {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("no space left");
          }
        };
    for (int size : new int[] {10, 1 << 20}) {
      try (HashingChannel channel = HashingChannel.to(Channels.newChannel(full))) {
        assertThrows(IOException.class, () -> channel.write(ByteBuffer.allocate(size)));
        assertThrows(IllegalStateException.class, channel::hash);
      }
    }
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static ArchiveHash reference(byte[] bytes) {
    SHA1Digest digest = new SHA1Digest();
    digest.update(bytes, 0, bytes.length);
    byte[] result = new byte[digest.getDigestSize()];
    digest.doFinal(result, 0);
    return ArchiveHash.ofDigest(result);
  }

  private static byte[] withByte(byte[] bytes, int last) {
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
    longer[bytes.length] = (byte) last;
    return longer;
  }

  private static ByteBuffer direct(byte[] bytes, int offset, int length) {
    return ByteBuffer.allocateDirect(length).put(bytes, offset, length).flip();
  }

  /** Takes a part of each buffer only, as a channel may. */
  private record Dribbling(WritableByteChannel target) implements WritableByteChannel {
    @Override
    public int write(ByteBuffer source) throws IOException {
      ByteBuffer part = source.slice();
      part.limit(Math.min(part.remaining(), 33_333));
      int count = target.write(part);
      source.position(source.position() + count);
      return count;
    }

    @Override
    public boolean isOpen() {
      return target.isOpen();
    }

    @Override
    public void close() throws IOException {
      target.close();
    }
  }
}
