package org.bootarchive.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import org.bootarchive.ufs.check.UfsCheck;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.finding.Severity;
import org.bootarchive.ufs.internal.format.UfsFormat;
import org.bootarchive.ufs.testing.ListedFile;
import org.bootarchive.ufs.testing.SampleImage;
import org.bootarchive.ufs.testing.SampleImages;
import org.bootarchive.ufs.testing.TreeWriter;
import org.bootarchive.ufs.volume.WritableVolume;
import org.bootarchive.ufs.volume.WriteOptions;

/** Random trees in file systems of random shapes, written by us and read by all. */
@AddLifecycleHook(RequiresReaders.class)
class WrittenImagesTest {
  private static final Instant TIME = Instant.ofEpochSecond(1700000000);
  private static final int ENTRIES = 60;

  @Property(tries = 2, edgeCases = EdgeCasesMode.NONE)
  void everyReaderFindsWhatWasPutIn(@ForAll("images") List<SampleImage> samples)
      throws IOException {
    Path directory = Files.createTempDirectory("written");
    try {
      List<Path> images = new ArrayList<>();
      List<ImmutableList<ListedFile>> expected = new ArrayList<>();
      for (SampleImage sample : samples) {
        Path image = directory.resolve("image" + images.size());
        UfsFormat.formatFile(image, sample.options());
        try (WritableVolume volume =
            WritableVolume.open(FileBlockDevice.openWritable(image), WriteOptions.at(TIME))) {
          expected.add(TreeWriter.write(volume, sample.entries()));
        }
        assertEquals(List.of(), damage(image));
        images.add(image);
      }
      List<ImmutableList<ListedFile>> found = ImageAgreement.check(images);
      for (int i = 0; i < images.size(); i++) {
        Listings.assertSame(expected.get(i), whatATreeTells(found.get(i)));
      }
    } finally {
      ToolRun.delete(directory);
    }
  }

  @Provide
  Arbitrary<List<SampleImage>> images() {
    return SampleImages.images(ENTRIES).list().ofSize(UserModeLinux.IMAGES_A_BOOT);
  }

  private static List<Finding> damage(Path image) throws IOException {
    try (FileBlockDevice device = FileBlockDevice.open(image)) {
      return UfsCheck.check(device).findings().stream()
          .filter(finding -> finding.severity() == Severity.ERROR)
          .toList();
    }
  }

  private static List<ListedFile> whatATreeTells(List<ListedFile> listing) {
    return listing.stream()
        .filter(file -> !file.path().equals("lost+found"))
        .map(WrittenImagesTest::withoutUnknown)
        .toList();
  }

  private static ListedFile withoutUnknown(ListedFile file) {
    return new ListedFile(
        file.path(),
        file.type(),
        file.mode(),
        file.uid(),
        file.gid(),
        file.type() == 'd' ? TreeWriter.UNKNOWN : file.size(),
        file.linkCount(),
        file.modified(),
        file.sha1(),
        file.target(),
        file.rdev(),
        file.inode(),
        TreeWriter.UNKNOWN,
        file.accessed(),
        file.changed());
  }
}
