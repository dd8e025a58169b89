package org.bootarchive.ufs.internal.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class WrittenFileTest {
  @TempDir private Path folder;

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFullDiskIsToldWithTheFileWhicheverWayItIsWritten() throws IOException {
    Path full = Path.of("/dev/full");
    Path source = Files.write(folder.resolve("source"), new byte[5000]);
    try (FileChannel written = WrittenFile.open(full);
        FileChannel read = FileChannel.open(source)) {
      assertTold(() -> written.write(ByteBuffer.allocate(1)));
      assertTold(() -> written.write(new ByteBuffer[] {ByteBuffer.allocate(1)}));
      assertTold(() -> WrittenFile.transfer(read, 0, 5000, written));
      assertTold(() -> written.transferFrom(read, 0, 5000));
    }
    assertTold(
        () -> {
          try (OutputStream out = WrittenFile.stream(full)) {
            out.write(1);
          }
        });
  }

  /** What writes. */
  private interface Writing {
    void run() throws IOException;
  }

  private static void assertTold(Writing writing) {
    FileSystemException told = assertThrows(FileSystemException.class, writing::run);
    assertEquals("/dev/full", told.getFile());
    assertTrue(WriteFailure.isNoSpace(told), told.getMessage());
    assertTrue(told.getMessage().endsWith(" after 0 bytes"), told.getMessage());
  }

  @Test
  void whatIsUnfinishedIsToldByTheNameThatItIsToHave() {
    Path staged = Path.of("a", ".new.bootarchive-0.tmp", "platform", "x");
    IOException told = WriteFailure.of(staged, "", new IOException("Input/output error"));
    assertEquals(Path.of("a", "new", "x") + ": Input/output error", told.getMessage());
    assertEquals(
        Path.of("new").toString(),
        ((NoSuchFileException)
                WriteFailure.ofStaged(new NoSuchFileException(".new.bootarchive-3.tmp")))
            .getFile());
  }

  @Test
  void whatHasANameKeepsIt() {
    IOException named = new FileSystemException("other", null, "No space left on device");
    assertSame(named, WriteFailure.of(Path.of("x"), "", named));
  }

  @Test
  void bytesArriveAndTheChannelCloses() throws IOException {
    Path file = folder.resolve("file");
    WrittenFile.write(file, new byte[] {1, 2, 3});
    try (FileChannel written = WrittenFile.open(file);
        FileChannel read = FileChannel.open(file)) {
      assertEquals(2, WrittenFile.transfer(read, 0, 2, written.position(3)));
      assertEquals(5, written.size());
    }
    assertEquals(
        -1, Files.mismatch(file, Files.write(folder.resolve("same"), new byte[] {1, 2, 3, 1, 2})));
  }
}
