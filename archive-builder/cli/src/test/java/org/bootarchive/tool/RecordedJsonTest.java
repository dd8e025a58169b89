package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bootarchive.testing.GoldenJson;
import org.bootarchive.testing.PlatformFixture;
import org.bootarchive.testing.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands print the recorded JSON, which is what the library gives without them. */
class RecordedJsonTest {
  @TempDir private Path folder;

  private static void assertPrints(String name, Object... arguments) throws IOException {
    CommandRun run = CommandRun.of(arguments);
    assertEquals("", run.errors());
    assertEquals(GoldenJson.of(name), run.output().replace("\r\n", "\n").stripTrailing());
  }

  @Test
  void simulateAndModulesOfAPlatform() throws IOException {
    PlatformFixture.unpack(folder);
    Path platform = folder.resolve("platform");
    assertPrints("simulate-platform", "simulate", "--platform", platform, "--json");
    assertPrints("modules-platform", "modules", "--platform", platform, "--json");
  }

  @Test
  void inspectOfAPlatform() throws IOException {
    assertPrints("inspect-platform", "inspect", Samples.PLATFORM, "--json");
  }

  @Test
  void checkOfAnImageAndOfAPlatform() throws IOException {
    Path image = folder.resolve("image");
    Files.write(image, Samples.image("fixtures/populated-64m.img"));
    assertPrints("check-populated", "check", image, "--json");
    assertPrints("check-platform", "check", Samples.PLATFORM, "--json");
  }
}
