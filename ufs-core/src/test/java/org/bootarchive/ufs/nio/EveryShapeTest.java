package org.bootarchive.ufs.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.bootarchive.ufs.Ufs;
import org.bootarchive.ufs.check.UfsCheck;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.finding.Severity;
import org.bootarchive.ufs.format.FormatOptions;
import org.bootarchive.ufs.testing.EmptyImages;
import org.bootarchive.ufs.testing.FileTree;
import org.bootarchive.ufs.testing.FileTrees;
import org.bootarchive.ufs.testing.Fixtures;
import org.bootarchive.ufs.testing.ImageDamage;
import org.bootarchive.ufs.testing.ImageDamages;
import org.bootarchive.ufs.testing.ImageShapes;
import org.bootarchive.ufs.testing.TreeSnapshot;
import org.bootarchive.ufs.volume.WriteOptions;

/** Puts random trees into images of random shapes, and random damage into images. */
class EveryShapeTest {
  private static final Instant TIME = Instant.ofEpochSecond(1_000_000_000);
  private static final byte[] SOUND = Fixtures.checkImage("clean-11.img");

  @Provide
  Arbitrary<FormatOptions> shapes() {
    return ImageShapes.shapes(3000, 6000);
  }

  @Provide
  Arbitrary<FileTree> trees() {
    return FileTrees.trees(2, 6);
  }

  @Provide
  Arbitrary<ImageDamage> damages() {
    return ImageDamages.of(SOUND);
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void aTreeReadsBackFromAnImageOfAnyShape(
      @ForAll("shapes") FormatOptions shape, @ForAll("trees") FileTree tree) throws IOException {
    byte[] image = EmptyImages.format(shape);
    try (FileSystem ufs = Ufs.openWritable(MemoryBlockDevice.of(image), WriteOptions.at(TIME))) {
      Files.delete(ufs.getPath("/lost+found"));
      tree.createIn(ufs.getPath("/"));
    }
    Configuration unix =
        Configuration.unix().toBuilder()
            .setAttributeViews("unix")
            .setWorkingDirectory("/")
            .setFileTimeSource(() -> FileTime.from(TIME))
            .build();
    try (FileSystem model = Jimfs.newFileSystem(unix);
        FileSystem ufs = Ufs.open(MemoryBlockDevice.of(image))) {
      tree.createIn(model.getPath("/"));
      assertEquals(
          withoutModesOfDirectories(TreeSnapshot.of(model.getPath("/"), true)),
          withoutModesOfDirectories(TreeSnapshot.of(ufs.getPath("/"), true)));
    }
    assertEquals(
        List.of(),
        UfsCheck.check(MemoryBlockDevice.of(image)).findings().stream()
            .filter(finding -> finding.severity() == Severity.ERROR)
            .toList());
  }

  /**
   * Drops what jimfs, for which a new directory is 0644, and images, where it is 0755, differ in.
   */
  private static String withoutModesOfDirectories(TreeSnapshot snapshot) {
    return snapshot.toString().replaceAll("(directory \\S+) \\d+", "$1");
  }

  @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
  void aDamagedImageIsReadToItsEnd(@ForAll("damages") ImageDamage damage) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> HostileImageTest.readEverything(damage.applyTo(SOUND)));
  }
}
