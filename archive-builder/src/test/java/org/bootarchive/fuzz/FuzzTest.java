package org.bootarchive.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.bootarchive.ufs.testing.Testdata;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Reads the kept corpus and near misses of it; {@code mvn -Pfuzz verify} has Jazzer look for more,
 * from there on.
 */
class FuzzTest {
  private static final String JAZZER = "com.code_intelligence.jazzer.Jazzer";
  private static final int SECONDS = Integer.getInteger("bootarchive.fuzz", 0);
  private static final int NEAR_MISSES = 40;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void theCorpusAndWhatIsNearItIsReadOrRefused(FuzzedReader reader) throws IOException {
    Random random = new Random(15);
    int inputs = 0;
    for (Path file : corpus(reader)) {
      byte[] bytes = bytes(file);
      for (int i = 0; i < NEAR_MISSES; i++, inputs++) {
        byte[] changed = i == 0 ? bytes : near(bytes, random);
        assertTimeoutPreemptively(
            Duration.ofSeconds(20), () -> reader.read(changed), () -> file.toString());
      }
    }
    assertTrue(inputs > 0, reader.directory());
  }

  private static byte[] near(byte[] bytes, Random random) {
    byte[] changed = bytes.clone();
    for (int changes = random.nextInt(8); changes >= 0 && changed.length > 0; changes--) {
      // Most of what decides stands at the start of a file, or in its first structures.
      int range = random.nextBoolean() ? Math.min(changed.length, 1 << 14) : changed.length;
      changed[random.nextInt(range)] = (byte) (random.nextBoolean() ? random.nextInt() : -1);
    }
    return changed;
  }

  @ParameterizedTest
  @EnumSource
  @Timeout(value = 10, unit = TimeUnit.HOURS)
  void jazzerFindsNothing(FuzzedReader reader) throws Exception {
    Assumptions.assumeTrue(SECONDS > 0, "Jazzer runs with -Pfuzz");
    Path corpus = Files.createDirectory(folder.resolve("corpus"));
    for (Path file : corpus(reader)) {
      Files.write(corpus.resolve(String.valueOf(file.getFileName())), bytes(file));
    }
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-Dbootarchive.fuzzed=" + reader,
                "-cp",
                System.getProperty("java.class.path"),
                JAZZER,
                "--target_class=" + JazzerTarget.class.getName(),
                "--instrumentation_includes=org.bootarchive.**",
                "-max_total_time=" + SECONDS,
                "-timeout=20",
                "-max_len=4194304",
                "-artifact_prefix=" + folder + "/found-",
                corpus.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    int code = process.waitFor();
    List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
    String end = String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
    lines.stream()
        .filter(line -> line.startsWith("Done "))
        .forEach(line -> System.out.println("fuzz: " + reader + ": " + line));
    assertEquals(0, code, end);
  }

  private static List<Path> corpus(FuzzedReader reader) throws IOException {
    try (Stream<Path> files = Files.list(Testdata.of("fuzz", reader.directory()))) {
      return files.sorted().toList();
    }
  }

  private static byte[] bytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        InputStream plain = new GZIPInputStream(in)) {
      return plain.readAllBytes();
    }
  }
}
