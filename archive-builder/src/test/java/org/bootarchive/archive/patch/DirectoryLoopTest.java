package org.bootarchive.archive.patch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.bootarchive.archive.build.BuildProgress;
import org.bootarchive.ufs.testing.Testdata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory that stands in itself or holds the root is not walked round when it is removed. */
class DirectoryLoopTest {
  private static final Edit REMOVAL = new Edit.Remove(EditPath.of("many".getBytes(US_ASCII)), true);

  @TempDir private Path folder;

  @Test
  void aDirectoryThatHoldsItselfIsAnErrorAtOnce() throws IOException {
    assertRefused("dir-entry-to-itself", "'entry015' leads to the directory of inode 129");
  }

  @Test
  void aDirectoryThatHoldsTheRootIsAnErrorAtOnce() throws IOException {
    assertRefused("dir-entry-to-root", "'entry012' leads to the directory of inode 2");
  }

  private void assertRefused(String name, String reason) throws IOException {
    Path image = folder.resolve(name);
    try (InputStream in =
        new GZIPInputStream(
            Files.newInputStream(
                Testdata.CHECKOUT.resolve("testdata/damaged/" + name + ".img.gz")))) {
      Files.copy(in, image);
    }
    byte[] before = Files.readAllBytes(image);
    IOException e =
        assertThrows(
            IOException.class,
            () ->
                assertTimeoutPreemptively(
                    Duration.ofSeconds(60),
                    () ->
                        ArchivePatch.patch(
                            image,
                            List.of(REMOVAL),
                            PatchOptions.DEFAULTS,
                            folder.resolve("new"),
                            BuildProgress.NONE)));
    assertTrue(String.valueOf(e.getMessage()).contains(reason), e.getMessage());
    assertArrayEquals(before, Files.readAllBytes(image));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(image), files.toList());
    }
  }
}
