package org.bootarchive.ufs.testing;

import java.nio.ByteOrder;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.bootarchive.ufs.format.FormatOptions;
import org.bootarchive.ufs.format.FormatRefusedException;
import org.bootarchive.ufs.internal.format.UfsFormat;

/** Arbitraries of the shapes that a file system can have. */
public final class ImageShapes {
  private static final int KIB = 1024;

  private ImageShapes() {}

  /**
   * Returns shapes of small file systems: either byte order, blocks of 4096 or 8192 bytes, every
   * fragment that goes with them, few or many inodes, one or several cylinder groups. They shrink
   * to small little-endian ones.
   *
   * @param leastKib the least size of the image in KiB, 1024 or more
   * @param mostKib the largest size of the image in KiB
   */
  public static Arbitrary<FormatOptions> shapes(int leastKib, int mostKib) {
    Arbitrary<Integer> kib = Arbitraries.integers().between(leastKib, mostKib);
    Arbitrary<Integer> block = Arbitraries.of(4096, 8192);
    Arbitrary<Integer> fragment = Arbitraries.of(1024, 512, 2048, 4096, 8192);
    Arbitrary<Integer> bytesPerInode = Arbitraries.of(12248, 2048, 4096, 8192, 40_000);
    Arbitrary<Integer> cylinders = Arbitraries.of(0, 1, 2, 16);
    Arbitrary<ByteOrder> order = Arbitraries.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN);
    return Combinators.combine(kib, block, fragment, bytesPerInode, cylinders, order)
        .as(
            (size, blockBytes, fragmentBytes, density, perGroup, byteOrder) ->
                FormatOptions.smartOs((long) size * KIB)
                    .withBlocks(blockBytes, fragmentBytes)
                    .withBytesPerInode(density)
                    .withCylindersPerGroup(perGroup)
                    .withByteOrder(byteOrder))
        .filter(ImageShapes::canBe);
  }

  private static boolean canBe(FormatOptions options) {
    try {
      UfsFormat.plan(options);
      return options.fragmentBytes() <= options.blockBytes()
          && options.blockBytes() <= 8 * options.fragmentBytes();
    } catch (FormatRefusedException e) {
      return false;
    }
  }
}
