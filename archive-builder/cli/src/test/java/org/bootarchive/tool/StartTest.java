package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bootarchive.testing.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How much a command sets up before it answers: the start of the JVM and of what it loads is most
 * of the time that a small command takes. Counted, since a clock says less on a busy machine.
 */
class StartTest {
  /** Classes of ours and of libraries: each takes a tenth of a millisecond. */
  private static final int MOST_CLASSES = 200;

  @TempDir private Path folder;

  private List<String> loadedBy(String... arguments) throws IOException, InterruptedException {
    Path log = folder.resolve("classes");
    ProcessRun run =
        ProcessRun.await(
            ProcessRun.builder(
                ProcessRun.tool(
                    List.of("-Xshare:auto", "-Xlog:class+load:file=" + log), List.of(arguments))));
    assertEquals(ExitCode.GOOD, run.code(), run.errors());
    return Files.readAllLines(log).stream().filter(line -> line.contains(" source: ")).toList();
  }

  private static void assertNone(List<String> classes, String part) {
    assertEquals(List.of(), classes.stream().filter(line -> line.contains(part)).toList(), part);
  }

  @Test
  void aGlanceAtAnImageSetsUpLittle() throws IOException, InterruptedException {
    Path image = Files.write(folder.resolve("boot_archive"), Samples.clean(1));
    List<String> classes = loadedBy("inspect", image.toString());
    assertNone(classes, " picocli.");
    assertNone(classes, " com.google.common.cache.");
    assertNone(classes, " com.google.gson.");
    assertNone(classes, " java.util.logging.");
    assertNone(classes, " java.util.stream.");
    // Those of newer JVMs are more, and have lambdas of their own.
    List<String> ours =
        classes.stream()
            .filter(line -> !line.contains("shared objects file") && !line.contains("jrt:"))
            .filter(line -> !line.contains(" java."))
            .toList();
    assertNone(ours, "$$Lambda");
    assertTrue(ours.size() < MOST_CLASSES, ours.size() + " classes");
  }

  @Test
  void noPlainCommandSetsUpTheLibrary() throws IOException, InterruptedException {
    Path image = Files.write(folder.resolve("boot_archive"), Samples.clean(1));
    for (List<String> command :
        List.of(
            List.of("hash", image.toString()),
            List.of("check", image.toString()),
            List.of("inspect", "-lR", image.toString(), "--json"))) {
      List<String> classes = loadedBy(command.toArray(new String[0]));
      assertNone(classes, " picocli.CommandLine ");
      assertNone(classes, " me.tongfei.progressbar.");
    }
  }
}
