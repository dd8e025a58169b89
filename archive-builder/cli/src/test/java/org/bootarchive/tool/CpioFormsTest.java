package org.bootarchive.tool;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a cpio archive has, and what it cannot have. */
class CpioFormsTest {
  @TempDir private Path folder;

  private static String entry(String name, int mode, int inode, String data) {
    return String.format(
        Locale.ROOT,
        "070707%06o%06o%06o%06o%06o%06o%06o%011o%06o%011o%s\0%s",
        0,
        inode,
        mode,
        12,
        34,
        1,
        0,
        1_000_000_000,
        name.length() + 1,
        data.length(),
        name,
        data);
  }

  private Path archive(String... entries) throws IOException {
    String text = String.join("", entries) + entry("TRAILER!!!", 0, 0, "");
    text += "\0".repeat((512 - text.length() % 512) % 512);
    return Files.write(folder.resolve("archive.cpio"), text.getBytes(US_ASCII));
  }

  @Test
  void anEntryOfTheRootStaysWithItsModeOwnerAndTime() throws IOException {
    String root = entry(".", 040750, 1, "");
    Path old = archive(root, entry("d", 040755, 2, ""), entry("d/a", 0100644, 3, "a\n"));
    Path fresh = folder.resolve("fresh.cpio");
    Path put = Files.writeString(folder.resolve("put"), "b\n");
    assertEquals(0, CommandRun.of("patch", old, "--put", "d/a=" + put, "--out", fresh).code());
    // As it was but for the number of links, which is 2 of any directory.
    String head = Files.readString(fresh, US_ASCII).substring(0, 78);
    assertEquals(root.substring(0, 36) + "000002" + root.substring(42), head);
    CommandRun diff = CommandRun.of("diff", old, fresh);
    assertFalse(diff.output().contains(" ."), diff.output());
    assertTrue(diff.output().contains("d/a content"), diff.output());
  }

  @Test
  void anArchiveWithoutAnEntryOfTheRootGetsNone() throws IOException {
    Path old = archive(entry("a", 0100644, 3, "a\n"));
    Path fresh = folder.resolve("fresh.cpio");
    assertEquals(0, CommandRun.of("patch", old, "--mkdir", "b", "--out", fresh).code());
    assertFalse(Files.readString(fresh, US_ASCII).contains("\0.\0"));
    assertTrue(Files.readString(fresh, US_ASCII).substring(76).startsWith("a\0"));
  }

  @Test
  void lossesThatAreAlikeAreCounted() throws IOException {
    Path image = folder.resolve("image");
    Path tree = Files.createDirectories(folder.resolve("tree"));
    for (int i = 0; i < 20; i++) {
      Files.writeString(tree.resolve("f" + i), "x");
    }
    List<Object> chown = new ArrayList<>(List.of("patch", folder.resolve("plain"), "--out", image));
    for (int i = 0; i < 20; i++) {
      chown.add("--chown");
      chown.add("f" + i + "=" + (600_000 + i) + ":0");
    }
    assertEquals(
        0, CommandRun.of("build", "--from", tree, "--out", folder.resolve("plain")).code());
    CommandRun changed = CommandRun.of(chown.toArray());
    assertEquals(0, changed.code(), changed.errors());
    Path cpio = folder.resolve("cpio");
    CommandRun few = CommandRun.of("convert", image, "--to", "cpio", "--out", cpio);
    assertEquals(ExitCode.NO, few.code());
    assertEquals(4, few.errorLines().size(), few.errors());
    assertEquals("archive-tool: 17 more like this (--all shows them)", few.errorLines().get(3));
    CommandRun all = CommandRun.of("convert", image, "--to", "cpio", "--out", cpio, "--all");
    assertEquals(20, all.errorLines().size(), all.errors());
    assertEquals(few.output(), all.output());
    CommandRun strict =
        CommandRun.of("convert", image, "--to", "cpio", "--out", folder.resolve("s"), "--strict");
    assertEquals(5, strict.errorLines().size(), strict.errors());
    CommandRun json = CommandRun.of("convert", image, "--to", "cpio", "--out", cpio, "--json");
    assertTrue(json.output().contains("f19"), json.output());
  }
}
