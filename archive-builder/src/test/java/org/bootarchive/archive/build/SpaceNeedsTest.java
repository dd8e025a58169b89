package org.bootarchive.archive.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bootarchive.archive.source.SourceTree;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.format.FormatOptions;
import org.bootarchive.ufs.testing.EmptyImages;
import org.bootarchive.ufs.text.FileName;
import org.bootarchive.ufs.volume.NewFile;
import org.bootarchive.ufs.volume.WritableVolume;
import org.bootarchive.ufs.volume.WriteOptions;

class SpaceNeedsTest {
  private static final int BLOCK_BYTES = 4096;
  private static final int FRAGMENT_BYTES = 1024;

  private static SpaceNeeds needs(WritableVolume volume) throws IOException {
    SourceTree tree = VolumeSource.of(volume).read(SourceDate.UNLIMITED);
    return SpaceNeeds.of(tree.root(), BLOCK_BYTES, FRAGMENT_BYTES);
  }

  @Property(tries = 100)
  void aFileWithHolesNeedsWhatItHas(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int pieces) throws IOException {
    Random random = new Random(seed);
    byte[] image = EmptyImages.format(FormatOptions.smartOs(4 << 20));
    try (WritableVolume volume =
        WritableVolume.open(MemoryBlockDevice.of(image), WriteOptions.at(Instant.EPOCH))) {
      SpaceNeeds before = needs(volume);
      long file = volume.createFile(Inode.ROOT, FileName.of("f"), new NewFile(0644, 0, 0));
      long at = 0;
      for (int i = 0; i < pieces; i++) {
        volume.write(file, at, ByteBuffer.allocate(random.nextInt(60_000)));
        at = volume.inode(file).size() + (1L << random.nextInt(i < 6 ? 20 : 36));
        volume.extendWithHole(file, at);
      }
      SpaceNeeds after = needs(volume);
      long held = volume.inode(file).sectorCount() * 512L / FRAGMENT_BYTES;
      assertEquals(held, after.fragments() - before.fragments());
    }
  }
}
