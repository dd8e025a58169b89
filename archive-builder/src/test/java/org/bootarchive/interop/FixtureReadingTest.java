package org.bootarchive.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.testing.Fixtures;
import org.bootarchive.ufs.testing.ListedFile;
import org.bootarchive.ufs.volume.Volume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FixtureReadingTest {
  @TempDir Path directory;

  @Test
  void tryAll() throws IOException {
    Path image = Files.write(directory.resolve("image"), Fixtures.image("populated-64m.img"));
    Path platform = Files.write(directory.resolve("platform"), Fixtures.platformArchive());
    long t = System.nanoTime();
    List<LinuxListing> linux = UserModeLinux.list(List.of(image, platform));
    System.err.println("uml " + (System.nanoTime() - t) / 1000000);
    for (LinuxListing one : linux) {
      one.withoutComplaint();
      System.err.println(one.counts());
    }
    Listings.assertSame(Fixtures.listing("populated-64m.tsv"), linux.get(0).files());
    Listings.assertSame(Fixtures.listing("platform-root.tsv"), linux.get(1).files());
    for (Path p : List.of(image, platform)) {
      try (Volume volume = Volume.open(FileBlockDevice.open(p))) {
        t = System.nanoTime();
        List<ListedFile> own = VolumeListing.of(volume);
        System.err.println("own " + (System.nanoTime() - t) / 1000000);
        Listings.assertSame(own, linux.get(p == image ? 0 : 1).files());
        t = System.nanoTime();
        System.err.println(GrubReader.compare(p, volume, own));
        System.err.println("grub " + (System.nanoTime() - t) / 1000000);
      }
    }
  }
}
