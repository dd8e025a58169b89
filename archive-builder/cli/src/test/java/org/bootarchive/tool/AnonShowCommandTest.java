package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bootarchive.testing.ElfModule;
import org.bootarchive.testing.PlatformFixture;
import org.bootarchive.ufs.testing.Testdata;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What {@code anon show} says of the recorded enablings, and of what boots. */
@Isolated
class AnonShowCommandTest {
  private static final Path VECTORS = Testdata.of("vectors", "dof");
  private static final Pattern ECB = Pattern.compile("ecb \\d+ (\\S+) uarg=.*");
  private static final Pattern OPTION = Pattern.compile("option (\\w+)\\(\\d+\\)=(-?\\d+)");

  @TempDir private Path folder;

  private static JsonObject json(CommandRun run) {
    return JsonParser.parseString(run.output()).getAsJsonObject();
  }

  private static List<String> strings(JsonElement array) {
    List<String> strings = new ArrayList<>();
    array.getAsJsonArray().forEach(element -> strings.add(element.getAsString()));
    return strings;
  }

  private static List<String> codes(JsonObject object) {
    List<String> codes = new ArrayList<>();
    object
        .getAsJsonArray("findings")
        .forEach(finding -> codes.add(finding.getAsJsonObject().get("code").getAsString()));
    return codes;
  }

  @Test
  void anEnablingThatTheKernelTakesAndDiesOfIsNotAccepted() {
    Path dof = VECTORS.resolve("panics/difexpr-argument.dof");
    CommandRun run = CommandRun.of("anon", "show", "--json", dof);
    assertEquals(ExitCode.NO, run.code(), run.errors());
    JsonObject shown = json(run);
    assertFalse(shown.get("accepted").getAsBoolean());
    assertTrue(shown.get("refusal").isJsonNull());
    assertTrue(codes(shown).contains("kernel-may-panic"), () -> codes(shown).toString());
    assertEquals(List.of("fbt::rts_new_rtsmsg:entry"), strings(shown.get("probes")));
    List<String> lines = CommandRun.of("anon", "show", dof).lines();
    assertEquals(
        "panics: the kernel takes the enabling, and panics as soon as a probe is found",
        lines.get(2));
  }

  @TestFactory
  Stream<DynamicTest> programsAreShownAsRecorded() throws IOException {
    List<Path> texts;
    try (Stream<Path> files = Files.list(VECTORS.resolve("programs"))) {
      texts = files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
    }
    assertEquals(56, texts.size());
    return texts.stream()
        .map(
            text ->
                DynamicTest.dynamicTest(
                    text.getFileName().toString(), () -> assertShownAsRecorded(text)));
  }

  private static void assertShownAsRecorded(Path text) throws IOException {
    List<String> lines = Files.readAllLines(text, StandardCharsets.ISO_8859_1);
    List<String> kernel = new ArrayList<>();
    for (String line : lines.subList(2, lines.size())) {
      if (line.startsWith("## ")) {
        break;
      }
      kernel.add(line);
    }
    List<String> probes = new ArrayList<>();
    Map<String, Long> options = new TreeMap<>();
    for (String line : kernel) {
      Matcher ecb = ECB.matcher(line);
      if (ecb.matches()) {
        probes.add(ecb.group(1));
      }
      Matcher option = OPTION.matcher(line);
      if (option.matches()) {
        options.put(option.group(1), Long.valueOf(option.group(2)));
      }
    }
    String conf = text.toString().replace(".txt", ".conf");
    JsonObject shown = json(CommandRun.of("anon", "show", "--json", conf));
    assertEquals(probes, strings(shown.get("probes")));
    Map<String, Long> shownOptions = new TreeMap<>();
    shown
        .getAsJsonObject("options")
        .entrySet()
        .forEach(option -> shownOptions.put(option.getKey(), option.getValue().getAsLong()));
    assertEquals(options, shownOptions);
    boolean ok = kernel.get(0).equals("ok");
    assertEquals(ok, shown.get("accepted").getAsBoolean());
    CommandRun run = CommandRun.of("anon", "show", conf);
    assertEquals(ok ? ExitCode.GOOD : ExitCode.NO, run.code());
    List<String> notices =
        kernel.stream()
            .filter(line -> line.startsWith("NOTICE: "))
            .map(line -> line.substring("NOTICE: ".length()))
            .toList();
    assertEquals(notices, run.lines().subList(0, notices.size()));
  }

  @TestFactory
  Stream<DynamicTest> damagedOnesAreRefusedAsRecorded() throws IOException {
    List<String> lines = Files.readAllLines(VECTORS.resolve("refusals/index.tsv"));
    assertEquals(114, lines.size());
    return lines.stream()
        .skip(1)
        .map(line -> List.of(line.split("\t", -1)))
        .map(columns -> DynamicTest.dynamicTest(columns.get(0), () -> assertRefused(columns)));
  }

  private static void assertRefused(List<String> columns) {
    Path dof = VECTORS.resolve("refusals/" + columns.get(0) + ".dof");
    CommandRun run = CommandRun.of("anon", "show", "--json", "--disassemble", dof);
    JsonObject shown = json(run);
    boolean ok = columns.get(3).equals("ok");
    assertEquals(ok, shown.get("accepted").getAsBoolean());
    assertEquals(ok ? ExitCode.GOOD : ExitCode.NO, run.code());
    assertEquals(
        columns.get(4),
        shown.get("refusal").isJsonNull() ? "" : shown.get("refusal").getAsString());
    boolean troubled = columns.get(5).contains("fails") || columns.get(5).contains("refused");
    assertEquals(troubled, codes(shown).contains("fails-when-enabled"), columns.get(5));
  }

  @Test
  void theTextBeginsWithWhatTheKernelPrints() {
    Path conf = VECTORS.resolve("programs/002-rts-new-rtsmsg.conf");
    CommandRun run = CommandRun.of("anon", "show", "--disassemble", conf);
    assertEquals("enabling probe 0 (fbt::rts_new_rtsmsg:entry)", run.lines().get(0));
    assertEquals("enabling probe 1 (dtrace:::ERROR)", run.lines().get(1));
    assertTrue(run.output().contains("ldgs DT_VAR(280), %r1\t\t! DT_VAR(280) = \"execname\""));
  }

  @Test
  void aRefusalSaysWhatComesOfItInBothForms() {
    Path conf = VECTORS.resolve("conf/m2.conf");
    String consequence =
        "dof-data-1 is not taken; the kernel goes on with freed memory: the boot may panic";
    List<String> lines = CommandRun.of("anon", "show", conf).lines();
    assertEquals("failed to process DOF: rejected option", lines.get(0));
    assertEquals("enabling probe 0 (fbt::rts_new_rtsmsg:entry)", lines.get(1));
    assertTrue(lines.contains("refused: " + consequence));
    JsonObject shown = json(CommandRun.of("anon", "show", "--json", conf));
    assertEquals(consequence, shown.get("consequence").getAsString());
  }

  @Test
  void aFileWithoutAnEnablingSaysSo() throws IOException {
    Path conf = Files.writeString(folder.resolve("dtrace.conf"), "name=\"dtrace\";\n");
    CommandRun run = CommandRun.of("anon", "show", conf);
    assertEquals(ExitCode.NO, run.code());
    assertEquals("no anonymous enabling: nothing is traced", run.lines().get(0));
  }

  @Test
  void theSystemFileBesideIsLookedAt() throws IOException {
    Path conf = VECTORS.resolve("programs/002-rts-new-rtsmsg.conf");
    Path system = Files.writeString(folder.resolve("system"), "forceload: drv/fbt\n");
    JsonObject shown = json(CommandRun.of("anon", "show", "--json", conf, "--system", system));
    assertEquals(List.of("forceload-missing"), codes(shown));
    assertEquals(List.of("drv/fbt"), strings(shown.get("forceloads")));
  }

  @Test
  void theOverlayIsWhatTheKernelFinds() throws IOException {
    Path platform = PlatformFixture.unpack(folder).directory();
    assertEquals(ExitCode.NO, CommandRun.of("anon", "show", platform).code());
    Path system =
        Files.writeString(
            folder.resolve("system"),
            "forceload: drv/fbt\nforceload: drv/sdt\nforceload: drv/dtrace\n");
    Object[] modules = {
      "--json",
      "--platform",
      platform,
      "--add",
      "kernel/drv/dtrace.conf=" + VECTORS.resolve("programs/002-rts-new-rtsmsg.conf"),
      "--add",
      "etc/system=" + system
    };
    CommandRun run = CommandRun.of(with("anon show", modules));
    assertEquals(ExitCode.GOOD, run.code());
    JsonObject shown = json(run);
    assertEquals("/system/boot/kernel/drv/dtrace.conf", shown.get("driverConf").getAsString());
    assertEquals(
        List.of("fbt::rts_new_rtsmsg:entry", "dtrace:::ERROR"), strings(shown.get("probes")));
    Path ip =
        Files.write(
            folder.resolve("ip"),
            new ElfModule().function("rts_new_rtsmsg", ElfModule.framed()).bytes());
    Object[] withModule = Arrays.copyOf(modules, modules.length + 2);
    withModule[modules.length] = "--add";
    withModule[modules.length + 1] = "kernel/drv/amd64/ip=" + ip;
    assertEquals(List.of(), codes(json(CommandRun.of(with("anon show", withModule)))));
    // The stand-ins of the sample platform have no functions but those of every module.
    assertEquals(List.of("probe-cannot-exist"), codes(shown));
    JsonObject simulated = json(CommandRun.of(with("simulate", modules)));
    assertEquals(shown, simulated.get("anonymous"));
  }

  private static Object[] with(String command, Object... arguments) {
    return Stream.concat(Stream.of((Object[]) command.split(" ")), Stream.of(arguments)).toArray();
  }

  @Test
  void aKernelThatPanicsFindsNone() throws IOException {
    Path archive = Files.write(folder.resolve("archive"), new byte[20_000]);
    Path hash = Files.writeString(folder.resolve("hash"), "0".repeat(40));
    CommandRun run =
        CommandRun.of(
            "anon",
            "show",
            "--json",
            "--module",
            "/a type=rootfs name=r",
            archive,
            "--module",
            "/h type=hash name=r",
            hash);
    assertEquals(ExitCode.NO, run.code());
    assertEquals(List.of("kernel-does-not-come-up"), codes(json(run)));
    assertEquals(ExitCode.INPUT, CommandRun.of("anon", "show", archive).code());
  }

  @Test
  void twoInputsAreWrongUsage() {
    Path conf = VECTORS.resolve("programs/002-rts-new-rtsmsg.conf");
    assertEquals(ExitCode.USAGE, CommandRun.of("anon", "show").code());
    assertEquals(ExitCode.USAGE, CommandRun.of("anon", "show", conf, "--platform", folder).code());
    assertEquals(ExitCode.INPUT, CommandRun.of("anon", "show", folder.resolve("none")).code());
  }
}
