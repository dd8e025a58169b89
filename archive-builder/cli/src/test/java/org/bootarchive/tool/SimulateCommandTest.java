package org.bootarchive.tool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The command's exit codes and the names in its JSON. */
@Isolated
class SimulateCommandTest {
  @TempDir Path directory;

  private record Run(int code, String out) {}

  private static Run run(String... args) {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream captured = new PrintStream(bytes, true, UTF_8)) {
      System.setOut(captured);
      int code = Main.run(args);
      return new Run(code, bytes.toString(UTF_8));
    } finally {
      System.setOut(before);
    }
  }

  @Test
  void aBootThatFailsSaysSoFirstAndExitsWithOne() throws IOException {
    Path archive = Files.write(directory.resolve("archive"), new byte[1024]);
    Run run = run("simulate", "--module", "/a type=rootfs name=r", archive.toString());
    assertEquals(ExitCode.NO, run.code());
    assertTrue(run.out().startsWith("verdict: WOULD NOT BOOT: "), run.out());
    assertTrue(run.out().contains("error [archive-unknown] "), run.out());
  }

  @Test
  void jsonHasTheDocumentedNames() throws IOException {
    Path archive = Files.write(directory.resolve("archive"), new byte[1024]);
    Path hash = Files.writeString(directory.resolve("hash"), "0".repeat(40));
    Run run =
        run(
            "simulate",
            "--json",
            "--module",
            "/a type=rootfs name=r",
            archive.toString(),
            "--module",
            "/h type=hash name=r",
            hash.toString());
    assertEquals(ExitCode.NO, run.code());
    JsonObject object = JsonParser.parseString(run.out()).getAsJsonObject();
    assertEquals(
        List.of(
            "verdict",
            "loader",
            "kernel",
            "whoami",
            "modules",
            "missing",
            "messages",
            "panic",
            "ramdisk",
            "properties",
            "root",
            "bootProperties",
            "modulePath",
            "overlays",
            "lookups",
            "afterBoot",
            "anonymous",
            "findings"),
        List.copyOf(object.keySet()));
    assertEquals("hash mismatch!", object.get("panic").getAsString());
    assertEquals(
        "verdict: WOULD NOT BOOT: hash mismatch!",
        object.getAsJsonObject("verdict").get("text").getAsString());
  }

  @Test
  void noModuleSetIsWrongUsage() {
    assertEquals(ExitCode.USAGE, run("simulate").code());
  }
}
