package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Trees and tars that users give to build and patch. */
class GivenTreesTest {
  @TempDir Path dir;
  private Path tree;
  private Path image;

  @BeforeEach
  void makeImage() throws IOException {
    tree = Files.createDirectories(dir.resolve("tree/etc")).getParent();
    image = dir.resolve("image");
    Files.writeString(tree.resolve("etc/system"), "set a=1\n");
    assertEquals(0, CommandRun.of("build", "--from", tree, "--all-root", "--out", image).code());
  }

  @Test
  void aFileShorterThanOneHeaderIsNoTar() throws IOException {
    for (int bytes : new int[] {1, 2, 100, 511}) {
      Path tar = Files.writeString(dir.resolve("short.tar"), "x".repeat(bytes));
      CommandRun build = CommandRun.of("build", "--tar", tar, "--out", dir.resolve("new"));
      assertEquals(3, build.code(), build.errors());
      assertTrue(build.errors().contains(tar + ": "), build.errors());
      assertFalse(Files.exists(dir.resolve("new")));
      CommandRun patch =
          CommandRun.of("patch", image, "--out", dir.resolve("new"), "--tar", "/=" + tar);
      assertEquals(3, patch.code(), patch.errors());
      assertTrue(patch.errors().contains(tar + ": "), patch.errors());
    }
  }

  @Test
  void whatIsNoTarIsNamed() throws IOException {
    Path text = Files.writeString(dir.resolve("report.html"), "<p>text</p>\n".repeat(500));
    for (Path tar : new Path[] {text, tree}) {
      CommandRun patch =
          CommandRun.of("patch", image, "--out", dir.resolve("new"), "--tar", "/=" + tar);
      assertEquals(3, patch.code(), patch.errors());
      assertTrue(patch.errors().contains(tar + ": "), patch.errors());
    }
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void patchTellsOfFilesThatKeepAnOwnerWhoIsNotRoot() throws IOException {
    if (Files.getAttribute(tree, "unix:uid").equals(0)) {
      Files.setAttribute(tree, "unix:uid", 1234);
    }
    int owner = (int) Files.getAttribute(tree, "unix:uid");
    String note =
        "note: files keep their owners, as uid " + owner + "; --all-root makes them root's";
    CommandRun kept =
        CommandRun.of("patch", image, "--out", dir.resolve("new"), "--tree", "/=" + tree);
    assertEquals(0, kept.code(), kept.errors());
    assertTrue(kept.errorLines().contains(note), kept.errors());
    CommandRun roots =
        CommandRun.of(
            "patch", image, "--out", dir.resolve("roots"), "--tree", "/=" + tree, "--all-root");
    assertEquals(0, roots.code(), roots.errors());
    assertFalse(roots.errorLines().contains(note), roots.errors());
  }
}
