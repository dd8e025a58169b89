package org.bootarchive.ufs.testing;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import net.jqwik.api.arbitraries.StringArbitrary;
import org.bootarchive.ufs.disk.DeviceNumber;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.InodeTime;
import org.bootarchive.ufs.testing.TreeNode.Attributes;
import org.bootarchive.ufs.text.FileName;

/**
 * Arbitraries of {@link TreeEntry}s, with the values at which file systems break: for what only a
 * volume can hold, such as devices, ids, holes and names of any bytes. {@link FileTrees} makes
 * trees that every file system of {@code java.nio.file} takes.
 */
public final class TreeEntries {
  private static final int LONGEST_TARGET = 1023;

  /** One more is no id: chown takes it for the one that is there. */
  private static final long LARGEST_ID = 0xfffffffeL;

  private TreeEntries() {}

  /**
   * Returns lists of steps that make trees.
   *
   * @param blockBytes of the file system that they go to: sizes lie around its limits
   * @param fragmentBytes of that file system
   * @param entries the most steps
   */
  public static Arbitrary<List<TreeEntry>> of(int blockBytes, int fragmentBytes, int entries) {
    Arbitrary<Integer> parents =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.integers().between(0, 1000)),
            Tuple.of(1, Arbitraries.just(-1)));
    return Combinators.combine(parents, names(), nodes(blockBytes, fragmentBytes))
        .as(TreeEntry::new)
        .list()
        .ofMaxSize(entries)
        .withSizeDistribution(RandomDistribution.uniform());
  }

  /** Returns names: plain ones, ones of any bytes, and ones as long as can be. */
  public static Arbitrary<FileName> names() {
    Arbitrary<Byte> bytes = Arbitraries.bytes().filter(b -> b != 0 && b != '/');
    return Arbitraries.frequencyOf(
            Tuple.of(
                4,
                Arbitraries.strings()
                    .alpha()
                    .numeric()
                    .ofMinLength(1)
                    .ofMaxLength(14)
                    .map(FileName::of)),
            Tuple.of(2, bytes.array(byte[].class).ofMinSize(1).ofMaxSize(40).map(FileName::of)),
            Tuple.of(
                1,
                bytes
                    .array(byte[].class)
                    .ofMinSize(FileName.MAX_BYTES - 4)
                    .ofMaxSize(FileName.MAX_BYTES)
                    .map(FileName::of)))
        .filter(name -> !name.isDots());
  }

  /** Returns sizes around the limits of fragments, blocks and indirect blocks, in bytes. */
  public static Arbitrary<Long> sizes(int blockBytes, int fragmentBytes) {
    long direct = 12L * blockBytes;
    long single = direct + blockBytes / 4L * blockBytes;
    Arbitrary<Long> units =
        Arbitraries.frequencyOf(
            Tuple.of(8, between(0, 8).map(n -> n * fragmentBytes)),
            Tuple.of(6, between(1, 14).map(n -> n * blockBytes)),
            Tuple.of(4, Arbitraries.of(direct, direct + fragmentBytes, direct + blockBytes)),
            Tuple.of(1, Arbitraries.of(single, single + fragmentBytes, single + blockBytes)));
    return Combinators.combine(units, between(-1, 1))
        .as((size, change) -> Math.max(0, size + change));
  }

  private static Arbitrary<Long> between(long low, long high) {
    return Arbitraries.longs().between(low, high).withDistribution(RandomDistribution.uniform());
  }

  private static Arbitrary<TreeNode> nodes(int blockBytes, int fragmentBytes) {
    Arbitrary<Long> sizes = sizes(blockBytes, fragmentBytes);
    Arbitrary<Long> holes =
        Arbitraries.frequencyOf(Tuple.of(9, Arbitraries.just(0L)), Tuple.of(1, sizes));
    Arbitrary<TreeNode> files =
        Combinators.combine(
                attributes(),
                sizes,
                Arbitraries.integers().between(1, 4),
                Arbitraries.longs(),
                holes)
            .as(TreeNode.Regular::new);
    Arbitrary<TreeNode> links =
        Combinators.combine(attributes(), targets()).as(TreeNode.SymbolicLink::new);
    Arbitrary<TreeNode> devices =
        Combinators.combine(
                attributes(),
                Arbitraries.of(FileType.CHARACTER_DEVICE, FileType.BLOCK_DEVICE),
                deviceNumbers())
            .as(TreeNode.Device::new);
    Arbitrary<TreeNode> endpoints =
        Combinators.combine(attributes(), Arbitraries.of(FileType.FIFO, FileType.SOCKET))
            .as(TreeNode.Endpoint::new);
    return Arbitraries.frequencyOf(
        Tuple.of(8, files),
        Tuple.of(5, attributes().map(TreeNode.Directory::new)),
        Tuple.of(3, links),
        Tuple.of(2, devices),
        Tuple.of(1, endpoints),
        Tuple.of(2, Arbitraries.integers().between(0, 1000).map(TreeNode.SecondName::new)),
        Tuple.of(3, sizes.map(TreeNode.Passing::new)));
  }

  private static Arbitrary<String> targets() {
    StringArbitrary plain = Arbitraries.strings().alpha().withChars("./").ofMinLength(1);
    return Arbitraries.oneOf(
        plain.ofMaxLength(70),
        plain.ofMaxLength(LONGEST_TARGET),
        Arbitraries.strings()
            .withCharRange('\u0001', '\u00ff')
            .ofMinLength(1)
            .ofMaxLength(LONGEST_TARGET));
  }

  private static Arbitrary<DeviceNumber> deviceNumbers() {
    return Combinators.combine(
            Arbitraries.oneOf(
                Arbitraries.integers().between(0, 16383), Arbitraries.of(0, 127, 128, 4095, 4096)),
            Arbitraries.oneOf(
                Arbitraries.integers().between(0, 262143), Arbitraries.of(0, 255, 256)))
        .as(DeviceNumber::new)
        .filter(DeviceNumber::isRepresentable);
  }

  private static Arbitrary<Attributes> attributes() {
    Arbitrary<Long> ids =
        Arbitraries.oneOf(
            Arbitraries.longs().between(0, LARGEST_ID),
            Arbitraries.of(0L, 65534L, 65535L, 65536L, 0x7fffffffL, 0x80000000L, LARGEST_ID));
    Arbitrary<InodeTime> times =
        Combinators.combine(Arbitraries.integers(), Arbitraries.integers().between(0, 999999))
            .as(InodeTime::new);
    return Combinators.combine(
            Arbitraries.integers().between(0, 07777).withDistribution(RandomDistribution.uniform()),
            ids,
            ids,
            times,
            times,
            times)
        .as(Attributes::new);
  }
}
