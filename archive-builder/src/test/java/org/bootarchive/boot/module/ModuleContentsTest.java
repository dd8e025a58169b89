package org.bootarchive.boot.module;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.io.ByteSource;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.bootarchive.hash.ArchiveHash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModuleContentsTest {
  @TempDir Path folder;

  @Test
  void everyKindIsReadByPosition() throws IOException {
    byte[] bytes = "0123456789".getBytes(US_ASCII);
    for (ModuleContent content : kinds(bytes)) {
      assertEquals(10, content.size());
      assertEquals("345", read(content, 3, 3));
      assertEquals("0123456789", read(content, 0, 10));
      assertEquals("", read(content, 10, 0));
      assertThrows(EOFException.class, () -> read(content, 8, 3));
      assertThrows(EOFException.class, () -> read(content, Long.MAX_VALUE / 2, 1));
      assertThrows(IllegalArgumentException.class, () -> read(content, -1, 1));
    }
  }

  @Test
  void onlyWhatTheBufferHasRoomForIsFilled() throws IOException {
    for (ModuleContent content : kinds("0123456789".getBytes(US_ASCII))) {
      byte[] target = "----------".getBytes(US_ASCII);
      content.read(2, ByteBuffer.wrap(target, 4, 3));
      assertArrayEquals("----234---".getBytes(US_ASCII), target);
    }
  }

  @Test
  void everyKindHasTheSameHash() throws IOException {
    byte[] bytes = new byte[5_000_001];
    new Random(1).nextBytes(bytes);
    ArchiveHash expected = ArchiveHash.of(new ByteArrayInputStream(bytes));
    for (ModuleContent content : kinds(bytes)) {
      assertEquals(expected, ModuleContents.hash(content, done -> {}));
    }
  }

  @Test
  void aFileIsNotOpenedBeforeItIsRead() throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "abc");
    ModuleContent content = ModuleContents.file(file);
    Files.delete(file);
    assertEquals(3, content.size());
    assertThrows(NoSuchFileException.class, () -> read(content, 0, 1));
    assertThrows(NoSuchFileException.class, () -> ModuleContents.file(file));
  }

  @Test
  void aFileThatIsCutMeanwhileIsAnError() throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "abc");
    ModuleContent content = ModuleContents.file(file);
    Files.writeString(file, "a");
    assertThrows(EOFException.class, () -> read(content, 0, 3));
  }

  @Test
  void aFileIsReadableAfterAReaderWasInterrupted() throws IOException {
    ModuleContent content = ModuleContents.file(Files.writeString(folder.resolve("f"), "abc"));
    Thread.currentThread().interrupt();
    assertThrows(ClosedByInterruptException.class, () -> read(content, 0, 3));
    assertTrue(Thread.interrupted());
    assertEquals("abc", read(content, 0, 3));
  }

  @Test
  void aSourceThatEndsEarlyIsAnError() throws IOException {
    ByteSource shrinking =
        new ByteSource() {
          private int left = 10;

          @Override
          public InputStream openStream() {
            return new ByteArrayInputStream(new byte[left--]);
          }
        };
    ModuleContent content = ModuleContents.source(shrinking);
    assertEquals(10, content.size());
    assertThrows(EOFException.class, () -> ModuleContents.hash(content, done -> {}));
    assertThrows(EOFException.class, () -> read(content, 0, 10));
  }

  private List<ModuleContent> kinds(byte[] bytes) throws IOException {
    return List.of(
        ModuleContents.bytes(bytes),
        ModuleContents.file(Files.write(folder.resolve("content"), bytes)),
        ModuleContents.source(ByteSource.wrap(bytes)));
  }

  private static String read(ModuleContent content, long offset, int length) throws IOException {
    ByteBuffer target = ByteBuffer.allocate(length);
    content.read(offset, target);
    return new String(target.array(), US_ASCII);
  }
}
