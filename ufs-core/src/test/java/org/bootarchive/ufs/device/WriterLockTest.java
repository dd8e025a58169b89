package org.bootarchive.ufs.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class WriterLockTest {
  @TempDir private Path folder;

  /** What the other process does. */
  public static final class Writer {
    private Writer() {}

    /** Holds a file open for writing until it is ended. */
    public static void main(String[] args) throws Exception {
      try (WritableBlockDevice device = FileBlockDevice.openWritable(Path.of(args[0]))) {
        System.out.println("ready " + device.size());
        Thread.sleep(TimeUnit.MINUTES.toMillis(1));
      }
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "keeps readers out of a locked range as well")
  void aFileHasOneWriterAmongAllProcessesAndAnyReaders() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "abc");
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(other.getInputStream(), StandardCharsets.US_ASCII))) {
      assertEquals("ready 3", out.readLine());
      FileSystemException thrown =
          assertThrows(FileSystemException.class, () -> FileBlockDevice.openWritable(file));
      String holder = OS.LINUX.isCurrentOs() ? "process " + other.pid() : "another process";
      assertEquals(
          holder + " has it open for writing; two writers would destroy each other's work",
          thrown.getReason());
      assertEquals(file.toString(), thrown.getFile());
      try (BlockDevice reader = FileBlockDevice.open(file)) {
        ByteBuffer target = ByteBuffer.allocate(3);
        reader.read(0, target);
        assertEquals("abc", new String(target.array(), StandardCharsets.US_ASCII));
      }
    } finally {
      other.destroyForcibly();
      assertTrue(other.waitFor(30, TimeUnit.SECONDS));
    }
    try (WritableBlockDevice writer = FileBlockDevice.openWritable(file)) {
      writer.write(0, ByteBuffer.wrap(new byte[] {'x'}));
    }
    assertEquals("xbc", Files.readString(file));
  }
}
