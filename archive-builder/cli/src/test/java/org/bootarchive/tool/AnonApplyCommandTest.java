package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import java.util.List;
import org.bootarchive.testing.PlatformFixture;
import org.bootarchive.ufs.testing.Testdata;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnonApplyCommandTest {
  private static final Path PROGRAMS = Testdata.of("vectors", "dof", "programs");
  private static final String PROBE = "enabling probe 0 (fbt::rts_new_rtsmsg:entry)";

  @TempDir private static Path shared;
  private static Path key;
  private static Path archive;
  private static byte[] oldMenu;

  @TempDir private Path folder;
  private Path conf;
  private Path only;
  private Path system;
  private Path menu;

  @BeforeAll
  static void makeKey() throws IOException {
    key = PlatformFixture.usbKey(shared);
    archive = key.resolve("os/20260101T000000Z/platform/i86pc/amd64/boot_archive");
    oldMenu = Files.readAllBytes(key.resolve("boot/grub/menu.lst"));
  }

  @BeforeEach
  void makeFiles() throws IOException {
    byte[] program = Files.readAllBytes(PROGRAMS.resolve("002-rts-new-rtsmsg.conf"));
    conf = Files.write(folder.resolve("dtrace.conf"), program);
    String text = new String(program, StandardCharsets.ISO_8859_1);
    only = Files.writeString(folder.resolve("o"), text.substring(text.indexOf("dof-data-0")));
    CommandRun own = CommandRun.of("cat", archive, "etc/system");
    system =
        Files.writeString(
            folder.resolve("system"),
            own.output()
                + "* vvvv Added by DTrace\nforceload: drv/fbt\nforceload: drv/dtrace\n"
                + "* ^^^^ Added by DTrace\n");
    menu = Files.write(key.resolve("boot/grub/menu.lst"), oldMenu);
  }

  private CommandRun apply(Object... more) {
    return CommandRun.ofBoth(List.of("anon", "apply"), more);
  }

  private static List<String> codes(JsonObject json) {
    List<String> codes = new ArrayList<>();
    for (JsonElement finding : json.getAsJsonArray("findings")) {
      codes.add(finding.getAsJsonObject().get("code").getAsString());
    }
    return codes;
  }

  @Test
  void theNextBootIsToldFirstAndTheKernelSeesBothFiles() throws IOException {
    CommandRun run =
        apply("--dtrace-conf", conf, "--system", system, "--menu", menu, "--root", key);
    assertEquals(0, run.code(), run.output() + run.errors());
    assertEquals(PROBE, run.lines().get(0));
    assertTrue(run.output().contains("\nverdict: would boot\n"), run.output());
    assertArrayEquals(
        Files.readAllBytes(conf),
        Files.readAllBytes(key.resolve("os/bootfs/kernel/drv/dtrace.conf")));
    assertArrayEquals(
        Files.readAllBytes(system), Files.readAllBytes(key.resolve("os/bootfs/etc/system")));
    String lookups =
        CommandRun.of("lookup", "--menu", menu, "--root", key, "--tsv", "/kernel/drv/dtrace.conf")
            .output();
    assertTrue(lookups.contains("bootfs\t" + Files.size(conf)), lookups);
    assertEquals(0, CommandRun.of("anon", "strip", "--menu", menu, "--root", key).code());
    assertArrayEquals(oldMenu, Files.readAllBytes(menu));
  }

  @Test
  void aDryRunWritesNothing() throws IOException {
    Path out = folder.resolve("out");
    CommandRun run =
        apply(
            "--dry-run",
            "--dtrace-conf",
            conf,
            "--system",
            system,
            "--out",
            out,
            "--menu",
            menu,
            "--root",
            key);
    assertEquals(0, run.code(), run.output() + run.errors());
    assertFalse(Files.exists(out));
    assertArrayEquals(oldMenu, Files.readAllBytes(menu));
  }

  @Test
  void fromImageAddsToTheArchivesOwn() throws IOException {
    CommandRun run =
        apply("--from-image", "--dtrace-conf", only, "--menu", menu, "--root", key, "--json");
    assertEquals(0, run.code(), run.output() + run.errors());
    JsonObject json = JsonParser.parseString(run.output()).getAsJsonObject();
    assertTrue(json.get("accepted").getAsBoolean());
    assertEquals(PROBE, json.getAsJsonArray("bootLines").get(0).getAsString());
    String own = CommandRun.of("cat", archive, "kernel/drv/dtrace.conf").output();
    String laidOut =
        Files.readString(
            key.resolve("os/bootfs/kernel/drv/dtrace.conf"), StandardCharsets.ISO_8859_1);
    assertEquals(own + Files.readString(only), laidOut);
    String block = Files.readString(key.resolve("os/bootfs/etc/system"));
    assertTrue(
        block.contains("\nforceload: drv/dcpc\nforceload: drv/dtrace\n* ^^^^ Added by DTrace\n"),
        block);
    byte[] once = Files.readAllBytes(menu);
    assertEquals(
        0, apply("--from-image", "--dtrace-conf", only, "--menu", menu, "--root", key).code());
    assertArrayEquals(once, Files.readAllBytes(menu));
    assertEquals(block, Files.readString(key.resolve("os/bootfs/etc/system")));
  }

  @Test
  void aPatchedArchiveHasBothFilesAndIsTheSameEachTime() throws IOException {
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    CommandRun run =
        apply("--from-image", "--dtrace-conf", only, "--patch", archive, "--out", one, "--json");
    assertEquals(0, run.code(), run.output() + run.errors());
    apply("--from-image", "--dtrace-conf", only, "--patch", archive, "--out", two);
    assertEquals(-1, Files.mismatch(one, two));
    JsonObject json = JsonParser.parseString(run.output()).getAsJsonObject();
    assertFalse(
        json.getAsJsonArray("findings").toString().contains("fast-reboot-off"),
        "the two files are no modules of their own");
    assertEquals(
        Files.readString(one.resolveSibling("one.hash")).trim(),
        json.getAsJsonObject("patched").get("hash").getAsString());
    assertTrue(
        CommandRun.of("cat", one, "kernel/drv/dtrace.conf")
            .output()
            .endsWith(Files.readString(only)));
    assertTrue(
        CommandRun.of("cat", one, "etc/system")
            .output()
            .endsWith("forceload: drv/dtrace\n* ^^^^ Added by DTrace\n"));
    assertEquals(0, CommandRun.of("check", one).code());
  }

  @Test
  void whatTheKernelRefusesIsNotWritten() throws IOException {
    String text = Files.readString(conf, StandardCharsets.ISO_8859_1);
    Files.writeString(conf, text.replace("dof-data-0=0x7f", "dof-data-0=0x7e"));
    CommandRun run =
        apply(
            "--json",
            "--dtrace-conf",
            conf,
            "--system",
            system,
            "--menu",
            menu,
            "--root",
            key,
            "--out",
            folder.resolve("out"));
    assertEquals(1, run.code());
    JsonObject json = JsonParser.parseString(run.output()).getAsJsonObject();
    assertTrue(json.get("refused").getAsBoolean());
    assertTrue(json.get("refusal").getAsString().contains("DOF magic string mismatch"));
    assertArrayEquals(oldMenu, Files.readAllBytes(menu));
    assertFalse(Files.exists(folder.resolve("out")));
  }

  @Test
  void withoutForceloadNothingWouldBeTraced() throws IOException {
    Files.writeString(system, "set a=1\n");
    CommandRun run =
        apply("--json", "--dtrace-conf", conf, "--system", system, "--menu", menu, "--root", key);
    assertEquals(1, run.code());
    assertTrue(
        codes(JsonParser.parseString(run.output()).getAsJsonObject())
            .contains("forceload-missing"));
    assertArrayEquals(oldMenu, Files.readAllBytes(menu));
    assertEquals(
        0,
        apply("--force", "--dtrace-conf", conf, "--system", system, "--menu", menu, "--root", key)
            .code());
  }

  @Test
  void anArchiveOfAnotherFormKeepsIt() {
    Path packed = folder.resolve("packed.gz");
    CommandRun convert =
        CommandRun.of("convert", archive, "--to", "cpio", "--gzip", "--out", packed);
    assertTrue(Files.exists(packed), convert.errors());
    Path out = folder.resolve("new.gz");
    CommandRun run = apply("--from-image", "--dtrace-conf", only, "--patch", packed, "--out", out);
    assertEquals(0, run.code(), run.output() + run.errors());
    assertEquals("cpio odc, in a gzip file", CommandRun.of("inspect", out).lines().get(0));
    String added = CommandRun.of("cat", out, "etc/system").output();
    assertTrue(added.contains("forceload: drv/fbt"), added);
  }

  @Test
  void aFileWithoutEnablingIsAnAnswer() throws IOException {
    Files.writeString(only, "# nothing\n");
    CommandRun run = apply("--from-image", "--dtrace-conf", only, "--menu", menu, "--root", key);
    assertEquals(1, run.code());
    assertTrue(run.output().contains("[no-enabling]"), run.output());
    assertArrayEquals(oldMenu, Files.readAllBytes(menu));
  }

  @Test
  void optionsThatDoNotGoTogetherAreSaid() {
    assertEquals(2, apply("--dtrace-conf", conf).code());
    assertEquals(2, apply("--dtrace-conf", conf, "--system", system).code());
    assertEquals(2, apply("--dtrace-conf", conf, "--menu", menu).code());
    assertEquals(
        2, apply("--from-image", "--dtrace-conf", conf, "--system", system, "--menu", menu).code());
    assertEquals(2, apply("--from-image", "--dtrace-conf", conf, "--patch", archive).code());
    assertEquals(
        3, apply("--dtrace-conf", folder.resolve("no"), "--system", system, "--menu", menu).code());
  }
}
