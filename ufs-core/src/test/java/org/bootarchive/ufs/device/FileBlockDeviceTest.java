package org.bootarchive.ufs.device;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBlockDeviceTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void writeFile() throws IOException {
    file = Files.writeString(folder.resolve("file"), "abc");
  }

  private static String read(BlockDevice device) throws IOException {
    ByteBuffer target = ByteBuffer.allocate(3);
    device.read(0, target);
    return new String(target.array(), US_ASCII);
  }

  private static void readInterrupted(BlockDevice device) {
    Thread.currentThread().interrupt();
    assertThrows(ClosedByInterruptException.class, () -> read(device));
    assertTrue(Thread.interrupted());
  }

  @Test
  void aFileIsNotOpenedBeforeItIsRead() throws IOException {
    BlockDevice device = FileBlockDevice.of(file);
    Files.delete(file);
    assertEquals(3, device.size());
    assertThrows(NoSuchFileException.class, () -> read(device));
    assertThrows(NoSuchFileException.class, () -> FileBlockDevice.of(file));
  }

  @Test
  void aFileThatIsCutMeanwhileIsAnError() throws IOException {
    BlockDevice device = FileBlockDevice.of(file);
    Files.writeString(file, "a");
    assertThrows(EOFException.class, () -> read(device));
    device.close();
  }

  @Test
  void whatWasMadeOfANameIsReadAfterItWasClosed() throws IOException {
    BlockDevice device = FileBlockDevice.of(file);
    assertEquals("abc", read(device));
    device.close();
    assertEquals("abc", read(device));
    device.close();
  }

  @Test
  void whatWasOpenedStaysClosed() throws IOException {
    BlockDevice device = FileBlockDevice.open(file);
    device.close();
    assertThrows(ClosedChannelException.class, () -> read(device));
  }

  @Test
  void anInterruptedReaderClosesTheFileForNobodyElse() throws IOException {
    try (BlockDevice made = FileBlockDevice.of(file);
        BlockDevice opened = FileBlockDevice.open(file)) {
      for (BlockDevice device : new BlockDevice[] {made, opened}) {
        readInterrupted(device);
        assertEquals("abc", read(device));
      }
    }
  }

  @Test
  void anInterruptedWriterBringsToItsEndWhatItBegan() throws IOException {
    try (WritableBlockDevice device = FileBlockDevice.openWritable(file)) {
      Thread.currentThread().interrupt();
      assertEquals("abc", read(device));
      device.write(1, ByteBuffer.wrap("x".getBytes(US_ASCII)));
      device.force();
      assertTrue(Thread.interrupted());
      assertEquals("axc", read(device));
      assertThrows(IOException.class, () -> FileBlockDevice.openWritable(file));
    }
    assertEquals("axc", Files.readString(file));
  }

  @Test
  void interruptsAtAnyMomentLeaveEveryByteInItsPlace() throws Exception {
    int blocks = 300;
    int blockBytes = 1 << 15;
    Files.write(file, new byte[blocks * blockBytes]);
    try (WritableBlockDevice device = FileBlockDevice.openWritable(file)) {
      Thread writer = Thread.currentThread();
      AtomicBoolean ended = new AtomicBoolean();
      Thread interrupter =
          new Thread(
              () -> {
                while (!ended.get()) {
                  writer.interrupt();
                  Thread.onSpinWait();
                }
              });
      interrupter.start();
      byte[] block = new byte[blockBytes];
      for (int i = 0; i < blocks; i++) {
        Arrays.fill(block, (byte) (i + 1));
        device.write((long) i * blockBytes, ByteBuffer.wrap(block));
        byte[] found = new byte[blockBytes];
        device.read((long) i * blockBytes, ByteBuffer.wrap(found));
        assertArrayEquals(block, found);
      }
      ended.set(true);
      while (interrupter.isAlive()) {
        boolean unused = Thread.interrupted();
        Thread.onSpinWait();
      }
      boolean unused = Thread.interrupted();
    }
    byte[] all = Files.readAllBytes(file);
    for (int i = 0; i < all.length; i += 512) {
      assertEquals((byte) (i / blockBytes + 1), all[i]);
    }
  }

  @Test
  void anotherFileOfTheNameIsNotTakenForTheOneThatWasOpened() throws IOException {
    try (BlockDevice device = FileBlockDevice.open(file)) {
      Path other = Files.writeString(folder.resolve("other"), "xyz");
      Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
      assertEquals("abc", read(device));
      readInterrupted(device);
      IOException thrown = assertThrows(IOException.class, () -> read(device));
      assertEquals(
          file + ": was replaced by another file while it was in use", thrown.getMessage());
    }
  }
}
