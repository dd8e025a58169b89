package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives whose usr.lgz has some bytes changed: each command ends with an answer or an error. */
class HostileUsrTest {
  private static final int CASES = 60;

  @TempDir Path dir;
  private byte[] sound;
  private int start;
  private int end;

  @BeforeEach
  void buildArchive() throws IOException {
    Path inner = Files.createDirectories(dir.resolve("inner/bin")).getParent();
    byte[] noise = new byte[3000];
    new Random(1).nextBytes(noise);
    for (int i = 0; i < 30; i++) {
      Files.write(inner.resolve("bin/f" + i), noise);
    }
    Path tree = Files.createDirectories(dir.resolve("tree/usr")).getParent();
    Files.writeString(tree.resolve("system"), "set a=1\n");
    assertEquals(0, CommandRun.of("build", "--from", inner, "--out", dir.resolve("ufs")).code());
    assertEquals(
        0,
        CommandRun.of(
                "lofi",
                "compress",
                "--segment",
                "8192",
                dir.resolve("ufs"),
                tree.resolve("usr.lgz"))
            .code());
    assertEquals(0, CommandRun.of("build", "--from", tree, "--out", dir.resolve("boot")).code());
    sound = Files.readAllBytes(dir.resolve("boot"));
    String text = new String(sound, StandardCharsets.ISO_8859_1);
    start = text.indexOf("gzip\0");
    end = start + (int) Files.size(tree.resolve("usr.lgz"));
  }

  @Test
  void anyByteOfUsrLgzMayBeAnother() throws IOException {
    Random random = new Random(2);
    Path damaged = dir.resolve("damaged");
    Path added = Files.writeString(dir.resolve("added"), "added\n");
    int refused = 0;
    for (int i = 0; i < CASES; i++) {
      byte[] bytes = sound.clone();
      // The header and the index, in which more can go wrong, are few bytes of many.
      int limit = i % 2 == 0 ? Math.min(end, start + 600) : end;
      for (int flips = random.nextInt(4); flips >= 0; flips--) {
        bytes[start + random.nextInt(limit - start)] = (byte) random.nextInt();
      }
      Files.write(damaged, bytes);
      assertEquals("set a=1\n", CommandRun.of("cat", damaged, "system").output());
      for (Object[] command :
          new Object[][] {
            {"inspect", damaged, "-R"},
            {"cat", damaged, "usr/bin/f7"},
            {"extract", damaged, "--tar", dir.resolve("tar"), "--force"},
            {"diff", dir.resolve("boot"), damaged},
            {"patch", damaged, "--out", dir.resolve("new"), "--put", "usr/bin/f7=" + added}
          }) {
        CommandRun run = CommandRun.of(command);
        assertTrue(run.code() == 0 || run.code() == 1 || run.code() == 3, run.errors());
        assertFalse(run.errors().contains("\tat "), run.errors());
        refused += run.code() == 3 ? 1 : 0;
      }
    }
    assertTrue(refused > CASES, refused + " refusals");
  }
}
