package org.bootarchive.media.iso;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.time.Instant;
import org.bootarchive.archive.image.BytesContent;
import org.bootarchive.media.testing.Edits;
import org.bootarchive.media.testing.MediaImages;
import org.bootarchive.media.volume.VolumeEdit;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.junit.jupiter.api.Test;

/** What is refused, and what follows a change of an ISO 9660. */
class IsoEditTest {
  private static final Instant TIME = Instant.parse("2026-02-03T04:05:06Z");

  private static String refusal(String name) throws IOException {
    try (IsoVolume volume = IsoVolume.open(MediaImages.device(name + ".iso"))) {
      return assertThrows(FileSystemException.class, () -> volume.edit(TIME)).getMessage();
    }
  }

  @Test
  void mediaThatWouldLieToOtherReadersAreRefusedByName() throws IOException {
    assertTrue(refusal("hybrid").contains("isohybrid"));
    assertTrue(refusal("norr").contains("no Rock Ridge"));
  }

  @Test
  void nothingChangedIsTheSameBytes() throws IOException {
    byte[] before = MediaImages.bytes("deep.iso");
    try (IsoVolume volume = IsoVolume.open(MemoryBlockDevice.of(before.clone()))) {
      assertEquals(
          ByteBuffer.wrap(before),
          ByteBuffer.wrap(Edits.written(before, volume.edit(TIME).plan())));
    }
  }

  @Test
  void aFileOfTheSameSizeIsOverwrittenWhereItIsAndTheMediumStaysAsLong() throws IOException {
    byte[] before = MediaImages.bytes("smartos-mini.iso");
    byte[] after;
    try (IsoVolume volume = IsoVolume.open(MemoryBlockDevice.of(before.clone()))) {
      VolumeEdit edit = volume.edit(TIME);
      edit.put(Edits.path("boot/efiboot.img"), BytesContent.of(new byte[67108864]));
      after = Edits.written(before, edit.plan());
    }
    assertEquals(before.length, after.length);
  }

  @Test
  void theVersionBlockHasTheSumOfTheDescriptor() throws IOException {
    byte[] before = MediaImages.bytes("deep.iso");
    byte[] after;
    try (IsoVolume volume = IsoVolume.open(MemoryBlockDevice.of(before.clone()))) {
      VolumeEdit edit = volume.edit(TIME);
      edit.makeDirectory(Edits.path("level1/level2/level3/level4/level5/level6/level7/new"));
      edit.put(Edits.path("x".repeat(255)), BytesContent.of(new byte[1]));
      after = Edits.written(before, edit.plan());
    }
    int sum = 0;
    for (int i = 0; i < 2048; i++) {
      sum += after[16 * 2048 + i] & 0xff;
    }
    try (IsoVolume volume = IsoVolume.open(MemoryBlockDevice.of(after))) {
      int at = (int) volume.descriptors().version() * 2048 + 2045;
      assertEquals(
          sum, (after[at] & 0xff) << 16 | (after[at + 1] & 0xff) << 8 | (after[at + 2] & 0xff));
      assertEquals(after.length, volume.totalBytes());
      assertTrue(volume.check().stream().noneMatch(f -> f.severity().word().equals("error")));
    }
  }

  @Test
  void bootImagesAndTheCatalogueStay() throws IOException {
    try (IsoVolume volume = IsoVolume.open(MediaImages.device("small-r.iso"))) {
      VolumeEdit edit = volume.edit(TIME);
      assertThrows(FileSystemException.class, () -> edit.remove(Edits.path("boot/cdboot")));
      assertThrows(
          FileSystemException.class,
          () -> edit.put(Edits.path("boot.catalog"), BytesContent.of(new byte[1])));
    }
  }
}
