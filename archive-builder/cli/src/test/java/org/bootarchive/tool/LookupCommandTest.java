package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.bootarchive.ufs.testing.Testdata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class LookupCommandTest {
  private static final Path VECTORS = Testdata.of("vectors", "bootvfs");

  @TempDir private Path folder;
  private Path system;

  @BeforeEach
  void writeSystem() throws IOException {
    system = Files.writeString(folder.resolve("system"), "set a=1\n");
  }

  @TestFactory
  Stream<DynamicTest> theLinesAreTheRecordedOnes() throws IOException {
    List<Path> cases;
    try (Stream<Path> folders = Files.list(VECTORS)) {
      cases = folders.filter(Files::isDirectory).sorted().toList();
    }
    assertEquals(53, cases.size());
    return cases.stream()
        .map(one -> DynamicTest.dynamicTest(one.getFileName().toString(), () -> check(one)));
  }

  private void check(Path one) throws IOException {
    List<Object> arguments = new ArrayList<>(List.of("lookup", "--tsv", "--stdin"));
    for (String line : read(one, "modules.tsv").lines().toList()) {
      int tab = line.indexOf('\t');
      if (!line.chars().allMatch(c -> c < 0x80)) {
        // Bytes of a command line get lost on the way through this process's own arguments.
        return;
      }
      arguments.addAll(
          List.of("--module", line.substring(0, tab), unpack(one, line.substring(tab + 1))));
    }
    if (Files.exists(one.resolve("panic.txt"))) {
      CommandRun run = CommandRun.withInput("/etc/system\n", arguments.toArray());
      assertEquals("panic\t" + read(one, "panic.txt"), run.output());
      assertEquals(1, run.code());
      return;
    }
    String lookups = read(one, "lookups.tsv");
    String expected = lookups.substring(lookups.indexOf('\n') + 1);
    StringBuilder paths = new StringBuilder();
    expected.lines().forEach(line -> paths.append(line, 0, line.indexOf('\t')).append('\n'));
    CommandRun run = CommandRun.withInput(paths.toString(), arguments.toArray());
    assertEquals(expected, run.output());
    assertEquals(expected.lines().allMatch(line -> line.contains("\tok\t")) ? 0 : 1, run.code());
    assertEquals("", run.errors());
  }

  private static String read(Path one, String name) throws IOException {
    return Files.readString(one.resolve(name), StandardCharsets.ISO_8859_1);
  }

  private Path unpack(Path one, String name) throws IOException {
    Path plain = one.resolve(name);
    if (Files.exists(plain)) {
      return plain;
    }
    Path target = folder.resolve(one.getFileName() + "-" + name);
    try (InputStream in = new GZIPInputStream(Files.newInputStream(one.resolve(name + ".gz")))) {
      Files.copy(in, target);
    }
    return target;
  }

  /** Looks up over three modules without a root: one or two the kernel would take for the root. */
  private CommandRun lookup(String name, Object... more) {
    List<Object> arguments = new ArrayList<>(List.of("lookup"));
    for (String module : List.of(name, "second", "third")) {
      arguments.addAll(List.of("--module", "/x type=file name=" + module, system));
    }
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray());
  }

  @Test
  void afterTheBootModulesAreBelowSystemBoot() {
    CommandRun run = lookup("etc/system", "--tsv", "--after-boot", "/system/boot/etc/system");
    assertEquals(0, run.code());
    assertTrue(
        run.output().startsWith("/system/boot/etc/system\tok\tbootfs\t8\t100555\t8\t"),
        run.output());
  }

  @Test
  void afterTheBootAPathWithoutSlashIsBelowSystemBootAndThatIsSaid() {
    CommandRun run = lookup("etc/system", "--after-boot", "etc/system");
    assertEquals(0, run.code());
    assertTrue(
        run.lines().get(0).startsWith("/system/boot/etc/system: bootfs answers"), run.output());
    assertEquals("  etc/system is taken for /system/boot/etc/system", run.lines().get(1));
    assertEquals(1, lookup("etc/system", "--after-boot", "/etc/system").code());
  }

  @Test
  void aTypedEscapeIsAByteAndIsShownAsOne() {
    CommandRun run = lookup("s", "--tsv", "/\\x73", "/\\xff");
    assertTrue(run.output().startsWith("/s\tok\tbootfs\t"), run.output());
    assertTrue(run.output().endsWith("\n/\\xff\tCRASH\t-\t-\t-\t-\t-\n"), run.output());
    assertEquals(1, run.code());
  }

  @Test
  void jsonHasTheStepsAndWhatIsUnexpected() {
    CommandRun run = lookup("s", "--json", "/s", "/t");
    JsonArray answers = JsonParser.parseString(run.output()).getAsJsonArray();
    assertEquals("ok", answers.get(0).getAsJsonObject().get("result").getAsString());
    assertTrue(answers.get(0).getAsJsonObject().getAsJsonArray("steps").size() > 0);
    assertEquals("CRASH", answers.get(1).getAsJsonObject().get("result").getAsString());
  }

  @Test
  void aModuleThatIsNotThereIsNamed() {
    CommandRun run = CommandRun.of("lookup", "--module", "/x", folder.resolve("missing"), "/s");
    assertEquals(3, run.code());
    assertTrue(run.errors().contains("missing: no such file"), run.errors());
  }

  @Test
  void twoModuleSetsAreWrongUsage() {
    assertEquals(
        2, CommandRun.of("lookup", "--module", "/x", system, "--platform", "x", "/s").code());
    assertEquals(2, CommandRun.of("lookup", "/s").code());
    assertEquals(2, CommandRun.of("lookup", "--module", "/x", system).code());
  }
}
