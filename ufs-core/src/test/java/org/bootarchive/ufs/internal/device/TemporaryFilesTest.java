package org.bootarchive.ufs.internal.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFilesTest {
  @TempDir private Path folder;

  @Test
  void allGoesWhenTheyAreClosed() throws IOException {
    Path file;
    Path directory;
    try (TemporaryFiles temporary = new TemporaryFiles()) {
      file = temporary.createFile("test");
      directory = temporary.createDirectory("test");
      Files.writeString(Files.createDirectories(directory.resolve("a/b")).resolve("c"), "text");
      Files.delete(temporary.createFile("gone"));
      assertTrue(Files.exists(file));
    }
    assertFalse(Files.exists(file));
    assertFalse(Files.exists(directory));
  }

  @Test
  void aFileBesideAnotherTakesTheNameOfWhatNobodyHolds() throws IOException {
    Path target = folder.resolve("target");
    Path left = Files.createFile(folder.resolve(".target.bootarchive-0.tmp"));
    try (TemporaryFiles temporary = new TemporaryFiles()) {
      assertEquals(left, temporary.makeFileBeside(target));
      Path second = temporary.makeFileBeside(target);
      assertEquals(".target.bootarchive-1.tmp", String.valueOf(second.getFileName()));
      assertTrue(Files.exists(left));
    }
    try (Stream<Path> left2 = Files.list(folder)) {
      assertEquals(0, left2.count());
    }
  }

  /** What the process that is ended does. */
  public static final class Waiting {
    private Waiting() {}

    /** Leaves files behind, and waits to be ended. */
    public static void main(String[] args) throws Exception {
      AtomicFile file = AtomicFile.create(Path.of(args[0], "target"));
      TemporaryFiles temporary = new TemporaryFiles();
      Files.writeString(temporary.createDirectory("test").resolve("file"), "text");
      temporary.createFile("test");
      System.out.println("ready " + file.channel().isOpen());
      Thread.sleep(TimeUnit.MINUTES.toMillis(1));
    }
  }

  /** What the process does that is ended while it makes its first file. */
  public static final class Making {
    private Making() {}

    /** Takes long to make a file. */
    public static void main(String[] args) throws Exception {
      Path unused =
          new TemporaryFiles()
              .make(
                  () -> {
                    Path file = Files.createFile(Path.of(args[0], "made"));
                    System.out.println("ready true");
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
                    return file;
                  });
      Thread.sleep(TimeUnit.MINUTES.toMillis(1));
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no SIGTERM")
  void nothingIsLeftByAProcessThatIsAskedToEnd() throws Exception {
    assertNothingIsLeftBy(Waiting.class, 3);
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no SIGTERM")
  void aFileThatIsBeingMadeWhenTheProcessIsAskedToEndIsDeleted() throws Exception {
    assertNothingIsLeftBy(Making.class, 1);
  }

  private void assertNothingIsLeftBy(Class<?> main, int files) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
      assertEquals("ready true", out.readLine());
      assertEquals(files, names().size());
      process.destroy();
      assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    } finally {
      process.destroyForcibly();
    }
    assertEquals(List.of(), names());
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(path -> path.getFileName().toString())
          .filter(name -> !name.startsWith("hsperfdata"))
          .sorted()
          .toList();
    }
  }
}
