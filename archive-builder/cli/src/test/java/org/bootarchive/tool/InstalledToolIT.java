package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bootarchive.testing.Samples;
import org.bootarchive.ufs.testing.Testdata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The tool as it is installed from its .tar.gz, in a directory with blanks in its name. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class InstalledToolIT {
  @TempDir private Path folder;

  private Path launcher;
  private Path cache;
  private Path image;

  @BeforeEach
  void install() throws IOException, InterruptedException {
    Path prefix = Files.createDirectory(folder.resolve("with two blanks"));
    Path packed;
    try (Stream<Path> files = Files.list(Testdata.CHECKOUT.resolve("archive-builder/target"))) {
      packed =
          files
              .filter(file -> file.getFileName().toString().matches("archive-tool-.*\\.tar\\.gz"))
              .findFirst()
              .orElseThrow();
    }
    ProcessRun unpacked =
        ProcessRun.await(
            ProcessRun.builder(List.of("tar", "xzf", packed.toString(), "-C", prefix.toString())));
    assertEquals(0, unpacked.code(), unpacked.errors());
    try (Stream<Path> roots = Files.list(prefix)) {
      launcher = roots.findFirst().orElseThrow().resolve("bin/archive-tool");
    }
    cache = folder.resolve("cache");
    image = Files.write(folder.resolve("boot archive"), Samples.clean(1));
  }

  private ProcessBuilder builder(String... arguments) {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = ProcessRun.builder(command);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("XDG_CACHE_HOME", cache.toString());
    return builder;
  }

  private List<Path> cached() throws IOException {
    Path kept = cache.resolve("archive-tool");
    if (!Files.isDirectory(kept)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(kept)) {
      return files.toList();
    }
  }

  private String glance(ProcessBuilder builder) throws IOException, InterruptedException {
    ProcessRun run = ProcessRun.await(builder);
    assertEquals("", run.errors());
    assertEquals(ExitCode.GOOD, run.code());
    assertTrue(run.output().startsWith("UFS1, "), run.output());
    return run.output();
  }

  /** Waits until the archive is there that the first start makes in the background. */
  private Path archive() throws IOException, InterruptedException {
    for (int i = 0; i < 600; i++) {
      List<Path> files = cached();
      if (files.size() == 1 && files.get(0).toString().endsWith(".jsa")) {
        return files.get(0);
      }
      Thread.sleep(100);
    }
    throw new AssertionError("no archive of classes in a minute: " + cached());
  }

  @Test
  void itRunsAndKeepsItsClassesForLater() throws IOException, InterruptedException {
    String first = glance(builder("inspect", image.toString()));
    Path archive = archive();
    ProcessBuilder later = builder("inspect", image.toString());
    assertEquals(first, glance(later));
    Files.write(archive, new byte[] {1, 2, 3});
    assertEquals(first, glance(builder("inspect", image.toString())), "with a damaged archive");
  }

  @Test
  void twoFirstStartsAtOnceLeaveOneArchive() throws IOException, InterruptedException {
    Process other = builder("hash", image.toString()).start();
    String output = glance(builder("inspect", image.toString()));
    assertEquals(0, other.waitFor());
    archive();
    assertEquals(output, glance(builder("inspect", image.toString())));
  }

  @Test
  void aCacheThatCannotBeMadeIsNoFailure() throws IOException, InterruptedException {
    cache = Files.writeString(folder.resolve("cache"), "a file").resolve("below");
    String output = glance(builder("inspect", image.toString()));
    assertEquals(output, glance(builder("inspect", image.toString())));
    assertEquals(ExitCode.USAGE, ProcessRun.await(builder("inspect")).code());
  }

  @Test
  void aLinkToTheLauncherRunsIt() throws IOException, InterruptedException {
    Path link = Files.createSymbolicLink(folder.resolve("a link"), launcher);
    ProcessBuilder builder = builder("inspect", image.toString());
    builder.command().set(0, link.toString());
    glance(builder);
    archive();
  }

  @Test
  void withoutAJvmItSaysSo() throws IOException, InterruptedException {
    ProcessBuilder builder = builder("inspect", image.toString());
    builder.environment().remove("JAVA_HOME");
    builder.environment().put("PATH", folder.toString());
    builder.command().add(0, "/bin/sh");
    ProcessRun run = ProcessRun.await(builder);
    assertEquals(ExitCode.INPUT, run.code());
    assertTrue(run.errors().contains("JAVA_HOME"), run.errors());
  }

  @Test
  void aJavaHomeWithoutAJvmIsNamed() throws IOException, InterruptedException {
    ProcessBuilder builder = builder("inspect", image.toString());
    builder.environment().put("JAVA_HOME", folder.toString());
    ProcessRun run = ProcessRun.await(builder);
    assertEquals(ExitCode.INPUT, run.code());
    assertEquals(
        "archive-tool: JAVA_HOME is " + folder + ", which has no bin/java", run.errors().strip());
  }
}
