package org.bootarchive.media.fat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.bootarchive.media.testing.MediaImages;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.internal.device.CopyOnWriteBlockDevice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Empty file systems are those of illumos' mkfs. */
class FatFormatTest {
  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

  /** Zeros without memory. */
  private record Zeros(long size) implements BlockDevice {
    @Override
    public void read(long offset, ByteBuffer target) {
      while (target.hasRemaining()) {
        target.put((byte) 0);
      }
    }

    @Override
    public void close() {}
  }

  @ParameterizedTest
  @CsvSource({
    "524288, 1, 4064, 8160, 516128",
    "3244032, 1, 25148, 50328, 3193704",
    "15079424, 4, 29395, 58822, 3755150"
  })
  void theFileSystemsOfKeysHaveTheirSizes(
      long sectors, int clusterSectors, long fatSectors, long dataSector, long clusters)
      throws IOException {
    CopyOnWriteBlockDevice device = CopyOnWriteBlockDevice.over(new Zeros(sectors * 512));
    FatFormat.format(device, "SMARTOSBOOT", TIME);
    try (FatVolume volume = FatVolume.open(device)) {
      FatGeometry made = volume.geometry();
      assertEquals(clusterSectors, made.clusterSectors());
      assertEquals(fatSectors, made.fatSectors());
      assertEquals(dataSector * 512, made.dataOffset());
      assertEquals(clusters, made.clusterCount());
      assertEquals("SMARTOSBOOT", volume.label());
      assertEquals(List.of(), volume.list(volume.root()));
      assertEquals(List.of(), volume.check());
    }
  }

  @Test
  void theBootSectorIsThatOfAKeyButForWhereItLies() throws IOException {
    byte[] key = MediaImages.bytes("smartos-mini.usb");
    byte[] expected = Arrays.copyOfRange(key, 73728 * 512, 73728 * 512 + 512);
    CopyOnWriteBlockDevice device = CopyOnWriteBlockDevice.over(new Zeros(81920 * 512L));
    FatFormat.format(device, "SMARTOSBOOT", TIME);
    byte[] made = new byte[512];
    device.read(0, ByteBuffer.wrap(made));
    assertArrayEquals(Arrays.copyOf(expected, 24), Arrays.copyOf(made, 24));
    assertArrayEquals(Arrays.copyOfRange(expected, 32, 90), Arrays.copyOfRange(made, 32, 90));
  }

  @Test
  void whatIsTooSmallForAFat32IsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> FatFormat.format(MemoryBlockDevice.ofSize(1 << 20), "", TIME));
    assertThrows(
        IllegalArgumentException.class,
        () -> FatFormat.format(CopyOnWriteBlockDevice.over(new Zeros(1 << 27)), "lower", TIME));
  }
}
