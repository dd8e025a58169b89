package org.bootarchive.hash;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveHashTest {
  private static final int BUFFER = HashPipeline.BUFFER_BYTES;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      ints = {0, 1, 63, BUFFER - 1, BUFFER, BUFFER + 1, 2 * BUFFER, 4 * BUFFER, 5 * BUFFER + 7})
  void everySourceGivesTheReferencesHash(int size) throws IOException {
    byte[] bytes = bytes(size);
    ArchiveHash expected = reference(bytes);
    Path file = Files.write(folder.resolve("archive"), bytes);

    assertEquals(expected, ArchiveHash.of(file));
    assertEquals(expected, ArchiveHash.of(new ByteArrayInputStream(bytes)));
    assertEquals(
        expected, ArchiveHash.of(Channels.newChannel(new TricklingStream(bytes)), done -> {}));
    assertEquals(expected, ArchiveHash.of(MemoryBlockDevice.of(bytes), done -> {}));
  }

  @Test
  void progressGrowsToTheSizeInTheCallingThread() throws IOException {
    byte[] bytes = bytes(3 * BUFFER + 5);
    List<Long> seen = new ArrayList<>();
    Thread caller = Thread.currentThread();
    ArchiveHash.of(
        new ByteArrayInputStream(bytes),
        done -> {
          assertSame(caller, Thread.currentThread());
          seen.add(done);
        });
    List<Long> sorted = new ArrayList<>(seen);
    Collections.sort(sorted);
    assertEquals(sorted, seen);
    assertEquals((long) bytes.length, Collections.max(seen));
  }

  @Test
  void aChannelIsHashedFromWhereItStands() throws IOException {
    Path file = Files.write(folder.resolve("f"), "skip me: abc".getBytes(US_ASCII));
    try (var channel = Files.newByteChannel(file)) {
      channel.position(9);
      assertEquals(
          "a9993e364706816aba3e25717850c26c9cd0d89d",
          ArchiveHash.of(channel, done -> {}).toString());
    }
  }

  @Test
  void aFailureOfTheSourceReachesTheCaller() {
    IOException failure = new IOException("bad sector");
    BlockDevice failing =
        new Readings(
            8L * BUFFER,
            offset -> {
              if (offset >= 2L * BUFFER) {
                throw failure;
              }
            });
    IOException thrown = assertThrows(IOException.class, () -> ArchiveHash.of(failing, done -> {}));
    assertSame(failure, thrown);
  }

  @Test
  void aLackOfMemoryInTheReadingThreadReachesTheCallerAsItIs() {
    OutOfMemoryError lack = new OutOfMemoryError("made up");
    BlockDevice failing =
        new Readings(
            8L * BUFFER,
            offset -> {
              if (offset >= 3L * BUFFER) {
                throw lack;
              }
            });
    assertSame(
        lack, assertThrows(OutOfMemoryError.class, () -> ArchiveHash.of(failing, done -> {})));
  }

  @Test
  void aSourceThatEndsEarlyIsNotHashed() {
    BlockDevice shortened =
        new Readings(
            3L * BUFFER + 1,
            offset -> {
              if (offset >= 3L * BUFFER) {
                throw new EOFException();
              }
            });
    assertThrows(EOFException.class, () -> ArchiveHash.of(shortened, done -> {}));
  }

  @Test
  void afterAFailureOfTheCallbackTheSourceIsLeftAlone() throws InterruptedException {
    AtomicLong reads = new AtomicLong();
    BlockDevice counting = new Readings(1000L * BUFFER, offset -> reads.incrementAndGet());
    IllegalStateException failure = new IllegalStateException("enough");
    IllegalStateException thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                ArchiveHash.of(
                    counting,
                    done -> {
                      throw failure;
                    }));
    assertSame(failure, thrown);
    long then = reads.get();
    assertTrue(then < 10, "reads: " + then);
    Thread.sleep(20);
    assertEquals(then, reads.get());
  }

  @Test
  void anInterruptEndsTheWork() {
    BlockDevice endless = new Readings(Long.MAX_VALUE, offset -> {});
    Thread.currentThread().interrupt();
    assertThrows(InterruptedIOException.class, () -> ArchiveHash.of(endless, done -> {}));
    assertTrue(Thread.interrupted());
  }

  @Test
  void aMissingFileIsNamed() {
    Path missing = folder.resolve("nowhere");
    NoSuchFileException thrown =
        assertThrows(NoSuchFileException.class, () -> ArchiveHash.of(missing));
    assertEquals(missing.toString(), thrown.getFile());
  }

  @Test
  void textAndBytesAreTheSameHash() {
    ArchiveHash hash = new ArchiveHash("00ff000000000000000000000000000000000a10");
    assertEquals((byte) 0xff, hash.digest()[1]);
    assertEquals(hash, ArchiveHash.ofDigest(hash.digest()));
    assertArrayEquals(new byte[] {10, 16}, new byte[] {hash.digest()[18], hash.digest()[19]});
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00ff000000000000000000000000000000000a1",
        "00FF000000000000000000000000000000000a10",
        "00ff000000000000000000000000000000000a1g",
        "00ff000000000000000000000000000000000a10\n"
      })
  void onlyFortyLowerCaseDigitsAreAHash(String text) {
    assertThrows(IllegalArgumentException.class, () -> new ArchiveHash(text));
  }

  @Test
  void hashesOfOtherBytesDiffer() throws IOException {
    byte[] bytes = bytes(2 * BUFFER);
    ArchiveHash before = ArchiveHash.of(new ByteArrayInputStream(bytes));
    bytes[BUFFER + 1] ^= 1;
    assertFalse(before.equals(ArchiveHash.of(new ByteArrayInputStream(bytes))));
  }

  static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  static ArchiveHash reference(byte[] bytes) {
    SHA1Digest digest = new SHA1Digest();
    digest.update(bytes, 0, bytes.length);
    return ArchiveHash.finish(digest);
  }

  /** What happens when bytes are read. */
  private interface Reading {
    void at(long offset) throws IOException;
  }

  /** Zeros, in reading which something happens. */
  private record Readings(long size, Reading reading) implements BlockDevice {
    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
      reading.at(offset);
      target.position(target.limit());
    }
  }

  /** Gives less than it is asked for. */
  private static final class TricklingStream extends InputStream {
    private final ByteBuffer left;

    TricklingStream(byte[] bytes) {
      left = ByteBuffer.wrap(bytes);
    }

    @Override
    public int read() {
      return left.hasRemaining() ? left.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (!left.hasRemaining()) {
        return -1;
      }
      int count = Math.min(Math.min(length, 7777), left.remaining());
      left.get(target, offset, count);
      return count;
    }
  }
}
