package org.bootarchive.ufs.device;

import static java.nio.charset.StandardCharsets.US_ASCII;
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
        BlockDevice opened = FileBlockDevice.open(file);
        WritableBlockDevice writable = FileBlockDevice.openWritable(file)) {
      for (BlockDevice device : new BlockDevice[] {made, opened, writable}) {
        readInterrupted(device);
        assertEquals("abc", read(device));
      }
      readInterrupted(writable);
      writable.write(1, ByteBuffer.wrap("x".getBytes(US_ASCII)));
      writable.force();
      assertEquals("axc", read(writable));
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
