package org.bootarchive.media.fat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bootarchive.media.testing.MediaImages;
import org.bootarchive.media.testing.VolumeListing;
import org.bootarchive.media.volume.MediaFile;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.text.EscapedBytes;
import org.bootarchive.ufs.text.FileName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** FAT file systems are read as the illumos loader and Linux read them. */
class FatReadingTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "fat12",
        "fat16",
        "fat16-rootfull",
        "fat32-1k",
        "fat32-frag",
        "fat32-full",
        "fat32-names"
      })
  void everyNameSizeAndByteIsThatOfTheBootLoader(String name) throws IOException {
    Map<String, String> expected = new TreeMap<>();
    for (List<String> line : MediaImages.listing(name + ".loader")) {
      expected.put(line.get(0), String.join(" ", line.subList(1, 4)));
    }
    Map<String, String> found = new TreeMap<>();
    try (FatVolume volume = FatVolume.open(MediaImages.device(name + ".img"))) {
      VolumeListing.of(volume)
          .forEach(
              (path, line) -> {
                char type = line.type().letter();
                String size = type == 'd' ? "-" : String.valueOf(line.size());
                String shown = CharMatcher.ascii().negate().replaceFrom(path, '?');
                found.put(shown, type + " " + size + " " + line.sha1());
              });
    }
    assertEquals(expected, found);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fat12",
        "fat16",
        "fat16-rootfull",
        "fat32-1k",
        "fat32-frag",
        "fat32-full",
        "fat32-names"
      })
  void everyNameTimeAndByteIsThatOfLinux(String name) throws IOException {
    Map<String, String> expected = new TreeMap<>();
    for (List<String> line : MediaImages.listing(name + ".linux")) {
      if (!line.get(0).isEmpty() && !line.get(0).equals(".")) {
        // Linux shows short names in the case that NT marks; the boot loader knows no such marks.
        String path = new String(EscapedBytes.unescape(line.get(0)), UTF_8);
        expected.put(Ascii.toLowerCase(path), line.get(1) + " " + line.get(7) + " " + line.get(8));
      }
    }
    Map<String, String> found = new TreeMap<>();
    try (FatVolume volume = FatVolume.open(MediaImages.device(name + ".img"))) {
      VolumeListing.of(volume)
          .forEach(
              (path, line) ->
                  found.put(
                      Ascii.toLowerCase(path),
                      line.type().letter() + " " + line.modified() + " " + line.sha1()));
    }
    assertEquals(expected, found);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"fat12", "fat16", "fat16-rootfull", "fat32-1k", "fat32-frag", "fat32-full"})
  void aSoundFileSystemHasNoFindings(String name) throws IOException {
    try (FatVolume volume = FatVolume.open(MediaImages.device(name + ".img"))) {
      // Linux left its mark of where to go on behind free clusters; pcfs never turns round.
      assertEquals(
          List.of(), volume.check().stream().filter(f -> !f.code().equals("next-free")).toList());
    }
  }

  @Test
  void aLongNameWithAWrongSumIsToldAndItsShortNameAnswers() throws IOException {
    try (FatVolume volume = FatVolume.open(MediaImages.device("fat32-names.img"))) {
      List<String> codes = volume.check().stream().map(Finding::code).distinct().toList();
      assertEquals(List.of("stray-long-name", "name-not-ascii", "next-free"), codes);
      MediaFile boot = volume.find(volume.root(), FileName.of("BOOT")).orElseThrow();
      assertTrue(volume.find(boot, FileName.of("menu-c~1.4th")).isPresent());
      assertFalse(volume.find(boot, FileName.of("menu-commands.4th")).isPresent());
      assertTrue(volume.find(boot, FileName.of("LOADER.conf")).isPresent());
    }
  }

  @Test
  void labelsAndTypesAreTold() throws IOException {
    try (FatVolume volume = FatVolume.open(MediaImages.device("fat32-1k.img"))) {
      assertEquals("FAT32", volume.type());
    }
    try (FatVolume volume = FatVolume.open(MediaImages.device("fat16.img"))) {
      assertEquals("FAT16", volume.type());
    }
    try (FatVolume volume = FatVolume.open(MediaImages.device("fat12.img"))) {
      assertEquals("FAT12", volume.type());
    }
  }
}
