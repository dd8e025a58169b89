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
import org.bootarchive.testing.DlangVectors;
import org.bootarchive.testing.PlatformFixture;
import org.bootarchive.testing.TracedImage;
import org.bootarchive.ufs.testing.Testdata;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code anon compile} with the types of an image, into the next boot. */
class AnonCompileTargetTest {
  private static final String PROGRAM = "fbt::rts_new_rtsmsg:entry{trace(args[0]);stack();}";
  private static final String PROBE = "enabling probe 0 (fbt::rts_new_rtsmsg:entry)";
  private static final List<String> COMPILE = List.of("anon", "compile", "-n", PROGRAM);

  @TempDir private static Path shared;
  private static Path key;
  private static Path archive;
  private static byte[] oldMenu;

  @TempDir private Path folder;
  private Path menu;

  @BeforeAll
  static void makeKey() throws IOException {
    key = PlatformFixture.usbKey(shared);
    archive = key.resolve("os/20260101T000000Z/platform/i86pc/amd64/boot_archive");
    TracedImage.replace(archive, DlangVectors.unpack(shared), shared);
    oldMenu = Files.readAllBytes(key.resolve("boot/grub/menu.lst"));
  }

  @BeforeEach
  void restoreMenu() throws IOException {
    menu = Files.write(key.resolve("boot/grub/menu.lst"), oldMenu);
  }

  @Test
  void aDtraceConfIsTheImagesOwnWithTheEnabling() throws IOException {
    Path out = folder.resolve("dtrace.conf");
    CommandRun run = CommandRun.ofBoth(COMPILE, "--image", archive, "--out", out);
    assertEquals(0, run.code(), run.errors());
    String own = CommandRun.of("cat", archive, "kernel/drv/dtrace.conf").output();
    String made = Files.readString(out, StandardCharsets.ISO_8859_1);
    assertTrue(made.startsWith(own + "dof-data-0=0x7f,0x44,0x4f,0x46,"), made);
    assertEquals(0, CommandRun.of("anon", "show", out).code());
  }

  @Test
  void theNextBootTracesWhatWasCompiledAndStripTakesItOut() throws IOException {
    CommandRun run = CommandRun.ofBoth(COMPILE, "--menu", menu, "--root", key);
    assertEquals(0, run.code(), run.output() + run.errors());
    assertEquals(PROBE, run.lines().get(0));
    assertTrue(run.output().contains("\nverdict: would boot\n"), run.output());
    String system = Files.readString(key.resolve("os/bootfs/etc/system"));
    assertTrue(system.contains("\nforceload: drv/fbt\n"), system);
    CommandRun show = CommandRun.of("anon", "show", "--menu", menu, "--root", key);
    assertEquals(0, show.code(), show.output());
    assertTrue(show.output().contains(PROBE), show.output());
    assertEquals(0, CommandRun.of("anon", "strip", "--menu", menu, "--root", key).code());
    assertArrayEquals(oldMenu, Files.readAllBytes(menu));
  }

  @Test
  void aPatchedArchiveIsTheSameEachTime() throws IOException {
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    CommandRun run = CommandRun.ofBoth(COMPILE, "--patch", archive, "--out", one, "--json");
    assertEquals(0, run.code(), run.output() + run.errors());
    JsonObject json = JsonParser.parseString(run.output()).getAsJsonObject();
    assertEquals(PROBE, json.getAsJsonArray("bootLines").get(0).getAsString());
    assertEquals(0, CommandRun.ofBoth(COMPILE, "--patch", archive, "--out", two).code());
    assertEquals(-1, Files.mismatch(one, two));
    assertEquals(0, CommandRun.of("anon", "show", one).code());
    assertEquals(0, CommandRun.of("check", one).code());
  }

  @Test
  void aMediumIsWrittenWhole() throws IOException {
    Path medium = Testdata.of("media", "smartos-mini.usb.gz");
    Path out = folder.resolve("new.usb");
    CommandRun run =
        CommandRun.ofBoth(COMPILE, "--image", archive, "--media", medium, "--out", out, "--force");
    assertEquals(0, run.code(), run.output() + run.errors());
    assertTrue(Files.size(out) > 0);
  }

  @Test
  void whatIsWrongWithAProgramWritesNothing() throws IOException {
    Path out = folder.resolve("one");
    CommandRun run =
        CommandRun.of(
            "anon", "compile", "-n", "fbt::nowhere:entry", "--patch", archive, "--out", out);
    assertEquals(1, run.code());
    assertEquals(
        List.of(
            "dtrace: invalid probe specifier fbt::nowhere:entry: probe description"
                + " fbt::nowhere:entry does not match any probes"),
        run.errorLines());
    assertFalse(Files.exists(out));
    CommandRun overlay =
        CommandRun.of("anon", "compile", "-n", "BEGIN{x=", "--menu", menu, "--root", key);
    assertEquals(1, overlay.code());
    assertArrayEquals(oldMenu, Files.readAllBytes(menu));
  }

  @Test
  void whatDoesNotStartGoesNowhereUnlessForced() throws IOException {
    List<Object> program = List.of("anon", "compile", "-n", "BEGIN { system(\"ls\"); }");
    Path out = folder.resolve("new");
    Path medium = Testdata.of("media", "smartos-mini.usb.gz");
    for (List<Object> target :
        List.<List<Object>>of(
            List.of("--image", archive, "--out", out),
            List.of("--patch", archive, "--out", out),
            List.of("--image", archive, "--media", medium, "--out", out),
            List.of("--menu", menu, "--root", key, "--out", out))) {
      CommandRun run = CommandRun.ofBoth(program, target.toArray());
      assertEquals(1, run.code(), target.toString());
      String said = run.output() + run.errors();
      assertTrue(said.contains("without the option destructive, which -w sets"), said);
      assertFalse(Files.exists(out), target.toString());
    }
    assertArrayEquals(oldMenu, Files.readAllBytes(menu));
    assertEquals(0, CommandRun.ofBoth(program, "--patch", archive, "--out", out, "--force").code());
    CommandRun apply =
        CommandRun.of(
            "anon",
            "apply",
            "--from-image",
            "--dtrace-conf",
            Files.writeString(
                folder.resolve("made"),
                CommandRun.of("cat", out, "kernel/drv/dtrace.conf").output()),
            "--patch",
            archive,
            "--out",
            folder.resolve("applied"));
    assertEquals(1, apply.code(), apply.output());
    assertTrue(apply.output().contains("[fails-when-enabled]"), apply.output());
    assertFalse(Files.exists(folder.resolve("applied")));
    assertEquals(0, CommandRun.ofBoth(program, "-w", "--image", archive, "--out", out).code());
  }

  @Test
  void optionsThatDoNotGoTogetherAreSaid() {
    assertEquals(2, CommandRun.ofBoth(COMPILE, "--image", archive, "--types", folder).code());
    assertEquals(2, CommandRun.ofBoth(COMPILE, "--image", archive).code());
    assertEquals(
        2, CommandRun.ofBoth(COMPILE, "--image", archive, "--dof", "x", "--dry-run").code());
    assertEquals(
        3, CommandRun.ofBoth(COMPILE, "--image", folder.resolve("none"), "--out", "x").code());
  }
}
