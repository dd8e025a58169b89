package org.bootarchive.ufs.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CutImagesTest {
  private final byte[] image = TestImages.vector("clean-05");

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8192, 9000, 16383})
  void withoutASuperblockItIsNoFileSystem(int length) {
    CheckReport report = TestImages.check(Arrays.copyOf(image, length));
    assertEquals(Set.of(FindingKind.NOT_A_FILE_SYSTEM), TestImages.errors(report));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        16384, 16385, 24576, 24577, 28672, 45055, 45056, 45057, 65536, 524288, 570000, 1048576,
        1500000, 2000000, 2097151
      })
  void aCutImageIsSaidToBeTooShort(int length) {
    CheckReport report = TestImages.check(Arrays.copyOf(image, length));
    assertTrue(TestImages.errors(report).contains(FindingKind.IMAGE_TOO_SHORT));
  }

  @Test
  void filesThatReachBehindTheEndAreNamed() {
    byte[] whole = TestImages.fixture("populated-64m");
    CheckReport report = TestImages.check(Arrays.copyOf(whole, 6_000_000));
    assertTrue(
        report.findings().stream()
            .anyMatch(
                finding ->
                    FindingKind.POINTER_PAST_IMAGE.is(finding)
                        && finding.message().contains(" (/")));
  }

  @Test
  void whatMayBeInTheMissingPartIsNotMissed() {
    byte[] whole = TestImages.fixture("populated-64m");
    CheckReport report = TestImages.check(Arrays.copyOf(whole, 6_000_000));
    assertEquals(
        Set.of(FindingKind.IMAGE_TOO_SHORT, FindingKind.POINTER_PAST_IMAGE),
        TestImages.errors(report));
  }

  @Test
  void anImageOfNothingIsNoFileSystem() {
    CheckReport report = TestImages.check(new byte[100_000]);
    assertEquals(Set.of(FindingKind.NOT_A_FILE_SYSTEM), TestImages.errors(report));
    assertFalse(report.clean());
  }
}
