package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bootarchive.ufs.testing.Testdata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LofiCommandTest {
  private static final Path VECTORS = Testdata.of("vectors", "lofi");

  @TempDir private Path folder;
  private Path image;
  private Path compressed;
  private Path back;

  @BeforeEach
  void writeImage() throws IOException {
    image = Files.writeString(folder.resolve("image"), "sector".repeat(512));
    compressed = folder.resolve("image.lgz");
    back = folder.resolve("back");
  }

  @Test
  void compressAndUncompressComeBackToTheImage() throws IOException {
    for (String algorithm : List.of("gzip", "gzip-6", "gzip-9", "lzma")) {
      CommandRun run =
          CommandRun.of(
              "lofi", "compress", "--algorithm", algorithm, "--segment", "4k", image, compressed);
      assertEquals(0, run.code(), run.errors());
      assertTrue(run.output().contains(algorithm + ", 3072 bytes in 1 segments of 4096"));
      assertEquals(0, CommandRun.of("lofi", "uncompress", compressed, back).code());
      assertArrayEquals(Files.readAllBytes(image), Files.readAllBytes(back));
      assertEquals(0, CommandRun.of("lofi", "check", compressed).code());
    }
  }

  @Test
  void theSummaryIsAlsoJson() {
    CommandRun run = CommandRun.of("lofi", "compress", "--json", image, compressed);
    JsonObject summary = JsonParser.parseString(run.output()).getAsJsonObject();
    assertEquals("gzip", summary.get("algorithm").getAsString());
    assertEquals(131072, summary.get("segmentBytes").getAsInt());
    assertEquals(1, summary.get("compressedSegments").getAsInt());
    run = CommandRun.of("lofi", "uncompress", "--json", compressed, back);
    summary = JsonParser.parseString(run.output()).getAsJsonObject();
    assertEquals(3072, summary.get("uncompressedBytes").getAsInt());
    run = CommandRun.of("lofi", "check", "--json", compressed);
    summary = JsonParser.parseString(run.output()).getAsJsonObject();
    assertTrue(summary.get("clean").getAsBoolean());
    assertEquals("ok", summary.getAsJsonObject("kernel").get("read").getAsString());
  }

  @Test
  void damageIsRefusedInOneLineAndNothingIsWritten() throws IOException {
    try (Stream<Path> damaged = Files.list(VECTORS.resolve("damaged"))) {
      for (Path file : damaged.sorted().toList()) {
        String name = file.getFileName().toString();
        boolean readable = name.equals("27.lofi") || name.equals("28.lofi");
        CommandRun run = CommandRun.of("lofi", "uncompress", file, back);
        assertEquals(readable ? 0 : 3, run.code(), name);
        assertEquals(readable ? 0 : 1, run.errorLines().size());
        assertEquals(readable, Files.deleteIfExists(back));
        if (!readable) {
          assertTrue(run.errors().contains(name + ": lofi "), run.errors());
        }
        assertEquals(name.equals("27.lofi") ? 0 : 1, CommandRun.of("lofi", "check", file).code());
      }
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(image), left.toList());
    }
  }

  @Test
  void theFileThatIsReadIsNotWritten() throws IOException {
    byte[] before = Files.readAllBytes(image);
    Path link = Files.createSymbolicLink(folder.resolve("link"), image.getFileName());
    for (Path out : List.of(image, link)) {
      for (String command : List.of("compress", "uncompress")) {
        CommandRun run = CommandRun.of("lofi", command, image, out);
        assertEquals(2, run.code());
        assertTrue(run.errors().contains("is the file that is read"), run.errors());
        assertArrayEquals(before, Files.readAllBytes(image));
      }
    }
  }

  @Test
  void wrongUsageAndWrongLengthsHaveTheirExitCodes() throws IOException {
    assertEquals(2, CommandRun.of("lofi").code());
    assertEquals(2, CommandRun.of("lofi", "compress", image).code());
    assertEquals(
        2, CommandRun.of("lofi", "compress", "--segment", "1000", image, compressed).code());
    CommandRun algorithm =
        CommandRun.of("lofi", "compress", "--algorithm", "gzip-7", image, compressed);
    assertEquals(2, algorithm.code());
    assertTrue(algorithm.errors().contains("none of gzip, gzip-6, gzip-9, lzma"));
    Files.writeString(image, "no sector");
    CommandRun length = CommandRun.of("lofi", "compress", image, compressed);
    assertEquals(3, length.code());
    assertTrue(length.errors().contains("multiple of 512"), length.errors());
    assertEquals(3, CommandRun.of("lofi", "uncompress", folder.resolve("none"), back).code());
    assertEquals(3, CommandRun.of("lofi", "uncompress", image, folder).code());
    assertFalse(Files.exists(compressed));
  }

  @Test
  void helpShowsAnExample() {
    for (String command : List.of("compress", "uncompress", "check")) {
      CommandRun run = CommandRun.of("lofi", command, "--help");
      assertEquals(0, run.code());
      assertTrue(run.output().contains("archive-tool lofi " + command), run.output());
    }
  }
}
