package org.bootarchive.ufs.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.device.WritableBlockDevice;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.internal.device.CopyOnWriteBlockDevice;
import org.bootarchive.ufs.testing.Fixtures;
import org.bootarchive.ufs.text.FileName;
import org.junit.jupiter.api.Test;

/** What is left of a read or an opening that fails. */
class FailedReadsTest {

  /** A device that fails when it is told to. */
  private static final class Failing implements WritableBlockDevice {
    private final MemoryBlockDevice memory;
    private boolean fails;
    private boolean closed;

    Failing(byte[] bytes) {
      this.memory = MemoryBlockDevice.of(bytes);
    }

    private void check() throws IOException {
      if (fails) {
        throw new IOException("bad sector");
      }
    }

    @Override
    public long size() {
      return memory.size();
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
      check();
      memory.read(offset, target);
    }

    @Override
    public void write(long offset, ByteBuffer source) throws IOException {
      check();
      memory.write(offset, source);
    }

    @Override
    public void force() {}

    @Override
    public void close() {
      closed = true;
    }
  }

  private interface Transfer {
    void run(ByteBuffer buffer) throws IOException;
  }

  private static void assertLimitIsKept(Transfer transfer) {
    ByteBuffer buffer = ByteBuffer.allocate(20_000);
    buffer.position(7).limit(19_000);
    IOException thrown = assertThrows(IOException.class, () -> transfer.run(buffer));
    assertTrue(("" + thrown.getMessage()).contains("bad sector"), thrown::toString);
    assertEquals(19_000, buffer.limit());
  }

  @Test
  void theCallersBufferKeepsItsLimit() throws IOException {
    Failing device = new Failing(Fixtures.image("populated-64m.img"));
    CopyOnWriteBlockDevice changed = CopyOnWriteBlockDevice.over(device);
    changed.write(8192, ByteBuffer.allocate(1));
    Volume volume = Volume.open(device);
    long file = file(volume);
    FileContent content = volume.content(file);
    Failing own = new Failing(Fixtures.image("populated-64m.img"));
    try (WritableVolume writable = WritableVolume.open(own, WriteOptions.at(Instant.EPOCH))) {
      FileContent changing = writable.content(file);
      device.fails = true;
      own.fails = true;
      assertLimitIsKept(buffer -> changed.read(0, buffer));
      assertLimitIsKept(buffer -> content.read(0, buffer));
      assertLimitIsKept(buffer -> changing.read(0, buffer));
      assertLimitIsKept(buffer -> writable.write(file, 0, buffer));
      own.fails = false;
    }
  }

  private static long file(Volume volume) throws IOException {
    long directory = volume.lookup(Inode.ROOT, name("sizes")).orElseThrow();
    long largest = 0;
    long size = 0;
    for (var entry : volume.entries(directory)) {
      long bytes = volume.inode(entry.inode()).size();
      if (bytes > size) {
        size = bytes;
        largest = entry.inode();
      }
    }
    return largest;
  }

  private static FileName name(String name) {
    return FileName.of(name.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
  }

  @Test
  void aDeviceThatHoldsNoFileSystemIsClosed() {
    Failing toRead = new Failing(new byte[100_000]);
    assertThrows(IOException.class, () -> Volume.open(toRead));
    assertTrue(toRead.closed);
    Failing toWrite = new Failing(new byte[100_000]);
    assertThrows(
        IOException.class, () -> WritableVolume.open(toWrite, WriteOptions.at(Instant.EPOCH)));
    assertTrue(toWrite.closed);
  }
}
