package org.bootarchive.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.bootarchive.archive.image.BytesContent;
import org.bootarchive.media.fat.FatVolume;
import org.bootarchive.media.testing.Edits;
import org.bootarchive.media.testing.MediaImages;
import org.bootarchive.media.testing.VolumeListing;
import org.bootarchive.media.volume.VolumeEdit;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.testing.RequiredTool;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was changed on a FAT is sound to fsck.fat and read by mtools. */
class FatAgreementTest {
  private static final RequiredTool FSCK = new RequiredTool("fsck.fat", "dosfstools");
  private static final RequiredTool MCOPY = new RequiredTool("mcopy", "mtools");

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"fat12", "fat16", "fat32-1k", "fat32-frag"})
  void changedFileSystemsAreSoundToOthers(String name) throws IOException {
    Path fsck = FSCK.path();
    Path mcopy = MCOPY.path();
    byte[] before = MediaImages.bytes(name + ".img");
    Random random = new Random(name.hashCode());
    byte[] after;
    try (FatVolume volume = FatVolume.open(MemoryBlockDevice.of(before.clone()))) {
      VolumeEdit edit = volume.edit(Instant.parse("2026-02-03T04:05:06Z"));
      edit.makeDirectory(Edits.path("new-directory"));
      edit.makeDirectory(Edits.path("new-directory/BELOW"));
      for (int i = 0; i < 40; i++) {
        byte[] content = new byte[random.nextInt(name.equals("fat12") ? 2000 : 20_000)];
        random.nextBytes(content);
        edit.put(Edits.path("new-directory/a long name, number " + i), BytesContent.of(content));
        edit.put(Edits.path("new-directory/BELOW/F" + i), BytesContent.of(new byte[0]));
      }
      for (int i = 0; i < 40; i += 3) {
        edit.remove(Edits.path("new-directory/a long name, number " + i));
      }
      String replaced =
          VolumeListing.of(volume).entrySet().stream()
              .filter(file -> file.getValue().type() == FileType.REGULAR)
              .findFirst()
              .orElseThrow()
              .getKey();
      edit.put(Edits.path(replaced), BytesContent.of(new byte[7777]));
      after = Edits.written(before, edit.plan());
    }
    Path image = Files.write(directory.resolve("image"), after);

    // The exit code is 0 for some complaints too: all that may stand there is the version and the
    // count of files.
    ToolRun check = ToolRun.of(fsck.toString(), "-n", image.toString()).good();
    assertEquals(2, check.text().lines().count(), check.text());
    assertTrue(check.text().contains("clusters"), check.text());

    Path out = Files.createDirectory(directory.resolve("out"));
    ToolRun.of(mcopy.toString(), "-s", "-n", "-i", image.toString(), "::/", out.toString()).good();
    try (FatVolume volume = FatVolume.open(FileBlockDevice.open(image))) {
      int files = 0;
      for (Map.Entry<String, VolumeListing.Line> file : VolumeListing.of(volume).entrySet()) {
        if (file.getValue().type() == FileType.REGULAR) {
          byte[] bytes = Files.readAllBytes(out.resolve(file.getKey()));
          assertEquals(
              file.getValue().sha1(),
              VolumeListing.sha1(MemoryBlockDevice.of(bytes)),
              file.getKey());
          files++;
        }
      }
      assertTrue(files > 60, files + " files");
    }
  }
}
