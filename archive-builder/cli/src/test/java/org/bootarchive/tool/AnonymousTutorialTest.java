package org.bootarchive.tool;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bootarchive.dtrace.conf.DriverConf;
import org.bootarchive.testing.PlatformFixture;
import org.bootarchive.ufs.testing.Testdata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The tutorial of anonymous tracing, run as it stands in testdata. */
@Isolated
class AnonymousTutorialTest {
  private static final Path ANON = Testdata.of("anon");
  private static final Path VECTORS = Testdata.of("vectors", "dof", "programs");
  private static final int LOAD_SIZE = 40;

  /** What the transcript calls the directories. */
  private static final String KEY = "/mnt/usbkey";

  private static final String PROMPT = "$ archive-tool ";

  @TempDir private Path folder;

  @Test
  void theEnablingIsWhatItsProgramsCompileTo() throws IOException {
    List<byte[]> dofs = new ArrayList<>();
    for (String dof :
        List.of(
            "002-rts-new-rtsmsg.dof",
            "003-exec-success.dof",
            "003-exec-success.err.dof",
            "003-exec-success.opt.dof")) {
      byte[] whole = Files.readAllBytes(VECTORS.resolve(dof));
      long loadSize = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong(LOAD_SIZE);
      dofs.add(Arrays.copyOf(whole, Math.toIntExact(loadSize)));
    }
    byte[] shipped = Files.readAllBytes(Testdata.of("usbkey/bootfs/kernel/drv/dtrace.conf"));
    assertArrayEquals(
        Files.readAllBytes(ANON.resolve("dtrace.conf")),
        DriverConf.parse(shipped).withEnabling(dofs).bytes());
  }

  @Test
  void theCommandsSayWhatTheTranscriptHas() throws IOException {
    Path key = PlatformFixture.usbKey(folder);
    List<String> transcript = Files.readAllLines(ANON.resolve("tutorial.txt"), ISO_8859_1);
    List<String> said = new ArrayList<>();
    for (String line : transcript) {
      if (line.startsWith(PROMPT)) {
        said.add(line);
        Object[] words =
            Stream.of(line.substring(PROMPT.length()).split(" "))
                .map(word -> word.replace(KEY, key.toString()))
                .map(word -> word.replaceFirst("^testdata/", Testdata.of() + "/"))
                .toArray();
        CommandRun run = CommandRun.of(words);
        assertEquals("", run.errors());
        said.addAll(
            run.output()
                .replace(key.toString(), KEY)
                .replace(Testdata.of() + "/", "testdata/")
                .lines()
                .toList());
      }
    }
    assertEquals(String.join("\n", transcript), String.join("\n", said));
    assertEquals(
        Files.readString(Testdata.of("usbkey/boot/grub/menu.lst")),
        Files.readString(key.resolve("boot/grub/menu.lst")));
  }
}
