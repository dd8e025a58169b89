package org.bootarchive.ufs.testing;

import java.nio.ByteOrder;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import org.bootarchive.ufs.format.FormatOptions;
import org.bootarchive.ufs.format.FormatRefusedException;
import org.bootarchive.ufs.internal.format.UfsFormat;

/** Arbitrary file systems, of many shapes and with all kinds of files. */
public final class SampleImages {
  private static final int SMALLEST = 2 << 20;
  private static final int LARGEST = 24 << 20;

  private SampleImages() {}

  /**
   * Returns file systems of 2 to 24 MiB; they shrink to small ones of the usual block sizes with
   * few files.
   *
   * @param entries the most steps
   */
  public static Arbitrary<SampleImage> images(int entries) {
    return shapes()
        .flatMap(
            options ->
                TreeEntries.of(options.blockBytes(), options.fragmentBytes(), entries)
                    .map(tree -> new SampleImage(options, tree)));
  }

  /** Returns options that newfs makes a file system of. */
  public static Arbitrary<FormatOptions> shapes() {
    Arbitrary<Integer> blockBytes = Arbitraries.of(4096, 8192);
    Arbitrary<Integer> fragments = Arbitraries.of(4, 8, 2, 1);
    return Combinators.combine(
            Arbitraries.integers().between(SMALLEST, LARGEST).withDistribution(uniform()),
            blockBytes,
            fragments,
            Arbitraries.of(FormatOptions.ROOT_BYTES_PER_INODE, 2048, 512, 65536),
            Arbitraries.of(0, 1, 3, 16),
            Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.just(ByteOrder.LITTLE_ENDIAN)),
                Tuple.of(1, Arbitraries.just(ByteOrder.BIG_ENDIAN))),
            Arbitraries.integers())
        .as(
            (size, block, perBlock, bytesPerInode, cylinders, order, time) ->
                FormatOptions.smartOs(size)
                    .withBlocks(block, block / perBlock)
                    .withBytesPerInode(bytesPerInode)
                    .withCylindersPerGroup(cylinders)
                    .withByteOrder(order)
                    .withTime(time))
        .filter(SampleImages::isPossible);
  }

  private static RandomDistribution uniform() {
    return RandomDistribution.uniform();
  }

  private static boolean isPossible(FormatOptions options) {
    try {
      UfsFormat.plan(options);
      return true;
    } catch (FormatRefusedException e) {
      return false;
    }
  }
}
