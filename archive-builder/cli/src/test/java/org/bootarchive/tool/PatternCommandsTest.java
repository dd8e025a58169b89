package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Patterns where a path in an image is typed. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the tree has names with stars")
class PatternCommandsTest {
  @TempDir private Path folder;
  private Path image;

  @BeforeEach
  void build() throws IOException {
    Path tree = folder.resolve("tree");
    for (String name :
        List.of(
            "kernel/drv/sd.conf",
            "kernel/drv/st.conf",
            "kernel/drv/sd",
            "kernel/drv/amd64/sd.conf",
            "etc/a*b",
            "etc/axb",
            "etc/[x]",
            "etc/x",
            "etc/.hidden")) {
      Path file = tree.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, name + "\n");
    }
    Files.createSymbolicLink(tree.resolve("k"), Path.of("kernel"));
    Files.createSymbolicLink(tree.resolve("kernel/loop"), Path.of("."));
    image = folder.resolve("image");
    CommandRun run = CommandRun.of("build", "--from", tree, "--out", image);
    assertTrue(run.code() <= 1, run.errors());
  }

  private Set<String> inspect(String pattern) {
    CommandRun run = CommandRun.of("inspect", image, pattern);
    assertEquals(0, run.code(), run.errors());
    return new TreeSet<>(run.lines());
  }

  @Test
  void manyAnyDirectoriesInARowAreOne() {
    assertTimeout(
        Duration.ofSeconds(10),
        () -> assertEquals(inspect("**/sd.conf"), inspect("**/".repeat(3000) + "sd.conf")));
    assertEquals(inspect("kernel/**"), inspect("kernel/**/**/**"));
  }

  @Test
  void anyDirectoriesBetweenNamesAreWalkedOnce() {
    assertTimeout(
        Duration.ofSeconds(10),
        () -> assertEquals(inspect("**/sd.conf"), inspect("**/./".repeat(30) + "sd.conf")));
    CommandRun run = CommandRun.of("inspect", image, "**/./".repeat(3000) + "sd.conf");
    assertEquals(ExitCode.USAGE, run.code(), run.errors());
  }

  @Test
  void whatMatchesIsShownADirectoryItself() {
    assertEquals(Set.of("kernel/drv/sd.conf", "kernel/drv/st.conf"), inspect("kernel/drv/*.conf"));
    assertEquals(Set.of("kernel/drv", "kernel/loop"), inspect("/kernel/*"));
    assertEquals(Set.of("kernel/drv/sd", "kernel/drv/sd.conf"), inspect("kernel/d?v/sd*"));
    assertEquals(Set.of("etc/.hidden"), inspect("etc/*hid*"));
    assertEquals(
        Set.of("kernel/drv/amd64", "kernel/drv/sd", "kernel/drv/sd.conf", "kernel/drv/st.conf"),
        inspect("k/drv/*"),
        "links are followed");
  }

  @Test
  void twoStarsAreAnyDirectoriesAndFollowNoLinks() {
    assertEquals(
        Set.of("kernel/drv/sd.conf", "kernel/drv/st.conf", "kernel/drv/amd64/sd.conf"),
        inspect("**/*.conf"));
    assertEquals(
        Set.of("kernel/drv/sd.conf", "kernel/drv/amd64/sd.conf"), inspect("kernel/**/sd.conf"));
    assertEquals(Set.of("kernel/drv/amd64/sd.conf"), inspect("**/amd64/**"));
  }

  @Test
  void aFileThatIsCalledSoComesFirst() {
    assertEquals(Set.of("etc/a*b"), inspect("etc/a*b"));
    assertEquals(Set.of("etc/[x]"), inspect("etc/[x]"));
    assertEquals(Set.of("etc/a*b", "etc/axb"), inspect("etc/a?b"));
    assertEquals(Set.of("etc/a*b"), inspect("et?/a\\x2ab"));
  }

  @Test
  void nothingThatMatchesIsNotFound() {
    for (List<Object> command :
        List.<List<Object>>of(
            List.of("inspect", image, "kernel/*/nothing*"),
            List.of("cat", image, "kernel/*/nothing*"),
            List.of("extract", image, "kernel/*/nothing*", "--to", folder.resolve("out")))) {
      CommandRun run = CommandRun.of(command.toArray());
      assertEquals(1, run.code(), run.errors());
      assertTrue(run.errors().contains("has nothing that matches kernel/*/nothing*"), run.errors());
    }
    assertFalse(Files.exists(folder.resolve("out")));
  }

  @Test
  void whatMatchesIsExtractedOnceAndNothingElse() throws IOException {
    Path out = folder.resolve("out");
    CommandRun run =
        CommandRun.of(
            "extract", image, "kernel/drv/*.conf", "**/sd.conf", "kernel/drv/s?.conf", "--to", out);
    assertEquals(0, run.code(), run.errors());
    assertEquals("", run.errors());
    try (Stream<Path> all = Files.walk(out)) {
      assertEquals(
          Set.of("kernel/drv/sd.conf", "kernel/drv/st.conf", "kernel/drv/amd64/sd.conf"),
          all.filter(Files::isRegularFile)
              .map(file -> out.relativize(file).toString())
              .collect(Collectors.toSet()));
    }
  }

  @Test
  void catWritesWhatMatchesOneBehindTheOther() {
    CommandRun run = CommandRun.of("cat", image, "kernel/drv/s?.conf");
    assertEquals(0, run.code(), run.errors());
    assertEquals(Set.of("kernel/drv/sd.conf", "kernel/drv/st.conf"), new TreeSet<>(run.lines()));
  }
}
