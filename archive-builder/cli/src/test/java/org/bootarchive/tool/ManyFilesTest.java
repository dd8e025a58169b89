package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fifth of half a million files, in a fifth of the memory that is to be enough for those. */
class ManyFilesTest {
  private static final int DIRECTORIES = 100;
  private static final int FILES = 1000;
  private static final String HEAP = "-Xmx56m";

  @TempDir private Path folder;

  @Test
  void aHundredThousandFilesAreBuiltCheckedExtractedAndComparedInLittleMemory() throws Exception {
    Path tar = tar();
    Path image = folder.resolve("image");
    run("build", "--tar", tar, "--out", image);
    run("check", image);
    run("extract", image, "--tar", folder.resolve("out.tar"));
    run("diff", image, image);
  }

  private void run(Object... arguments) throws Exception {
    List<String> texts = Arrays.stream(arguments).map(String::valueOf).toList();
    ProcessRun run =
        ProcessRun.await(
            ProcessRun.builder(ProcessRun.tool(List.of(HEAP, "-XX:+UseSerialGC"), texts)));
    assertEquals("", run.errors());
    assertEquals(0, run.code());
  }

  private Path tar() throws IOException {
    Path tar = folder.resolve("files.tar");
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(tar));
        TarArchiveOutputStream out =
            new TarArchiveOutputStream(file, StandardCharsets.ISO_8859_1.name())) {
      for (int i = 0; i < DIRECTORIES * FILES; i++) {
        if (i % FILES == 0) {
          add(out, "directory" + i / FILES + "/");
        }
        add(out, "directory" + i / FILES + "/file" + i);
      }
    }
    return tar;
  }

  private static void add(TarArchiveOutputStream out, String name) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setModTime(1_700_000_000_000L);
    out.putArchiveEntry(entry);
    out.closeArchiveEntry();
  }
}
