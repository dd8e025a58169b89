package org.bootarchive.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.bootarchive.boot.config.OverlayModule;
import org.bootarchive.ufs.finding.Finding;
import org.junit.jupiter.api.Test;

class OverlayFindingsTest {
  private static OverlayFindings.Sized overlay(String name, long bytes) {
    return new OverlayFindings.Sized(OverlayModule.of("/bootfs/x", name), bytes);
  }

  private static List<String> codes(OverlayFindings.Sized... overlays) {
    return OverlayFindings.of(List.of(overlays), 2).stream().map(Finding::code).toList();
  }

  @Test
  void anOrdinaryOverlayHasNoFindings() {
    assertEquals(
        List.of(), codes(overlay("etc/system", 100), overlay("/kernel/drv/dtrace.conf", 8191)));
  }

  @Test
  void anEmptyFileIsFoundBecauseItEndsSystemBoot() {
    assertEquals(List.of("empty-module"), codes(overlay("etc/system", 0)));
  }

  @Test
  void aFileOfOneByteEndsSystemBootToo() {
    assertEquals(List.of("one-byte-module"), codes(overlay("etc/system", 1)));
    assertEquals(List.of(), codes(overlay("etc/system", 2)));
  }

  @Test
  void oneNameInTwoSpellingsIsADuplicate() {
    assertEquals(
        List.of("duplicate-name"), codes(overlay("etc/system", 2), overlay("//etc//system", 3)));
  }

  @Test
  void aMultipleOf8192BreaksOnlyReadersThatAskForTheSize() {
    assertEquals(List.of("size-breaks-reader"), codes(overlay("etc/zfs/zpool.cache", 8192)));
    assertEquals(List.of("size-multiple-of-8192"), codes(overlay("kernel/firmware/drv/x", 8192)));
    assertEquals(List.of(), codes(overlay("etc/system", 16384)));
    assertEquals(List.of(), codes(overlay("firmware/x/y", 8192)));
    assertEquals(
        List.of(), codes(overlay("platform/i86pc/ucode/AuthenticAMD/equivalence-table", 8192)));
  }

  @Test
  void bootenvRunsAwayHoweverItIsSpelled() {
    assertEquals(List.of("bootenv-runs-away"), codes(overlay("/boot//solaris/bootenv.rc", 5)));
  }

  @Test
  void namesThatACommandLineCannotHoldAreUnusable() {
    assertEquals(List.of("name-unusable"), codes(overlay("etc/my system", 5)));
    assertEquals(List.of("name-unusable"), codes(overlay("a".repeat(1024), 5)));
    assertEquals(List.of(), codes(overlay("a".repeat(1023), 5)));
  }

  @Test
  void namesThatNobodyLooksUpAreFound() {
    assertEquals(List.of("name-never-looked-up"), codes(overlay("etc/system/", 5)));
    assertEquals(List.of("name-never-looked-up"), codes(overlay("etc/../system", 5)));
  }

  @Test
  void theHundredthModuleIsOneTooMany() {
    List<OverlayFindings.Sized> overlays = new ArrayList<>();
    for (int i = 0; i < 97; i++) {
      overlays.add(overlay("f" + i, 5));
    }
    assertEquals(List.of(), OverlayFindings.of(overlays, 2));
    overlays.add(overlay("one-more", 5));
    assertEquals("too-many-modules", OverlayFindings.of(overlays, 2).get(0).code());
  }
}
