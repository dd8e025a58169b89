package org.bootarchive.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Files that boot loaders take for kernels. */
public final class Kernels {
  private static final int BYTES = 4096;
  private static final int MULTIBOOT_1 = 64;
  private static final int MULTIBOOT_2 = 128;

  private Kernels() {}

  /** Returns a file with both Multiboot headers, as illumos' kernel has them, and nothing else. */
  public static byte[] multiboot() {
    byte[] kernel = new byte[BYTES];
    ByteBuffer words = ByteBuffer.wrap(kernel).order(ByteOrder.LITTLE_ENDIAN);
    words.putInt(MULTIBOOT_1, 0x1badb002).putInt(MULTIBOOT_1 + 8, -0x1badb002);
    words.putInt(MULTIBOOT_2, 0xe85250d6).putInt(MULTIBOOT_2 + 8, 16);
    words.putInt(MULTIBOOT_2 + 12, -(0xe85250d6 + 16));
    return kernel;
  }
}
