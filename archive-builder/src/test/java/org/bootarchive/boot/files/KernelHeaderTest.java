package org.bootarchive.boot.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.bootarchive.boot.config.BootLoader;
import org.bootarchive.testing.Kernels;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KernelHeaderTest {
  private static final int MAGIC_1 = 0x1badb002;

  private static KernelHeader withHeader1(int at, int sum, int length) {
    byte[] file = new byte[length];
    ByteBuffer words = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    words.putInt(at, MAGIC_1).putInt(at + 4, 3).putInt(at + 8, sum);
    return KernelHeader.of(file);
  }

  @ParameterizedTest
  @EnumSource(BootLoader.class)
  void everyLoaderStartsAKernelWithBothHeadersAndNoText(BootLoader loader) {
    assertTrue(KernelHeader.of(Kernels.multiboot()).isBootable(loader));
    byte[] text = new byte[10_000];
    Arrays.fill(text, (byte) 'x');
    assertFalse(KernelHeader.of(text).isBootable(loader));
    assertFalse(KernelHeader.of(new byte[0]).isBootable(loader));
  }

  @Test
  void theFirstHeaderLiesWithin8192BytesAndItsWordsAddUpToNothing() {
    assertTrue(withHeader1(8180, -(MAGIC_1 + 3), 20_000).multiboot1());
    assertFalse(withHeader1(8184, -(MAGIC_1 + 3), 20_000).multiboot1());
    assertFalse(withHeader1(64, -(MAGIC_1 + 2), 20_000).multiboot1());
    assertFalse(withHeader1(66, -(MAGIC_1 + 3), 20_000).multiboot1());
  }

  @Test
  void theSecondHeaderLiesWithin32768Bytes() {
    byte[] kernel = Kernels.multiboot();
    byte[] late = new byte[40_000];
    System.arraycopy(kernel, 128, late, 32_752, 16);
    assertTrue(KernelHeader.of(late).multiboot2());
    System.arraycopy(kernel, 128, late, 32_760, 16);
    assertFalse(KernelHeader.of(Arrays.copyOfRange(late, 8, 40_000)).multiboot1());
    Arrays.fill(late, 32_752, 32_760, (byte) 0);
    assertFalse(KernelHeader.of(late).multiboot2());
  }

  @Test
  void aKernelOfTheSecondHeaderAloneIsForGrub2AndTheLoader() {
    byte[] kernel = Kernels.multiboot();
    Arrays.fill(kernel, 64, 76, (byte) 0);
    KernelHeader header = KernelHeader.of(kernel);
    assertFalse(header.isBootable(BootLoader.GRUB));
    assertFalse(header.isBootable(BootLoader.IPXE));
    assertFalse(header.isBootable(BootLoader.SYSLINUX));
    assertTrue(header.isBootable(BootLoader.GRUB2));
    assertTrue(header.isBootable(BootLoader.LOADER));
  }

  @Test
  void anExecutableWithoutAHeaderStandsInForTheKernel() {
    byte[] elf = new byte[100];
    byte[] start = {0x7f, 'E', 'L', 'F', 2, 1, 1};
    System.arraycopy(start, 0, elf, 0, start.length);
    elf[16] = 2;
    elf[18] = 62;
    assertEquals(new KernelHeader(false, false, true), KernelHeader.of(elf));
    assertTrue(KernelHeader.of(elf).isStandIn());
    elf[16] = 1;
    assertFalse(KernelHeader.of(elf).isStandIn());
  }

  private static byte[] gzipped(byte[] content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(content);
    }
    return packed.toByteArray();
  }

  @ParameterizedTest
  @EnumSource(BootLoader.class)
  void everyLoaderButIpxeUnpacksAKernel(BootLoader loader) throws IOException {
    byte[] kernel = Arrays.copyOf(Kernels.multiboot(), 300_000);
    byte[] noise = new byte[200_000];
    new Random(1).nextBytes(noise);
    System.arraycopy(noise, 0, kernel, 100_000, noise.length);
    BlockDevice packed = MemoryBlockDevice.of(gzipped(kernel));
    assertEquals(loader != BootLoader.IPXE, KernelHeader.read(packed, loader).isBootable(loader));
    assertTrue(KernelHeader.read(MemoryBlockDevice.of(kernel), loader).isBootable(loader));
  }

  @Test
  void aDamagedGzipFileHasNoKernelInIt() throws IOException {
    byte[] packed = gzipped(Arrays.copyOf(Kernels.multiboot(), 40_000));
    byte[] cut = Arrays.copyOf(packed, packed.length / 2);
    assertEquals(0, KernelHeader.asSeen(cut, BootLoader.GRUB).length);
    byte[] bad = packed.clone();
    Arrays.fill(bad, 12, 20, (byte) 0xff);
    assertFalse(
        KernelHeader.read(MemoryBlockDevice.of(bad), BootLoader.LOADER)
            .isBootable(BootLoader.LOADER));
  }

  /** Bytes that do not compress are somewhat longer in a gzip file. */
  @Test
  void theWholeStartIsSeenOfWhatDoesNotCompress() throws IOException {
    byte[] noise = new byte[100_000];
    new Random(2).nextBytes(noise);
    byte[] head = Arrays.copyOf(gzipped(noise), KernelHeader.HEAD_BYTES);
    assertArrayEquals(Arrays.copyOf(noise, 32768), KernelHeader.asSeen(head, BootLoader.GRUB2));
  }
}
