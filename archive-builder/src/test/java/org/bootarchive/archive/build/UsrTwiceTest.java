package org.bootarchive.archive.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bootarchive.archive.extract.Extraction;
import org.bootarchive.archive.extract.ExtractionOptions;
import org.bootarchive.archive.source.UsrTwiceException;
import org.bootarchive.archive.tree.ArchiveTree;
import org.bootarchive.testing.PlatformFixture;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.volume.Volume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of usr.lgz do not come into an archive a second time without a word. */
class UsrTwiceTest {
  @TempDir private Path folder;

  @Test
  void aTreeAsItIsAfterBootIsRefused() throws IOException {
    Path tar = folder.resolve("after-boot.tar");
    extract(tar, true);
    Path target = folder.resolve("new");
    assertThrows(UsrTwiceException.class, () -> build(tar, target));
    assertFalse(Files.exists(target));
  }

  @Test
  void theArchivesOwnFilesAreBuiltAgain() throws IOException {
    Path tar = folder.resolve("own.tar");
    extract(tar, false);
    Path target = folder.resolve("new");
    BuildReport report = build(tar, target);
    assertEquals(Files.size(target), report.size());
  }

  private void extract(Path tar, boolean mounted) throws IOException {
    Path archive = PlatformFixture.unpack(Files.createDirectory(folder.resolve("p"))).bootArchive();
    try (FileBlockDevice device = FileBlockDevice.open(archive);
        Volume root = Volume.open(device);
        ArchiveTree tree = mounted ? ArchiveTree.afterBoot(root) : ArchiveTree.ofRoot(root)) {
      Extraction.toTar(tree, tar, ExtractionOptions.DEFAULTS);
    }
  }

  private static BuildReport build(Path tar, Path target) throws IOException {
    return ArchiveBuild.build(
        ArchiveSource.tar(tar), BuildOptions.DEFAULTS, target, BuildProgress.NONE);
  }
}
