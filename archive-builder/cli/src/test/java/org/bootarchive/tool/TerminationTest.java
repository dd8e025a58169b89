package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a command leaves behind that is asked to end in the middle of its work. */
class TerminationTest {
  private static final int MEMBER_BYTES = 1 << 24;
  private static final int MEMBERS = 256;

  @TempDir private Path folder;

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no signal that asks to end")
  void aCommandThatIsAskedToEndLeavesNothingBehind() throws IOException, InterruptedException {
    Path tar = largeGzipFile(folder.resolve("large.tgz"));
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    Path target = Files.createDirectory(folder.resolve("target"));
    Process process =
        ProcessRun.builder(
                ProcessRun.tool(
                    List.of("-Djava.io.tmpdir=" + temporary),
                    List.of("build", "--tar", tar + "", "--out", target.resolve("image") + "")))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("messages").toFile())
            .start();
    while (process.isAlive() && isEmpty(temporary)) {
      Thread.sleep(5);
    }
    assertTrue(process.isAlive(), Files.readString(folder.resolve("messages")));
    process.destroy();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertNotEquals(ExitCode.GOOD, process.exitValue());
    assertEquals(List.of(), names(temporary));
    assertEquals(List.of(), names(target));
  }

  /** Makes a small file that takes long to uncompress: one member, many times. */
  private static Path largeGzipFile(Path file) throws IOException {
    ByteArrayOutputStream member = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(member)) {
      gzip.write(new byte[MEMBER_BYTES]);
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int i = 0; i < MEMBERS; i++) {
        member.writeTo(out);
      }
    }
    return file;
  }

  private static boolean isEmpty(Path directory) throws IOException {
    return names(directory).isEmpty();
  }

  /** Returns what is in a directory, but for what the JVM itself keeps there. */
  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("hsperfdata"))
          .toList();
    }
  }
}
