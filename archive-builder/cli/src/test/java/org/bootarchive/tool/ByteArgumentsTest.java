package org.bootarchive.tool;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.bootarchive.testing.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ByteArgumentsTest {
  @TempDir private Path folder;

  @Property
  void everyByteOfEveryArgumentIsKeptAlsoBehindAnOptionsName(@ForAll List<byte[]> arguments) {
    String[] kept = ByteArguments.ofBytes(arguments);
    assertEquals(arguments.size(), kept.length);
    for (int i = 0; i < kept.length; i++) {
      byte[] bytes = arguments.get(i);
      assertArrayEquals(bytes, ByteArguments.bytes(kept[i]).getBytes(ISO_8859_1));
      String behind = ("--add=" + kept[i]).substring("--add=".length());
      assertArrayEquals(bytes, ByteArguments.bytes(behind).getBytes(ISO_8859_1));
    }
  }

  @Test
  void twoArgumentsThatDecodeAlikeStayTwo() {
    // What the JVM makes of both in the C locale.
    String[] decoded = {"lookup", "?", "?"};
    List<byte[]> line =
        List.of(
            "java".getBytes(UTF_8),
            "Main".getBytes(UTF_8),
            "lookup".getBytes(UTF_8),
            new byte[] {(byte) 0xe8},
            new byte[] {(byte) 0xe9});
    String[] kept = ByteArguments.ofBytes(ByteArguments.behindMain(line, decoded));
    assertEquals(3, kept.length);
    assertEquals("\u00e8", ByteArguments.bytes(kept[1]));
    assertEquals("\u00e9", ByteArguments.bytes(kept[2]));
  }

  @Test
  void aCommandLineOfOtherArgumentsIsNotTaken() {
    List<byte[]> line = List.of("java".getBytes(UTF_8), "@arguments".getBytes(UTF_8));
    assertEquals(List.of(), ByteArguments.behindMain(line, "a", "b", "\u00e9"));
    assertEquals(List.of(), ByteArguments.behindMain(line, "\u00e9"));
  }

  @Test
  void whatNothingShowsAsBytesIsUtf8() {
    String kept = ByteArguments.ofTexts("/caf\u00e9")[0];
    assertEquals("/caf\u00c3\u00a9", ByteArguments.bytes(kept));
    assertEquals("no /caf\u00e9: \u2014", ByteArguments.text("no " + kept + ": \u2014"));
    assertEquals("a\u00e9", ByteArguments.path("a\\xe9"));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void namesThatTheLocaleCannotExpressAreLookedUpAsTheyWereTyped()
      throws IOException, InterruptedException {
    Path archive = Files.write(folder.resolve("boot_archive"), Samples.clean(1));
    List<String> first =
        List.of("lookup", "--tsv", "--module", "/a type=rootfs name=ramdisk", archive.toString());
    // A shell gives the JVM bytes that no string of ours has: octal, for printf.
    String shell = "exec \"$@\" \"$(printf '/\\350')\" \"$(printf '/\\351')\"";
    List<String> command = new ArrayList<>(List.of("sh", "-c", shell, "sh"));
    command.addAll(ProcessRun.tool(List.of(), first));
    for (String locale : List.of("C", "C.UTF-8")) {
      ProcessBuilder builder = ProcessRun.builder(command);
      builder.environment().put("LC_ALL", locale);
      ProcessRun run = ProcessRun.await(builder);
      List<String> lines = run.output().lines().toList();
      assertEquals(2, lines.size(), run.output() + run.errors());
      assertNotEquals(lines.get(0), lines.get(1));
      assertTrue(lines.get(0).startsWith("/\\xe8\tfail"), locale + ": " + lines);
      assertTrue(lines.get(1).startsWith("/\\xe9\tfail"), locale + ": " + lines);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFileWhoseNameTheLocaleCannotExpressIsAWrongArgument()
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("sh", "-c", "exec \"$@\" \"$(printf 'x\\351')\"", "sh"));
    command.addAll(ProcessRun.tool(List.of(), List.of("hash")));
    ProcessBuilder builder = ProcessRun.builder(command);
    builder.environment().put("LC_ALL", "C");
    ProcessRun run = ProcessRun.await(builder);
    assertEquals(ExitCode.USAGE, run.code(), run.errors());
    assertTrue(run.errors().contains("x\\xe9: the locale cannot express this name"), run.errors());
  }
}
