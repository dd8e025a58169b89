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
import org.bootarchive.testing.PlatformFixture;
import org.bootarchive.ufs.testing.Testdata;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnonStripCommandTest {
  private static final Path PROGRAM =
      Testdata.of("vectors", "dof", "programs", "002-rts-new-rtsmsg.conf");

  private static final String BLOCK =
      "* vvvv Added by DTrace\nforceload: drv/dtrace\n* ^^^^ Added by DTrace\n";

  @TempDir private static Path shared;
  private static Path key;
  private static byte[] oldMenu;

  @TempDir private Path folder;
  private Path conf;
  private Path system;
  private Path menu;

  @BeforeAll
  static void makeKey() throws IOException {
    key = PlatformFixture.usbKey(shared);
    oldMenu = Files.readAllBytes(key.resolve("boot/grub/menu.lst"));
  }

  @BeforeEach
  void makeFiles() throws IOException {
    conf = Files.write(folder.resolve("dtrace.conf"), Files.readAllBytes(PROGRAM));
    system = Files.writeString(folder.resolve("system"), "set a=1\n" + BLOCK + "set b=1\n");
    menu = Files.write(key.resolve("boot/grub/menu.lst"), oldMenu);
  }

  private CommandRun strip(Object... more) {
    return CommandRun.ofBoth(List.of("anon", "strip"), more);
  }

  @Test
  void bothFilesAreWrittenElsewhereAndStayAsTheyAre() throws IOException {
    byte[] before = Files.readAllBytes(conf);
    Path out = folder.resolve("out");
    CommandRun run = strip("--dtrace-conf", conf, "--system", system, "--out", out);
    assertEquals(0, run.code(), run.errors());
    assertTrue(run.output().contains("cleaned up old anonymous enabling in " + conf + "\n"));
    assertTrue(run.output().contains("cleaned up forceload directives in " + system + "\n"));
    assertArrayEquals(before, Files.readAllBytes(conf));
    assertTrue(
        Files.readString(out.resolve("dtrace.conf"))
            .endsWith("\nname=\"dtrace\" parent=\"pseudo\" instance=0;\n"));
    assertEquals("set a=1\nset b=1\n", Files.readString(out.resolve("system")));
  }

  @Test
  void inPlaceReplacesThem() throws IOException {
    assertEquals(0, strip("--dtrace-conf", conf, "--system", system, "--in-place").code());
    assertFalse(Files.readString(conf).contains("dof-data-"));
    assertEquals("set a=1\nset b=1\n", Files.readString(system));
    CommandRun again = strip("--dtrace-conf", conf, "--system", system, "--in-place");
    assertEquals(0, again.code());
    assertTrue(again.output().contains("nothing of an anonymous enabling"), again.output());
  }

  @Test
  void whatDtraceRefusesIsRefusedAndNothingIsTouched() throws IOException {
    byte[] before = Files.readAllBytes(conf);
    Files.writeString(system, BLOCK + BLOCK);
    CommandRun run = strip("--dtrace-conf", conf, "--system", system, "--in-place", "--menu", menu);
    assertEquals(3, run.code());
    assertTrue(
        run.errors()
            .contains(
                "multiple start sentinels in "
                    + system
                    + "; manual repair of "
                    + system
                    + " required"),
        run.errors());
    assertArrayEquals(before, Files.readAllBytes(conf));
    assertArrayEquals(oldMenu, Files.readAllBytes(menu));
  }

  @Test
  void aFoldedPropertyIsRemovedWholeIfAskedFor() throws IOException {
    Files.writeString(conf, "dof-data-0=1,\n2;\na=1;\n");
    Path out = folder.resolve("out");
    CommandRun half = strip("--dtrace-conf", conf, "--out", out, "--json");
    JsonObject file =
        JsonParser.parseString(half.output())
            .getAsJsonObject()
            .getAsJsonArray("files")
            .get(0)
            .getAsJsonObject();
    assertEquals(
        "folded",
        file.getAsJsonArray("findings").get(0).getAsJsonObject().get("code").getAsString());
    assertEquals("2;\na=1;\n", Files.readString(out.resolve("dtrace.conf")));
    assertEquals(0, strip("--whole", "--dtrace-conf", conf, "--out", out).code());
    assertEquals("a=1;\n", Files.readString(out.resolve("dtrace.conf")));
  }

  @Test
  void theOverlaysLeaveTheMenuAndOthersStay() throws IOException {
    Path other = Files.writeString(folder.resolve("other"), "other\n");
    overlay("--add", "etc/other=" + other);
    byte[] withOther = Files.readAllBytes(menu);
    overlay("--add", "kernel/drv/dtrace.conf=" + conf, "--add", "etc/system=" + system);
    assertEquals(0, strip("--menu", menu, "--dry-run").code());
    assertTrue(Files.readString(menu).contains("dtrace.conf"));
    assertEquals(0, strip("--menu", menu).code());
    assertArrayEquals(withOther, Files.readAllBytes(menu));
    assertEquals(0, strip("--menu", menu).code());
    assertArrayEquals(withOther, Files.readAllBytes(menu));
  }

  @Test
  void withoutOtherOverlaysTheConfigurationIsAsItWas() throws IOException {
    overlay("--add", "kernel/drv/dtrace.conf=" + conf, "--add", "etc/system=" + system);
    CommandRun run = strip("--menu", menu, "--json");
    assertTrue(
        JsonParser.parseString(run.output()).getAsJsonObject().get("changed").getAsBoolean());
    assertArrayEquals(oldMenu, Files.readAllBytes(menu));
  }

  @Test
  void theLoadersBlockLosesTheTwoAlone() throws IOException {
    Path local = key.resolve("boot/loader.conf.local");
    byte[] before = Files.exists(local) ? Files.readAllBytes(local) : new byte[0];
    try {
      Path other = Files.writeString(folder.resolve("other"), "other\n");
      loader("--add", "etc/other=" + other);
      byte[] withOther = Files.readAllBytes(local);
      loader("--add", "kernel/drv/dtrace.conf=" + conf, "--add", "etc/system=" + system);
      assertEquals(0, strip("--loader-conf", local, "--root", key).code());
      assertArrayEquals(withOther, Files.readAllBytes(local));
    } finally {
      Files.write(local, before);
    }
  }

  private void overlay(Object... more) {
    run("--menu", menu, more);
  }

  private void loader(Object... more) {
    run("--loader-conf", key.resolve("boot/loader.conf.local"), more);
  }

  private static void run(String option, Path file, Object... more) {
    CommandRun run =
        CommandRun.ofBoth(List.of("overlay", "--out", key, option, file, "--root", key), more);
    assertEquals(0, run.code(), run.output() + run.errors());
  }

  @Test
  void whereTheFilesGoMustBeSaid() {
    assertEquals(2, strip().code());
    assertEquals(2, strip("--dtrace-conf", conf).code());
    assertEquals(2, strip("--dtrace-conf", conf, "--out", folder, "--in-place").code());
    assertEquals(2, strip("--out", folder, "--menu", menu).code());
    assertEquals(2, strip("--dtrace-conf", conf, "--out", folder).code());
    assertEquals(3, strip("--dtrace-conf", folder.resolve("no"), "--in-place").code());
  }
}
