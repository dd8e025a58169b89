package org.bootarchive.ufs.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoundImagesTest {
  @ParameterizedTest
  @ValueSource(strings = {"empty-1m", "empty-4m", "empty-64m"})
  void nothingIsFoundInWhatMkfsMakes(String name) {
    assertEquals(List.of(), TestImages.check(TestImages.fixture(name)).findings());
  }

  @Test
  void onlyTrapsAreFoundInWhatTheLinuxDriverWrote() {
    CheckReport report = TestImages.check(TestImages.fixture("populated-64m"));
    assertEquals(Set.of(), TestImages.errors(report));
    assertEquals(
        Set.of(FindingKind.BOOT_HOLE, FindingKind.BOOT_FILE_SIZE, FindingKind.BOOT_PATH_LENGTH),
        TestImages.warnings(report));
  }

  @Test
  void bytesBehindTheFileSystemDoNotMatter() {
    byte[] image = TestImages.fixture("empty-1m");
    byte[] longer = Arrays.copyOf(image, image.length + 12345);
    assertEquals(List.of(), TestImages.check(longer).findings());
  }

  @Test
  void trapsAreLeftOutOnRequest() throws IOException {
    CheckReport report =
        UfsCheck.check(
            MemoryBlockDevice.of(TestImages.fixture("populated-64m")),
            CheckOptions.DEFAULTS.withBootTraps(false));
    assertEquals(List.of(), report.findings());
  }
}
