package org.bootarchive.media.iso;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Ascii;
import com.google.common.collect.Maps;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bootarchive.media.iso.IsoFile.Extent;
import org.bootarchive.media.testing.MediaImages;
import org.bootarchive.media.testing.VolumeListing;
import org.bootarchive.media.volume.MediaFile;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.text.EscapedBytes;
import org.bootarchive.ufs.text.FileName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ISO 9660 file systems are read as the illumos loader, Linux and xorriso read them. */
class IsoReadingTest {
  private static IsoVolume open(String name) throws IOException {
    return IsoVolume.open(MediaImages.device(name + ".iso"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "deep",
        "deep-xorriso",
        "fulldir",
        "hybrid",
        "joliet",
        "norr",
        "session",
        "small-r",
        "smartos-mini"
      })
  void everyNameSizeAndByteIsThatOfTheBootLoader(String name) throws IOException {
    Map<String, String> expected = new TreeMap<>();
    for (List<String> line : MediaImages.listing(name + ".loader")) {
      expected.put(line.get(0), String.join(" ", line.subList(1, 4)));
    }
    Map<String, String> found = new TreeMap<>();
    try (IsoVolume volume = open(name)) {
      asLoader(volume, (IsoFile) volume.root(), "", found);
    }
    assertEquals("equal", Maps.difference(expected, found).toString());
  }

  /** Links and relocated directories are empty files, and these directories are where they lie. */
  private static void asLoader(
      IsoVolume volume, IsoFile directory, String prefix, Map<String, String> found)
      throws IOException {
    for (IsoFile file : volume.files(directory, true)) {
      String path = prefix + (file.hasLoaderName() ? file.name() : file.plainName());
      if (file.isMoved() || file.type() == FileType.SYMBOLIC_LINK) {
        found.put(path, "f 0 da39a3ee5e6b4b0d3255bfef95601890afd80709");
      } else if (file.isDirectory()) {
        found.put(path, "d - -");
        asLoader(volume, file, path + "/", found);
      } else {
        found.put(path, "f " + file.size() + " " + VolumeListing.sha1(volume.content(file)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "deep",
        "deep-xorriso",
        "fulldir",
        "hybrid",
        "joliet",
        "norr",
        "session",
        "small-r",
        "smartos-mini"
      })
  void everyAttributeAndByteIsThatOfLinux(String name) throws IOException {
    Map<String, String> expected = new TreeMap<>();
    for (List<String> line : MediaImages.listing(name + ".linux")) {
      if (!line.get(0).isEmpty() && !line.get(0).equals(".")) {
        String path = new String(EscapedBytes.unescape(line.get(0)), UTF_8);
        expected.put(path, String.join(" ", line.subList(1, line.size())));
      }
    }
    Map<String, String> found = new TreeMap<>();
    try (IsoVolume volume = open(name)) {
      asLinux(volume, volume.root(), "", found);
    }
    assertEquals("equal", Maps.difference(expected, found).toString());
  }

  private static void asLinux(
      IsoVolume volume, MediaFile directory, String prefix, Map<String, String> found)
      throws IOException {
    for (MediaFile file : volume.list(directory)) {
      String name = new String(file.name().toBytes(), UTF_8);
      // Linux leaves away the part of a name with which it is longer than 253 bytes.
      int known = volume.descriptors().version() >= 0 ? 146 : 115;
      name = name.length() > 253 ? name.substring(0, known) : name;
      // Linux shows names without Rock Ridge in lower case, without version and last dot.
      String path =
          prefix
              + (volume.hasRockRidge()
                  ? name
                  : Ascii.toLowerCase(name).replaceAll("\\.?(;[0-9]+)?$", ""));
      char type = file.type().letter();
      String size = type == 'd' ? "-" : String.valueOf(file.size());
      String content =
          switch (file.type()) {
            case REGULAR -> VolumeListing.sha1(volume.content(file));
            case SYMBOLIC_LINK -> new String(volume.linkText(file), UTF_8);
            default -> "-";
          };
      found.put(
          path,
          String.join(
              " ",
              (type == 'p' ? 'o' : type) + "",
              size,
              Integer.toOctalString(file.permissions()),
              "" + file.uid(),
              "" + file.gid(),
              "" + file.linkCount(),
              "" + file.modifyTime().getEpochSecond(),
              content));
      if (type == 'd') {
        asLinux(volume, file, path + "/", found);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "deep",
        "deep-xorriso",
        "fulldir",
        "fulldir-exact",
        "hybrid",
        "joliet",
        "norr",
        "session",
        "small-r",
        "smartos-mini"
      })
  void everyFileIsWhereXorrisoFindsIt(String name) throws IOException {
    Map<String, List<Extent>> found = new TreeMap<>();
    try (IsoVolume volume = open(name)) {
      extents(volume, volume.root(), "/", found);
    }
    int files = 0;
    for (List<String> line : MediaImages.listing(name + ".lba")) {
      if (line.size() > 3 && !line.get(2).equals("0") && line.get(0).matches("[0-9]+")) {
        String path = new String(EscapedBytes.unescape(line.get(3)), UTF_8);
        assertEquals(
            List.of(new Extent(Long.parseLong(line.get(0)), Long.parseLong(line.get(2)))),
            found.get(path),
            path);
        files++;
      }
    }
    assertTrue(files > 3, files + " files");
  }

  private static void extents(
      IsoVolume volume, MediaFile directory, String prefix, Map<String, List<Extent>> found)
      throws IOException {
    for (MediaFile file : volume.list(directory)) {
      String path = prefix + new String(file.name().toBytes(), UTF_8).replaceAll("\\.?;1$", "");
      found.put(path, ((IsoFile) file).extents());
      if (file.type() == FileType.DIRECTORY) {
        extents(volume, file, path + "/", found);
      }
    }
  }

  @Test
  void anUpperCaseNameAnswersToLowerCaseAndNotTheOtherWayRound() throws IOException {
    try (IsoVolume volume = open("deep")) {
      MediaFile names = volume.find(volume.root(), FileName.of("names")).orElseThrow();
      assertTrue(volume.find(names, FileName.of("upper")).isPresent());
      assertTrue(volume.find(names, FileName.of("mixed.case")).isPresent());
      assertFalse(volume.find(names, FileName.of("HARD")).isPresent());
    }
    try (IsoVolume volume = open("norr")) {
      assertFalse(volume.find(volume.root(), FileName.of("boot")).isPresent());
      assertTrue(volume.find(volume.root(), FileName.of("EMPTY.;1")).isPresent());
      assertFalse(volume.find(volume.root(), FileName.of("EMPTY")).isPresent());
    }
  }

  @Test
  void theCatalogueTellsTheImagesOfBothFirmwares() throws IOException {
    try (IsoVolume volume = open("smartos-mini")) {
      BootCatalogue catalogue = volume.catalogue().orElseThrow();
      assertEquals(2, catalogue.entries().size());
      assertEquals(0, catalogue.entries().get(0).platform());
      assertEquals(4, catalogue.entries().get(0).count());
      assertEquals(BootCatalogue.EFI, catalogue.entries().get(1).platform());
      assertEquals(0, catalogue.entries().get(1).count());
      MediaFile boot = volume.find(volume.root(), FileName.of("boot")).orElseThrow();
      IsoFile image = (IsoFile) volume.find(boot, FileName.of("efiboot.img")).orElseThrow();
      assertEquals(image.extents().get(0).sector(), catalogue.entries().get(1).image());
    }
  }

  @Test
  void aCheckTellsWhatTheBootLoaderTripsOver() throws IOException {
    assertEquals(List.of(), codes("small-r"));
    assertEquals(List.of("no-rock-ridge"), codes("norr"));
    assertEquals(List.of("full-sector"), codes("fulldir-exact"));
    assertEquals(List.of(), codes("fulldir"));
    assertEquals(
        List.of("name-in-parts", "relocated-directory", "symbolic-link"),
        codes("deep").stream().sorted().toList());
  }

  private static List<String> codes(String name) throws IOException {
    try (IsoVolume volume = open(name)) {
      return volume.check().stream().map(Finding::code).distinct().toList();
    }
  }

  @Test
  void aDirectoryInItselfHasAnEnd() throws IOException {
    byte[] image = MediaImages.bytes("small-r.iso");
    long self;
    long place;
    try (IsoVolume volume = IsoVolume.open(MemoryBlockDevice.of(image))) {
      self = ((IsoFile) volume.root()).extents().get(0).sector();
      place = ((IsoFile) volume.find(volume.root(), FileName.of("boot")).orElseThrow()).place();
    }
    image[(int) place + 2] = (byte) self;
    try (IsoVolume volume = IsoVolume.open(MemoryBlockDevice.of(image))) {
      CorruptImageException damaged =
          assertThrows(CorruptImageException.class, () -> VolumeListing.of(volume));
      assertTrue(damaged.getMessage().contains("is also that of"), damaged.getMessage());
      assertTrue(volume.check().stream().anyMatch(f -> f.code().equals("bad-directory")));
    }
  }

  @Test
  void continuationsInARingHaveAnEnd() throws IOException {
    byte[] image = MediaImages.bytes("deep.iso");
    int changed = 0;
    for (int at = 0; at + 28 < image.length && changed < 400; at += 2) {
      if (image[at] == 'C' && image[at + 1] == 'E' && image[at + 2] == 28 && image[at + 3] == 1) {
        int sector = at / 2048;
        for (int i = 0; i < 4; i++) {
          image[at + 4 + i] = (byte) (sector >>> (8 * i));
          image[at + 12 + i] = (byte) ((at % 2048) >>> (8 * i));
          image[at + 20 + i] = (byte) (28 >>> (8 * i));
        }
        changed++;
      }
    }
    assertTrue(changed > 0);
    MemoryBlockDevice device = MemoryBlockDevice.of(image);
    CorruptImageException damaged =
        assertThrows(CorruptImageException.class, () -> IsoVolume.open(device));
    assertTrue(damaged.getMessage().contains("continuations"), damaged.getMessage());
  }
}
