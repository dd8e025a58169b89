package org.bootarchive.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import com.google.common.collect.Sets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.bootarchive.archive.image.BytesContent;
import org.bootarchive.media.disk.PartContent;
import org.bootarchive.media.testing.Edits;
import org.bootarchive.media.testing.MediaImages;
import org.bootarchive.media.testing.VolumeListing;
import org.bootarchive.media.volume.MediaVolume;
import org.bootarchive.media.volume.VolumeEdit;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.testing.ListedFile;
import org.bootarchive.ufs.text.EscapedBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Linux reads every file of changed FATs and ISO 9660s as we do. */
class LinuxMediaTest {
  private static final Instant TIME = Instant.parse("2026-02-03T04:05:06Z");
  private static final List<String> IMAGES =
      List.of(
          "fat12.img",
          "fat16.img",
          "fat32-1k.img",
          "fat32-frag.img",
          "small-r.iso",
          "joliet.iso",
          "session.iso",
          "fulldir-exact.iso",
          "deep.iso",
          "deep-xorriso.iso");

  @TempDir Path directory;

  private static byte[] changed(String name) throws IOException {
    byte[] before = MediaImages.bytes(name);
    Random random = new Random(name.hashCode());
    try (MediaVolume volume = PartContent.openVolume(MemoryBlockDevice.of(before.clone()))) {
      VolumeEdit edit = volume.edit(TIME);
      edit.makeDirectory(Edits.path("new-directory"));
      edit.makeDirectory(Edits.path("new-directory/below"));
      for (int i = 0; i < 40; i++) {
        byte[] content = new byte[random.nextInt(name.equals("fat12.img") ? 2000 : 20_000)];
        random.nextBytes(content);
        edit.put(Edits.path("new-directory/a long name, number " + i), BytesContent.of(content));
        edit.put(Edits.path("new-directory/below/f" + i), BytesContent.of(new byte[0]));
      }
      for (int i = 0; i < 40; i += 3) {
        edit.remove(Edits.path("new-directory/a long name, number " + i));
      }
      return Edits.written(before, edit.plan());
    }
  }

  private static Map<String, String> ours(byte[] image) throws IOException {
    Map<String, String> lines = new TreeMap<>();
    try (MediaVolume volume = PartContent.openVolume(MemoryBlockDevice.of(image))) {
      VolumeListing.of(volume)
          .forEach(
              (path, line) -> {
                boolean regular = line.type() == FileType.REGULAR;
                lines.put(
                    EscapedBytes.escape(path.getBytes(StandardCharsets.UTF_8)),
                    line.type().letter()
                        + (regular ? " " + line.size() + " " + line.modified() : "")
                        + " "
                        + line.sha1());
              });
    }
    return lines;
  }

  private static Map<String, String> linux(LinuxListing listing) {
    Map<String, String> lines = new TreeMap<>();
    assertEquals("", listing.errors());
    // Which extensions it found is all that it may have to say.
    assertEquals(
        List.of(),
        listing.log().stream().filter(line -> !line.startsWith("ISO 9660 Extensions")).toList());
    for (ListedFile file : listing.files()) {
      boolean regular = file.type() == FileType.REGULAR.letter();
      if (!file.path().equals(".")) {
        lines.put(
            file.path(),
            file.type()
                + (regular ? " " + file.size() + " " + file.modified() : "")
                + " "
                + file.sha1());
      }
    }
    return lines;
  }

  @Test
  void everyPathAndByteIsWhatWeRead() throws IOException {
    List<Path> images = new ArrayList<>();
    for (String name : IMAGES) {
      images.add(Files.write(directory.resolve(name), changed(name)));
    }
    List<LinuxListing> listings = UserModeLinux.list(images);
    for (int i = 0; i < images.size(); i++) {
      Map<String, String> ours = ours(Files.readAllBytes(images.get(i)));
      Map<String, String> linux = linux(listings.get(i));
      // Linux' isofs cuts the longest name by some bytes.
      ours.keySet().removeIf(path -> path.startsWith("names/n255-"));
      linux.keySet().removeIf(path -> path.startsWith("names/n255-"));
      assertTrue(ours.size() > 60, IMAGES.get(i));
      assertEquals(
          ImmutableMap.of(), Maps.difference(ours, linux).entriesDiffering(), IMAGES.get(i));
      assertEquals(
          Set.of(), Sets.symmetricDifference(ours.keySet(), linux.keySet()), IMAGES.get(i));
    }
  }
}
