package org.bootarchive.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bootarchive.ufs.testing.Fixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small images of many shapes in which the real fsck finds nothing, read by all. */
class SoundImagesTest {
  /** Has a file of some GiB, nearly all a hole: it would take minutes to read it four times. */
  private static final String LARGE_FILE = "clean-19.img";

  @TempDir Path directory;

  @Test
  void everyReaderReadsThem() throws IOException {
    List<Path> images = new ArrayList<>();
    for (String name : Fixtures.cleanCheckImages()) {
      if (name.equals(LARGE_FILE)) {
        continue;
      }
      images.add(Files.write(directory.resolve(name), Fixtures.checkImage(name)));
    }
    assertEquals(20, ImageAgreement.check(images).size());
  }
}
