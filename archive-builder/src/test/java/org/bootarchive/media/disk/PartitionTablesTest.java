package org.bootarchive.media.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.bootarchive.media.testing.MediaImages;
import org.bootarchive.ufs.Ufs;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.testing.Testdata;
import org.junit.jupiter.api.Test;

/** Partition tables are read as the kernel and the loader read them. */
class PartitionTablesTest {
  private static final Map<String, byte[]> IMAGES = new HashMap<>();

  @Test
  void everySliceIsWhereTheTablesSay() throws IOException {
    List<String> table = Files.readAllLines(Testdata.of().resolve("media/disks/slices.tsv"));
    int compared = 0;
    for (String line : table) {
      List<String> expected = Splitter.on('\t').splitToList(line);
      if (line.startsWith("#") || line.isEmpty()) {
        continue;
      }
      String name = expected.get(2);
      Partition found =
          PartitionTables.read(MediaImages.device("disks/" + expected.get(0))).stream()
              .filter(partition -> called(partition).contains(name))
              .findFirst()
              .orElseThrow(() -> new AssertionError(line));
      assertEquals(expected.get(4), Long.toString(found.firstSector()), line);
      assertEquals(expected.get(5), Long.toString(found.sectors()), line);
      if (found.scheme() == Scheme.VTOC || name.startsWith("p")) {
        assertEquals(expected.get(3), found.type(), line);
      }
      compared++;
    }
    assertEquals(17, compared);
  }

  private static List<String> called(Partition partition) {
    return partition.scheme() == Scheme.GPT
        ? List.of(partition.name(), "s" + (partition.number() - 1))
        : List.of(partition.name());
  }

  @Test
  void aLabelWithAWrongSumIsNone() throws IOException {
    assertEquals(List.of(), PartitionTables.read(MediaImages.device("disks/sun-label-badsum.img")));
    assertTrue(
        PartitionTables.read(MediaImages.device("disks/vtoc-badsum.img")).stream()
            .noneMatch(Partition::isSlice));
  }

  @Test
  void aUfsInASliceIsOpenedLikeAnImage() throws IOException {
    for (String name : List.of("mbr-vtoc", "sun-label", "gpt", "gpt-backup-only")) {
      int slice = name.startsWith("gpt") ? 1 : 0;
      try (Medium medium = Medium.open(MediaImages.packed("disks/" + name + ".img"), done -> {})) {
        Medium.Part part = medium.part(PartChoice.ofSlice(slice));
        assertEquals(PartContent.UFS, part.content(), name);
        try (FileSystem files = Ufs.open(medium.device(part));
            var top = Files.list(files.getPath("/"))) {
          assertTrue(top.count() > 2, name);
        }
        assertEquals(PartContent.UFS, medium.part(PartChoice.ofOffset(part.offset())).content());
      }
    }
  }

  @Test
  void aPartThatIsNotThereIsRefusedWithWhatIs() throws IOException {
    try (Medium medium = Medium.open(MediaImages.packed("disks/mbr-vtoc.img"), done -> {})) {
      CorruptImageException refused =
          assertThrows(CorruptImageException.class, () -> medium.part(PartChoice.ofSlice(5)));
      assertTrue(
          refused.getMessage().contains("it has no slice 5: p1 MBR 0x0c"), refused.getMessage());
    }
  }

  @Property(tries = 500)
  void hostileTablesAreReadWithinTheDisk(@ForAll int seed) throws IOException {
    List<String> names =
        List.of("mbr-vtoc", "mbr-two-solaris", "gpt", "sun-label", "vtoc-nombr", "gpt-backup-only");
    Random random = new Random(seed);
    byte[] image = image(names.get(random.nextInt(names.size())));
    int count = 1 + random.nextInt(40);
    for (int i = 0; i < count; i++) {
      image[random.nextInt(2048)] = (byte) random.nextInt(256);
    }
    // Sums are right again, so that what is behind them is looked at.
    if (random.nextBoolean()) {
      repairSum(image, 0);
      repairSum(image, 512);
    }
    for (Partition partition : PartitionTables.read(MemoryBlockDevice.of(image))) {
      assertTrue(partition.firstSector() >= 0 && partition.sectors() > 0, partition.toString());
      assertTrue(partition.offset() >= 0 && partition.bytes() > 0, partition.toString());
    }
  }

  private static void repairSum(byte[] image, int sector) {
    int high = 0;
    int low = 0;
    for (int i = 0; i < 510; i += 2) {
      high ^= image[sector + i];
      low ^= image[sector + i + 1];
    }
    image[sector + 510] = (byte) high;
    image[sector + 511] = (byte) low;
  }

  private static byte[] image(String name) throws IOException {
    if (!IMAGES.containsKey(name)) {
      IMAGES.put(name, MediaImages.bytes("disks/" + name + ".img"));
    }
    return IMAGES.get(name).clone();
  }
}
