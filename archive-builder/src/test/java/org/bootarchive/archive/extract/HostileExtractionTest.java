package org.bootarchive.archive.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bootarchive.archive.tree.ArchiveTree;
import org.bootarchive.testing.PatchedImage;
import org.bootarchive.testing.PatchedImage.Name;
import org.bootarchive.testing.Samples;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.volume.Volume;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In the sample, 4 is a directory with a subdirectory 7, 5 and 6 are files, 10 is a link. */
class HostileExtractionTest {
  @TempDir Path dir;
  private Path out;

  @BeforeEach
  void surround() throws IOException {
    Files.createDirectory(dir.resolve("outside"));
    Files.writeString(dir.resolve("outside/passwd"), "mine");
    out = dir.resolve("out");
  }

  @AfterEach
  void nothingOutsideHasChanged() throws IOException {
    assertEquals(Set.of("", "passwd"), ExtractionTest.below(dir.resolve("outside")));
    assertEquals("mine", Files.readString(dir.resolve("outside/passwd")));
    try (var all = Files.list(dir)) {
      all.forEach(path -> assertTrue(path.endsWith("out") || path.endsWith("outside")));
    }
  }

  private ExtractionReport extract(PatchedImage image) throws IOException {
    try (Volume volume = image.volume()) {
      return Extraction.toDirectory(ArchiveTree.ofRoot(volume), out, ExtractionOptions.DEFAULTS);
    }
  }

  private static PatchedImage root(Name... names) throws IOException {
    return PatchedImage.of(Samples.clean(1)).names(Inode.ROOT, List.of(names));
  }

  @Test
  void furtherDotsAreNoNames() throws IOException {
    extract(root(new Name("..", 4), new Name(".", 5), new Name("..", 6), new Name("plain", 6)));
    assertEquals(Set.of("", "plain"), ExtractionTest.below(out));
  }

  @Test
  void aNameWithASlashOrAZeroByteIsCorrupt() throws IOException {
    for (String name : List.of("../outside/x", "/etc", "a\0b")) {
      PatchedImage image = root(new Name(name, 5));
      assertThrows(CorruptImageException.class, () -> extract(image));
    }
  }

  @Test
  void aDirectoryBehindALinkOfItsNameIsLeftOut() throws IOException {
    PatchedImage image = root(new Name("d", 10), new Name("d", 4)).linkText(10, "../outside");
    ExtractionReport report = extract(image);
    assertTrue(Files.isSymbolicLink(out.resolve("d")));
    assertEquals(1, report.losses().size());
    assertTrue(report.losses().get(0).what().contains("stands twice"));
  }

  @Test
  void aLinkBehindADirectoryOfItsNameIsLeftOut() throws IOException {
    PatchedImage image = root(new Name("d", 4), new Name("d", 10)).linkText(10, "../outside");
    extract(image);
    assertTrue(Files.isDirectory(out.resolve("d"), LinkOption.NOFOLLOW_LINKS));
    assertTrue(Files.exists(out.resolve("d/passwd")));
  }

  @Test
  void aNameThatStandsTwiceForOneInodeCountsOnce() throws IOException {
    ExtractionReport report = extract(root(new Name("f", 5), new Name("f", 5)));
    assertEquals(1, report.files());
    assertEquals(0, report.hardLinks());
    assertEquals(1, report.losses().size());
  }

  @Test
  void absoluteAndClimbingLinksAreMadeAndNotFollowed() throws IOException {
    PatchedImage image =
        root(new Name("a", 10), new Name("passwd", 6))
            .linkText(10, dir.resolve("outside/passwd").toString());
    extract(image);
    assertTrue(Files.isSymbolicLink(out.resolve("a")));
    assertEquals(900, Files.size(out.resolve("passwd")));
  }

  @Test
  void namesThatNoHostCanHaveAreEscapedAndReported() throws IOException {
    ExtractionReport report =
        extract(
            root(
                new Name("a\u00ffb", 5),
                new Name("a\\xffb", 6),
                new Name("back\\slash", 8),
                new Name("..\\..\\x", 9)));
    assertEquals(
        Set.of("", "a\\xffb", "a\\x5cxffb", "back\\slash", "..\\..\\x"), ExtractionTest.below(out));
    assertEquals(2, report.losses().size());
  }

  @Test
  void aDirectoryInItselfIsCorrupt() throws IOException {
    PatchedImage image = root(new Name("d", 4), new Name("e", 4));
    assertThrows(CorruptImageException.class, () -> extract(image));
  }

  @Test
  void filesThatShareTheirBlocksAddUpToNoMoreThanTheImage() throws IOException {
    PatchedImage image = PatchedImage.of(Samples.clean(1));
    long large = 0;
    try (Volume volume = image.volume()) {
      for (long i = 4; i < 100; i++) {
        Inode inode = volume.inode(i);
        if (inode.size() > 60_000 && inode.size() < 100_000) {
          large = i;
        }
      }
    }
    assertTrue(large > 0);
    for (long i = 21; i < 60; i++) {
      image.sameBlocks(i, large);
    }
    CorruptImageException e = assertThrows(CorruptImageException.class, () -> extract(image));
    assertTrue(e.getMessage().contains("shared"), e.getMessage());
    assertTrue(Files.notExists(out), "what was extracted before is taken away");
  }

  @Test
  void aDirectoryThatWasThereIsEmptyAgainAfterAFailure() throws IOException {
    Files.createDirectory(out);
    PatchedImage image = root(new Name("c", 6), new Name("d", 4), new Name("e", 4));
    assertThrows(CorruptImageException.class, () -> extract(image));
    assertEquals(Set.of(""), ExtractionTest.below(out));
  }

  @Test
  void aSizeThatCannotBeIsCorruptBeforeItIsBelieved() throws IOException {
    PatchedImage image = PatchedImage.of(Samples.clean(1)).size(6, 1L << 60);
    assertThrows(CorruptImageException.class, () -> extract(image));
  }

  @Test
  void aHugeFileOfHolesTakesNoRoom() throws IOException {
    PatchedImage image = PatchedImage.of(Samples.clean(1));
    image.size(image.inode("ind"), 1L << 32);
    extract(image);
    assertEquals(1L << 32, Files.size(out.resolve("ind")));
  }

  @Test
  void nothingLandsOutsideTheTargetOnWindows() throws IOException {
    try (FileSystem windows = Jimfs.newFileSystem(Configuration.windows());
        Volume volume =
            root(
                    new Name("..\\..\\evil.txt", 5),
                    new Name("C:evil", 6),
                    new Name("NUL", 8),
                    new Name("plain", 9),
                    new Name("dir.", 4))
                .volume()) {
      Path target = windows.getPath("C:\\work\\deep\\out");
      ExtractionReport report =
          Extraction.toDirectory(ArchiveTree.ofRoot(volume), target, ExtractionOptions.DEFAULTS);
      assertEquals(4, report.losses().stream().filter(l -> l.what().contains("called")).count());
      try (Stream<Path> all = Files.walk(windows.getPath("C:\\work"))) {
        assertTrue(
            all.allMatch(path -> path.startsWith(target) || target.startsWith(path)), "outside");
      }
      assertTrue(Files.exists(target.resolve("..%5c..%5cevil.txt")));
      assertTrue(Files.exists(target.resolve("%4eUL")));
      assertTrue(Files.isDirectory(target.resolve("dir%2e")));
    }
  }
}
