package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bootarchive.testing.PlatformFixture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverlayCommandTest {
  @TempDir private static Path shared;
  private static Path key;
  private static byte[] oldMenu;

  @TempDir private Path folder;
  private Path menu;
  private Path system;

  @BeforeAll
  static void makeKey() throws IOException {
    key = PlatformFixture.usbKey(shared);
    oldMenu = Files.readAllBytes(key.resolve("boot/grub/menu.lst"));
  }

  @BeforeEach
  void restore() throws IOException {
    menu = Files.write(key.resolve("boot/grub/menu.lst"), oldMenu);
    system = Files.writeString(folder.resolve("system"), "set a=1\n");
  }

  private CommandRun overlay(Object... more) {
    return CommandRun.ofBoth(List.of("overlay", "--out", key, "--menu", menu), more);
  }

  @Test
  void anOldStyleEntryBecomesNewStyleAndTheKernelSeesTheFile() throws IOException {
    CommandRun run = overlay("--add", "etc/system=" + system, "--json");
    assertEquals(0, run.code(), run.errors());
    JsonObject json = JsonParser.parseString(run.output()).getAsJsonObject();
    JsonObject answer = json.getAsJsonArray("answers").get(0).getAsJsonObject();
    assertEquals("boot_ufs answers with 719 bytes", answer.get("before").getAsString());
    assertTrue(answer.get("after").getAsString().startsWith("bootfs answers with 8 bytes"));
    assertEquals("bootfs answers with 8 bytes", answer.get("afterBoot").getAsString());
    assertEquals("set a=1\n", Files.readString(key.resolve("os/bootfs/etc/system")));
    String text = Files.readString(menu, StandardCharsets.ISO_8859_1);
    assertTrue(text.contains("boot_archive type=rootfs name=ramdisk\n"), text);
    assertTrue(text.contains("   module /os/bootfs/etc/system type=file name=etc/system\n"), text);
    String old = new String(oldMenu, StandardCharsets.ISO_8859_1);
    String otherEntry = old.substring(old.indexOf("title Live 64-bit (rescue"));
    assertTrue(text.endsWith(otherEntry), text);
  }

  @Test
  void aSecondRunChangesNothingAndRemoveUndoesIt() throws IOException {
    overlay("--add", "etc/system=" + system);
    byte[] once = Files.readAllBytes(menu);
    CommandRun again = overlay("--add", "etc/system=" + system);
    assertTrue(again.output().contains("nothing to change"), again.output());
    assertArrayEquals(once, Files.readAllBytes(menu));
    assertEquals(0, overlay("--remove").code());
    assertArrayEquals(oldMenu, Files.readAllBytes(menu));
  }

  @Test
  void convertOnlyGivesTypesAndNoOverlay() throws IOException {
    assertEquals(0, overlay("--convert-only").code());
    String text = Files.readString(menu, StandardCharsets.ISO_8859_1);
    assertTrue(text.contains("type=hash name=ramdisk"), text);
    assertFalse(text.contains("type=file"), text);
  }

  @Test
  void whatHurtsIsRefusedBeforeAnythingIsWritten() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty"));
    Path out = folder.resolve("out");
    CommandRun run = CommandRun.of("overlay", "--out", out, "--add", "etc/system=" + empty);
    assertEquals(1, run.code());
    assertTrue(run.errors().contains("[empty-module]"), run.errors());
    assertFalse(Files.exists(out));
    CommandRun cased = overlay("--add", "etc/System=" + system);
    assertEquals(1, cased.code());
    assertTrue(cased.errors().contains("[spelled-differently] the archive has etc/system"));
    assertArrayEquals(oldMenu, Files.readAllBytes(menu));
  }

  @Test
  void filesThatGoWhereTheLoaderDoesNotLookAreWarnedOf() throws IOException {
    Path staged = folder.resolve("staged");
    for (List<Object> root : List.<List<Object>>of(List.of(), List.of("--root", key))) {
      CommandRun run =
          CommandRun.ofBoth(
              List.of("overlay", "--out", staged, "--menu", menu, "--add", "etc/system=" + system),
              root.toArray());
      assertEquals(0, run.code(), run.errors());
      assertTrue(
          run.output().contains("[overlay-elsewhere] the file goes to " + staged), run.output());
    }
    Path link = Files.createSymbolicLink(folder.resolve("link"), key);
    CommandRun same =
        CommandRun.of(
            "overlay",
            "--out",
            link,
            "--menu",
            menu,
            "--root",
            key,
            "--add",
            "etc/system=" + system);
    assertFalse(same.output().contains("elsewhere"), same.output());
  }

  @Test
  void aRefusalInJsonIsStandardOutputAlone() {
    CommandRun run = overlay("--add", "etc/shadow=" + system, "--json");
    assertEquals(1, run.code());
    assertTrue(
        JsonParser.parseString(run.output()).getAsJsonObject().get("refused").getAsBoolean());
    assertEquals("", run.errors());
  }

  @Test
  void removeAndAddTogetherAreToldToBeTwoRuns() {
    CommandRun run = overlay("--remove", "--add", "etc/system=" + system);
    assertEquals(ExitCode.USAGE, run.code());
    assertTrue(
        run.errors().contains("run overlay with that first, and then once more with --add"),
        run.errors());
  }

  @Test
  void aFileThatNobodyWouldReadIsRefusedWithWhatToDoInstead() throws IOException {
    for (String name : List.of("etc/shadow", "usr/bin/ls", "usr/bin/bash")) {
      CommandRun run = overlay("--add", name + "=" + system);
      assertEquals(1, run.code(), run.output());
      assertTrue(run.errors().contains("error [nobody-reads]"), run.errors());
      assertTrue(run.errors().contains("root_shadow; see patch --put"), run.errors());
      assertTrue(run.errors().endsWith(", or --force\n"), run.errors());
      assertEquals("", run.output());
      assertArrayEquals(oldMenu, Files.readAllBytes(menu));
    }
    CommandRun forced = overlay("--force", "--add", "etc/shadow=" + system);
    assertEquals(0, forced.code());
    assertTrue(forced.output().contains("read by:    nobody that is known"), forced.output());
    assertEquals("set a=1\n", Files.readString(key.resolve("os/bootfs/etc/shadow")));
  }

  @Test
  void withoutAConfigurationANameThatNobodyLooksForIsANote() {
    Path out = folder.resolve("out");
    CommandRun run =
        CommandRun.of("overlay", "--dry-run", "--out", out, "--add", "etc/shadow=" + system);
    assertEquals(0, run.code());
    assertTrue(run.output().contains("note [seen-below-system-boot] etc/shadow"), run.output());
    CommandRun read =
        CommandRun.of(
            "overlay",
            "--dry-run",
            "--out",
            out,
            "--add",
            "etc/system=" + system,
            "--add",
            "kernel/drv/x.conf=" + system);
    assertFalse(read.output().contains("findings:"), read.output());
  }

  @Test
  void whoReadsAFileIsTold() throws IOException {
    CommandRun run =
        overlay("--dry-run", "--add", "etc/system=" + system, "--add", "networking.json=" + system);
    assertEquals(0, run.code());
    assertTrue(run.output().contains("read by:    kernel settings (before the root)"));
    assertTrue(run.output().contains("net-boot-config and config.sh (a program)"), run.output());
  }

  @Test
  void aForceloadThatFailsBecauseOfTheOverlayRefusesIt() throws IOException {
    Path forceload = Files.writeString(folder.resolve("forceload"), "forceload: drv/none\n");
    CommandRun run = overlay("--add", "etc/system=" + forceload);
    assertEquals(1, run.code());
    assertTrue(run.errors().contains("error [forceload-fails]"), run.errors());
    assertArrayEquals(oldMenu, Files.readAllBytes(menu));
  }

  @Test
  void whatWasWrongBeforeIsToldAndDoesNotStopTheEdit() throws IOException {
    Path forceload = Files.writeString(folder.resolve("forceload"), "forceload: drv/none\n");
    assertEquals(0, overlay("--force", "--add", "etc/system=" + forceload).code());
    CommandRun run = overlay("--add", "networking.json=" + system, "--json");
    assertEquals(0, run.code(), run.output());
    JsonObject json = JsonParser.parseString(run.output()).getAsJsonObject();
    assertEquals(0, json.getAsJsonArray("findings").size(), run.output());
    assertEquals(
        "forceload-fails",
        json.getAsJsonArray("earlier").get(0).getAsJsonObject().get("code").getAsString());
    assertTrue(Files.readString(menu, StandardCharsets.ISO_8859_1).contains("networking.json"));
  }

  @Test
  void forceWritesInSpiteOfWhatHurts() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty"));
    Path out = folder.resolve("out");
    CommandRun run =
        CommandRun.of("overlay", "--force", "--out", out, "--add", "etc/system=" + empty);
    assertEquals(0, run.code());
    assertTrue(Files.exists(out.resolve("os/bootfs/etc/system")));
  }

  @Test
  void anotherPrefixMovesTheFilesAndTheLines() {
    Path out = folder.resolve("out");
    CommandRun run =
        CommandRun.of(
            "overlay", "--prefix", "bootfs/x", "--out", out, "--add", "etc/system=" + system);
    assertTrue(
        run.output().contains("module /bootfs/x/etc/system type=file name=etc/system"),
        run.output());
    assertTrue(Files.exists(out.resolve("bootfs/x/etc/system")));
  }

  @Test
  void eachLoaderHasItsOwnLines() {
    assertTrue(lines("loader").contains("etc_system_flags=\"name=etc/system\"\n"));
    assertTrue(
        lines("ipxe")
            .contains(
                "module http://${next-server}/os/bootfs/etc/system type=file name=etc/system"));
    assertEquals(2, CommandRun.of("overlay", "--for", "lilo", "--out", "x", "--add", "a=b").code());
  }

  private String lines(String loader) {
    return CommandRun.of(
            "overlay",
            "--dry-run",
            "--for",
            loader,
            "--out",
            folder,
            "--add",
            "etc/system=" + system)
        .output();
  }

  @Test
  void aMissingFileOrEntryIsAnInputError() {
    assertEquals(3, overlay("--add", "etc/system=" + folder.resolve("missing")).code());
    CommandRun run = overlay("--entry", "7", "--add", "etc/system=" + system);
    assertEquals(3, run.code());
    assertTrue(run.errors().contains("has no entry 7"), run.errors());
    assertFalse(Files.exists(key.resolve("os/bootfs/x")));
  }

  @Test
  void anEntryWithoutItsImageSaysThatThereIsNoAnswer() throws IOException {
    CommandRun run = overlay("--entry", "1", "--dry-run", "--add", "etc/system=" + system);
    assertTrue(run.output().contains("[no-answers]"), run.output());
    assertArrayEquals(oldMenu, Files.readAllBytes(menu));
  }

  @Test
  void aListForCnapiHasTheContents() {
    CommandRun run = CommandRun.of("overlay", "--cnapi", "--add", "/etc/system=" + system);
    assertEquals(0, run.code(), run.errors());
    JsonObject one = JsonParser.parseString(run.output()).getAsJsonArray().get(0).getAsJsonObject();
    assertEquals("etc/system", one.get("path").getAsString());
    assertEquals("c2V0IGE9MQo=", one.get("content").getAsString());
    assertEquals("base64", one.get("type").getAsString());
  }

  @Test
  void aPoolOfPiadmTakesTheBlockInTheFileThatItsLinkLeadsTo() throws IOException {
    Path pool = folder.resolve("pool");
    Path platform = pool.resolve("platform-1/i86pc");
    Files.createDirectories(platform);
    Files.createDirectories(pool.resolve("boot-1/defaults"));
    Files.createDirectories(pool.resolve("custom"));
    Files.createSymbolicLink(pool.resolve("boot"), Path.of("boot-1"));
    Files.createSymbolicLink(
        pool.resolve("boot-1/loader.conf.local"), Path.of("../custom/loader.conf.local"));
    Files.copy(
        key.resolve("boot/defaults/loader.conf"), pool.resolve("boot-1/defaults/loader.conf"));
    Path custom = Files.writeString(pool.resolve("custom/loader.conf.local"), "console=\"text\"\n");
    CommandRun run =
        CommandRun.of(
            "overlay",
            "--add",
            "etc/system=" + system,
            "--out",
            pool,
            "--prefix",
            "custom/bootfs",
            "--loader-conf",
            custom);
    assertEquals(0, run.code(), run.errors());
    String text = Files.readString(custom);
    assertTrue(text.startsWith("console=\"text\"\n# bootarchive: begin\n"), text);
    assertTrue(text.contains("etc_system_name=\"/custom/bootfs/etc/system\"\n"), text);
    assertTrue(Files.isSymbolicLink(pool.resolve("boot-1/loader.conf.local")));
    CommandRun.of("overlay", "--remove", "--root", pool, "--loader-conf", custom);
    assertEquals("console=\"text\"\n", Files.readString(custom));
  }

  @Test
  void aFileThatTheEditMadeGoesWithItAndOneThatWasEmptyStays() throws IOException {
    Path volume = folder.resolve("volume");
    Files.createDirectories(volume.resolve("boot/defaults"));
    Files.copy(
        key.resolve("boot/defaults/loader.conf"), volume.resolve("boot/defaults/loader.conf"));
    Path local = volume.resolve("boot/loader.conf.local");
    List<Object> edit = List.of("overlay", "--out", volume, "--loader-conf", volume);
    for (String before : new String[] {null, "", "\n", "a=\"b\"\n"}) {
      Files.deleteIfExists(local);
      if (before != null) {
        Files.writeString(local, before);
      }
      CommandRun run = CommandRun.ofBoth(edit, "--add", "etc/system=" + system);
      assertEquals(0, run.code(), run.errors());
      byte[] once = Files.readAllBytes(local);
      assertEquals(0, CommandRun.ofBoth(edit, "--add", "etc/system=" + system).code());
      assertArrayEquals(once, Files.readAllBytes(local));
      assertEquals(0, CommandRun.ofBoth(edit, "--remove").code());
      assertEquals(before != null, Files.exists(local));
      if (before != null) {
        assertEquals(before, Files.readString(local));
      }
    }
  }

  @Test
  void anOverlayThatTheLoaderWouldNotLoadExitsWithOne() throws IOException {
    Path volume = folder.resolve("volume");
    Files.createDirectories(volume.resolve("boot/defaults"));
    Files.writeString(volume.resolve("boot/defaults/loader.conf"), "a=\"b\"\n");
    CommandRun run =
        CommandRun.of(
            "overlay", "--out", volume, "--loader-conf", volume, "--add", "etc/system=" + system);
    assertEquals(ExitCode.NO, run.code(), run.errors());
    assertTrue(run.errors().contains("would not be loaded from here"), run.errors());
    assertFalse(Files.exists(volume.resolve("boot/loader.conf.local")));
  }

  @Test
  void aFirstModuleLineWithoutAFileIsLeftAloneOnEveryRun() throws IOException {
    for (String text :
        List.of(
            "title x\n kernel /k\n module\0/m # c\n module /h\n",
            "title x\n kernel /k\n module\0\0\0\10atform/\0# a\n -B x\n  module /platform/i86pcam",
            "title x\n kernel /k\n module\n module /a\n module /b\n")) {
      Files.write(menu, text.getBytes(StandardCharsets.ISO_8859_1));
      CommandRun run = overlay("--force", "--add", "etc/system=" + system);
      assertEquals(0, run.code(), run.errors());
      byte[] once = Files.readAllBytes(menu);
      assertTrue(new String(once, StandardCharsets.ISO_8859_1).contains("name=etc/system"));
      assertEquals(0, overlay("--force", "--add", "etc/system=" + system).code());
      assertArrayEquals(once, Files.readAllBytes(menu), run.errors());
      overlay("--remove");
      assertEquals(text, Files.readString(menu, StandardCharsets.ISO_8859_1));
    }
  }

  @Test
  void whatIsWrongWithoutTheOverlayTooIsToldAndHindersNeitherADryRunNorWriting()
      throws IOException {
    Path forceload = Files.writeString(folder.resolve("forceload"), "forceload: drv/none\n");
    assertEquals(0, overlay("--force", "--add", "etc/system=" + forceload).code());
    CommandRun boot = CommandRun.of("simulate", "--menu", menu, "--root", key);
    assertEquals(ExitCode.NO, boot.code(), boot.output());
    String add = "networking.json=" + system;
    CommandRun tried = overlay("--add", add, "--dry-run");
    assertEquals(ExitCode.GOOD, tried.code(), tried.output());
    assertTrue(tried.output().contains("wrong without the overlay too:"), tried.output());
    assertEquals(ExitCode.GOOD, overlay("--add", add).code());
  }

  @Test
  void aModuleLineWithANulIsNotCopiedOnEveryRun() throws IOException {
    String text =
        "title x\n"
            + " kernel /platform/i86pc/kernel/amd64/unix\n"
            + " module /a\n"
            + " module\0\0\0\10atform # c\n"
            + "  module /b\n";
    Files.write(menu, text.getBytes(StandardCharsets.ISO_8859_1));
    CommandRun run = overlay("--force", "--add", "etc/system=" + system);
    byte[] once = Files.readAllBytes(menu);
    overlay("--force", "--add", "etc/system=" + system);
    assertArrayEquals(once, Files.readAllBytes(menu), run.errors());
    overlay("--remove");
    assertEquals(text, Files.readString(menu, StandardCharsets.ISO_8859_1));
  }
}
