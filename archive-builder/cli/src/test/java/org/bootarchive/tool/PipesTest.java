package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.bootarchive.testing.PlatformFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Images that come through pipes, and go out through them. */
class PipesTest {
  @TempDir private Path folder;
  private Path image;
  private Path hello;

  @BeforeEach
  void buildImage() throws IOException {
    Path tree = Files.createDirectories(folder.resolve("tree/etc")).getParent();
    Files.writeString(tree.resolve("etc/system"), "set a=1\n");
    image = folder.resolve("image");
    hello = Files.writeString(folder.resolve("hello"), "hello\n");
    assertEquals(0, CommandRun.of("build", "--from", tree, "--out", image).code());
  }

  private static String chars(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }

  @Test
  void theStandardInputIsReadAsTheFileIs() throws IOException {
    Path old = folder.resolve("old");
    Path fresh = folder.resolve("fresh");
    for (List<String> command :
        List.of(
            List.of("inspect", "-", "--json"),
            List.of("inspect", "-", "-l", "-R"),
            List.of("cat", "-", "etc/system"),
            List.of("check", "-"),
            List.of("extract", "-", "--tar", "-"),
            List.of("diff", "-", image.toString()))) {
      List<String> ofFile = new ArrayList<>(command);
      ofFile.set(1, image.toString());
      CommandRun expected = CommandRun.of(ofFile.toArray());
      CommandRun run = CommandRun.withInput(chars(image), command.toArray());
      assertEquals(expected, run, command.toString());
      assertEquals(0, run.code(), run.errors());
    }
    assertEquals(0, CommandRun.of("convert", image, "--out", old, "--to", "cpio").code());
    CommandRun converted =
        CommandRun.withInput(chars(image), "convert", "-", "--out", fresh, "--to", "cpio");
    assertEquals(0, converted.code(), converted.errors());
    assertArrayEquals(Files.readAllBytes(old), Files.readAllBytes(fresh));
  }

  @Test
  void packedArchivesAndPlatformsAreToldByTheirBytes() throws IOException {
    Path packed = folder.resolve("packed");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      Files.copy(image, out);
    }
    assertEquals(
        new CommandRun(0, "set a=1\n", ""),
        CommandRun.withInput(chars(packed), "cat", "-", "etc/system"));
    Path tgz = folder.resolve("platform-1.tgz");
    Path directory = PlatformFixture.unpack(folder).directory();
    assertEquals(
        0, CommandRun.of("patch", directory, "--out", tgz, "--put", "etc/a=" + hello).code());
    assertEquals(CommandRun.of("inspect", tgz), CommandRun.withInput(chars(tgz), "inspect", "-"));
    CommandRun patched =
        CommandRun.withInput(chars(tgz), "patch", "-", "--out", "-", "--put", "etc/b=" + hello);
    assertEquals(0, patched.code(), patched.errors());
    CommandRun check = CommandRun.withInput(patched.output(), "check", "-", "--no-traps");
    assertEquals(0, check.code(), check.output());
    CommandRun ofDirectory =
        CommandRun.of("patch", directory, "--out", "-", "--put", "etc/b=" + hello);
    assertEquals(
        new CommandRun(0, "hello\n", ""),
        CommandRun.withInput(ofDirectory.output(), "cat", "-", "etc/b"));
  }

  @Test
  void whatIsPatchedToTheOutputIsTheArchiveAloneAndItsSummaryIsNot() throws IOException {
    Path fresh = folder.resolve("fresh");
    String put = "etc/motd=" + hello;
    CommandRun file = CommandRun.of("patch", image, "--out", fresh, "--put", put);
    assertEquals(0, file.code(), file.errors());
    CommandRun output =
        CommandRun.withInput(chars(image), "patch", "-", "--out", "-", "--put", put);
    assertEquals(0, output.code(), output.errors());
    assertTrue(chars(fresh).equals(output.output()), "other bytes than in a file");
    assertTrue(output.errors().contains("(before "), output.errors());
    assertFalse(Files.exists(Path.of("-")));
    assertFalse(Files.exists(Path.of("-.hash")));
    CommandRun refused =
        CommandRun.withInput(chars(image), "patch", "-", "--out", "-", "--remove", "none");
    assertEquals(3, refused.code());
    assertEquals("", refused.output());
  }

  private static String tarOf(Path image) {
    return CommandRun.of("extract", image, "--tar", "-").output();
  }

  /** A command that writes a file, the file, and what it says of it. */
  private void assertSameInOutput(String input, List<?> command, Object... out) throws IOException {
    Path file = folder.resolve("written");
    Files.deleteIfExists(file);
    Object[] named = Stream.of(out).map(o -> o.equals("-") ? file : o).toArray();
    CommandRun toFile = CommandRun.withInput(input, both(command, named));
    CommandRun toOutput = CommandRun.withInput(input, both(command, out));
    assertEquals(0, toFile.code(), toFile.errors());
    assertEquals(0, toOutput.code(), toOutput.errors());
    assertTrue(chars(file).equals(toOutput.output()), command + ": other bytes than in a file");
    assertEquals(toFile.output(), toOutput.errors().replace("-:", file + ":"), command.toString());
    assertFalse(Files.exists(Path.of("-")));
    assertFalse(Files.exists(Path.of("-.hash")));
  }

  private static Object[] both(List<?> first, Object... more) {
    return Stream.concat(first.stream(), Stream.of(more)).toArray();
  }

  @Test
  void whatIsBuiltAndConvertedGoesOutAlone() throws IOException {
    Path tree = folder.resolve("tree");
    assertSameInOutput("", List.of("build", "--from", tree, "--all-root"), "--out", "-");
    assertSameInOutput(
        "", List.of("build", "--from", tree, "--all-root", "--to", "cpio"), "--out", "-");
    assertSameInOutput(tarOf(image), List.of("build", "--tar", "-"), "--out", "-");
    assertSameInOutput(
        chars(image), List.of("convert", "-", "--to", "cpio", "--gzip"), "--out", "-");
    CommandRun tooSmall =
        CommandRun.of("build", "--from", tree, "--all-root", "--size", "1k", "--out", "-");
    assertEquals(1, tooSmall.code(), tooSmall.errors());
    assertEquals("", tooSmall.output());
  }

  @Test
  void aPlatformThatIsBuiltGoesOutAsAGzippedTar() throws IOException {
    Path proto = Files.createDirectories(folder.resolve("proto/platform/i86pc/kernel/amd64"));
    Files.writeString(proto.resolve("unix"), "kernel");
    Files.createDirectories(folder.resolve("proto/usr/bin"));
    CommandRun run =
        CommandRun.of(
            "build",
            "--platform",
            "--from",
            folder.resolve("proto"),
            "--all-root",
            "--stamp",
            "20260101T000000Z",
            "--out",
            "-");
    assertEquals(0, run.code(), run.errors());
    CommandRun cat =
        CommandRun.withInput(run.output(), "cat", "-", "platform/i86pc/kernel/amd64/unix");
    assertEquals(new CommandRun(0, "kernel", ""), cat);
  }

  @Test
  void lofiCompressesAndUncompressesInAPipeline() throws IOException {
    assertSameInOutput(chars(image), List.of("lofi", "compress", "-"), "-");
    CommandRun compressed = CommandRun.withInput(chars(image), "lofi", "compress", "-", "-");
    assertSameInOutput(compressed.output(), List.of("lofi", "uncompress", "-"), "-");
    CommandRun check = CommandRun.withInput(compressed.output(), "lofi", "check", "-");
    assertEquals(0, check.code(), check.errors());
    CommandRun back = CommandRun.withInput(compressed.output(), "lofi", "uncompress", "-", "-");
    assertTrue(chars(image).equals(back.output()), "another image than was compressed");
    CommandRun damaged = CommandRun.withInput("CompressedLofi", "lofi", "uncompress", "-", "-");
    assertEquals(3, damaged.code());
    assertEquals("", damaged.output());
  }

  @Test
  void anEnablingIsCompiledShownAndStrippedInAPipeline() throws IOException {
    String program = "BEGIN { trace(1); }\n";
    CommandRun compiled =
        CommandRun.withInput(program, "anon", "compile", "-Z", "-s", "-", "--out", "-");
    assertEquals(0, compiled.code(), compiled.errors());
    Path script = Files.writeString(folder.resolve("p.d"), program);
    Path conf = folder.resolve("dtrace.conf");
    assertEquals(0, CommandRun.of("anon", "compile", "-Z", "-s", script, "--out", conf).code());
    assertEquals(chars(conf), compiled.output());
    CommandRun shown = CommandRun.withInput(compiled.output(), "anon", "show", "-");
    assertEquals(CommandRun.of("anon", "show", conf), shown);
    CommandRun stripped =
        CommandRun.withInput(
            compiled.output(), "anon", "strip", "--dtrace-conf", "-", "--out", "-");
    assertEquals(0, stripped.code(), stripped.errors());
    assertEquals("name=\"dtrace\" parent=\"pseudo\" instance=0;\n", stripped.output());
    assertEquals(
        List.of("cleaned up old anonymous enabling in -"), stripped.errors().lines().toList());
    assertEquals(chars(conf), compiled.output());
    for (List<String> wrong :
        List.of(
            List.of("--dtrace-conf", "-", "--in-place"),
            List.of("--dtrace-conf", "-", "--system", script.toString(), "--out", "d"),
            List.of(
                "--dtrace-conf", conf.toString(), "--system", script.toString(), "--out", "-"))) {
      CommandRun run = CommandRun.ofBoth(List.of("anon", "strip"), wrong.toArray());
      assertEquals(2, run.code(), run.errors());
      assertEquals("", run.output());
    }
  }

  @Test
  void anArchiveWithAnEnablingGoesOutAlone() throws IOException {
    Path tree = folder.resolve("tree");
    Files.createDirectories(tree.resolve("kernel/drv"));
    assertEquals(
        0,
        CommandRun.of("build", "--from", tree, "--all-root", "--free", "1m", "--out", image)
            .code());
    CommandRun compiled = CommandRun.of("anon", "compile", "-Z", "-n", "BEGIN", "--out", "-");
    Path conf = Files.writeString(folder.resolve("conf"), compiled.output());
    Path system = Files.writeString(folder.resolve("system"), "set a=2\n");
    List<Object> common = List.of("anon", "apply", "--force", "--system", system, "--patch", image);
    Path file = folder.resolve("file");
    CommandRun toFile = CommandRun.ofBoth(common, "--dtrace-conf", conf, "--out", file);
    assertEquals(0, toFile.code(), toFile.errors());
    CommandRun toOutput = CommandRun.ofBoth(common, "--dtrace-conf", conf, "--out", "-");
    assertEquals(0, toOutput.code(), toOutput.errors());
    assertTrue(chars(file).equals(toOutput.output()), "other bytes than in a file");
    assertTrue(toOutput.errors().contains("verdict"), toOutput.errors());
    CommandRun piped =
        CommandRun.withInput(
            compiled.output(), both(common, "--dtrace-conf", "-", "--out", file + "2"));
    assertEquals(0, piped.code(), piped.errors());
    assertEquals(
        new CommandRun(0, compiled.output(), ""),
        CommandRun.of("cat", file + "2", "kernel/drv/dtrace.conf"));
  }

  @Test
  void aPipeGivesNoMoreThanTheLimit() throws IOException {
    String input = chars(image);
    long size = Files.size(image);
    assertEquals(0, CommandRun.withInput(input, "check", "-", "--max-unpacked", size).code());
    CommandRun run = CommandRun.withInput(input, "check", "-", "--max-unpacked", size - 1);
    assertEquals(3, run.code());
    assertEquals(1, run.errors().lines().count(), run.errors());
    assertTrue(run.errors().contains("--max-unpacked SIZE"), run.errors());
  }

  @Test
  void whatIsNoArchiveIsToldInOneLine() {
    for (String input : List.of("", "x", "\u001f\u008b", "\u001f\u008b\b\0")) {
      CommandRun run = CommandRun.withInput(input, "inspect", "-");
      assertEquals(3, run.code(), run.errors());
      assertEquals(1, run.errors().lines().count(), run.errors());
    }
    CommandRun twice = CommandRun.of("diff", "-", "-");
    assertEquals(2, twice.code(), twice.errors());
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aNamedPipeIsReadToItsEndAndNothingIsLeft() throws IOException, InterruptedException {
    Path fifo = folder.resolve("fifo");
    assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
    Process writer = new ProcessBuilder("cp", image.toString(), fifo.toString()).start();
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    ProcessRun run =
        ProcessRun.await(
            ProcessRun.builder(
                ProcessRun.tool(
                    List.of("-Djava.io.tmpdir=" + temporary),
                    List.of("cat", fifo.toString(), "etc/system"))));
    writer.destroy();
    assertEquals(new ProcessRun(0, "set a=1\n", ""), run);
    try (Stream<Path> left = Files.list(temporary)) {
      assertEquals(List.of(), left.filter(path -> !path.toString().contains("hsperf")).toList());
    }
  }
}
