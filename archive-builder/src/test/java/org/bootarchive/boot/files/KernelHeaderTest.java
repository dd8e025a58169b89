package org.bootarchive.boot.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.bootarchive.boot.config.BootLoader;
import org.bootarchive.testing.Kernels;
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
}
