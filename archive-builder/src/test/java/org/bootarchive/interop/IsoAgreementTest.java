package org.bootarchive.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.bootarchive.archive.image.BytesContent;
import org.bootarchive.media.iso.IsoVolume;
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

/** What was changed on an ISO 9660 is read by bsdtar, xorriso and 7z. */
class IsoAgreementTest {
  private static final RequiredTool BSDTAR = new RequiredTool("bsdtar", "libarchive-tools");
  private static final RequiredTool XORRISO = new RequiredTool("xorriso", "xorriso");
  private static final RequiredTool ISOVFY = new RequiredTool("isovfy", "genisoimage");
  private static final RequiredTool ISOINFO = new RequiredTool("isoinfo", "genisoimage");
  private static final RequiredTool SEVEN_ZIP = new RequiredTool("7z", "p7zip-full");

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"small-r", "joliet", "session", "fulldir-exact", "deep", "deep-xorriso"})
  void changedMediaAreReadByOthers(String name) throws IOException {
    Path bsdtar = BSDTAR.path();
    Path xorriso = XORRISO.path();
    Path isovfy = ISOVFY.path();
    Path isoinfo = ISOINFO.path();
    Path sevenZip = SEVEN_ZIP.path();
    byte[] before = MediaImages.bytes(name + ".iso");
    Random random = new Random(name.hashCode());
    byte[] after;
    try (IsoVolume volume = IsoVolume.open(MemoryBlockDevice.of(before.clone()))) {
      VolumeEdit edit = volume.edit(Instant.parse("2026-02-03T04:05:06Z"));
      edit.makeDirectory(Edits.path("new-directory"));
      edit.makeDirectory(Edits.path("new-directory/BELOW"));
      for (int i = 0; i < 40; i++) {
        byte[] content = new byte[random.nextInt(20_000)];
        random.nextBytes(content);
        edit.put(Edits.path("new-directory/" + i + ", a long name"), BytesContent.of(content));
        edit.put(Edits.path("boot/added" + i), BytesContent.of(content));
        edit.put(Edits.path("new-directory/BELOW/F" + i), BytesContent.of(new byte[0]));
      }
      for (int i = 0; i < 40; i += 3) {
        edit.remove(Edits.path("new-directory/" + i + ", a long name"));
      }
      edit.put(Edits.path("boot/cdboot"), BytesContent.of(new byte[5000]));
      edit.put(Edits.path("boot/loader.conf"), BytesContent.of(new byte[7777]));
      after = Edits.written(before, edit.plan());
    }
    Path image = Files.write(directory.resolve("image.iso"), after);

    ToolRun boot =
        ToolRun.of(xorriso.toString(), "-indev", image.toString(), "-report_el_torito", "plain")
            .good();
    assertTrue(boot.text().contains("boot-info-table"), boot.text());
    assertTrue(boot.text().contains("/boot/cdboot"), boot.text());
    assertTrue(boot.text().contains("/boot/efiboot.img"), boot.text());
    ToolRun.of(sevenZip.toString(), "t", image.toString()).good();
    ToolRun structure = ToolRun.of(isovfy.toString(), image.toString()).good();
    assertTrue(structure.text().contains("No errors found"), structure.text());
    Path out = Files.createDirectory(directory.resolve("out"));
    ToolRun.of(bsdtar.toString(), "-x", "-f", image.toString(), "-C", out.toString()).good();
    try (IsoVolume volume = IsoVolume.open(FileBlockDevice.open(image))) {
      int files = 0;
      ToolRun listed = ToolRun.of(isoinfo.toString(), "-R", "-f", "-i", image.toString()).good();
      Set<String> paths = listed.text().lines().collect(Collectors.toSet());
      for (Map.Entry<String, VolumeListing.Line> file : VolumeListing.of(volume).entrySet()) {
        Path extracted = out.resolve(file.getKey());
        if (file.getValue().type() == FileType.REGULAR && Files.exists(extracted)) {
          byte[] bytes = Files.readAllBytes(extracted);
          assertEquals(
              file.getValue().sha1(),
              VolumeListing.sha1(MemoryBlockDevice.of(bytes)),
              file.getKey());
          files++;
          // isoinfo shows relocated files below rr_moved, and bytes beyond ASCII in its own way.
          boolean shown =
              !file.getKey().startsWith("level1/")
                  && file.getKey().chars().allMatch(unit -> unit < 0x80);
          assertTrue(!shown || paths.contains("/" + file.getKey()), file.getKey());
        }
      }
      assertTrue(files > 100, files + " files");
    }
  }
}
