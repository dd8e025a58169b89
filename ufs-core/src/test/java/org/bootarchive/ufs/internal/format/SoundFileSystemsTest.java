package org.bootarchive.ufs.internal.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.disk.CylinderGroup;
import org.bootarchive.ufs.disk.CylinderSummary;
import org.bootarchive.ufs.disk.ImageFormat;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.disk.SuperblockField;
import org.bootarchive.ufs.format.DiskGeometry;
import org.bootarchive.ufs.format.FormatOptions;
import org.bootarchive.ufs.format.FormatRefusedException;

/** Whatever is asked for is refused or makes a file system in which every count is right. */
class SoundFileSystemsTest {
  private static final int LOST_FOUND = 3;
  private static final RandomDistribution UNIFORM = RandomDistribution.uniform();

  @Property
  void whatIsNotRefusedIsSound(@ForAll("options") FormatOptions options) throws IOException {
    MemoryBlockDevice device = MemoryBlockDevice.ofSize((int) options.fileBytes());
    Superblock superblock;
    try {
      superblock = UfsFormat.format(device, options);
    } catch (FormatRefusedException e) {
      Statistics.label("outcome").collect("refused");
      assertFalse(e.getMessage().isBlank());
      assertAllZero(device);
      return;
    }
    Statistics.label("outcome").collect("made");
    Statistics.label("outcome")
        .coverage(coverage -> coverage.check("made").percentage(share -> share >= 30));
    Statistics.label("groups").collect(Math.min(superblock.groupCount(), 4));
    Statistics.label("tables").collect(superblock.get(SuperblockField.CPC) != 0);
    assertEquals(superblock, ImageFormat.readSuperblock(device));
    assertTrue(superblock.isClean());
    assertTrue(superblock.sizeInBytes() <= options.fileBytes());
    assertEquals(options.byteOrder(), superblock.byteOrder());
    recount(superblock, device);
  }

  @Property
  void aPlanAgreesWithTheSuperblockAtAnySize(@ForAll("hugeOptions") FormatOptions options)
      throws IOException {
    Geometry geometry;
    try {
      geometry = UfsFormat.plan(options);
    } catch (FormatRefusedException e) {
      assertFalse(e.getMessage().isBlank());
      return;
    }
    Superblock superblock = UfsFormat.superblock(options);
    assertEquals(geometry.sizeInFragments(), superblock.sizeInFragments());
    assertEquals(geometry.inodeCount(), superblock.inodeCount());
    assertEquals(geometry.summaryFragment(), superblock.get(SuperblockField.CSADDR));
    int last = geometry.groups() - 1;
    assertEquals(
        geometry.groupBase(last) + geometry.groupStagger(last), superblock.groupStart(last));
    assertTrue(superblock.firstDataFragment(last) <= superblock.sizeInFragments());
    assertTrue(superblock.sizeInBytes() <= options.fileBytes());
  }

  @Provide
  Arbitrary<FormatOptions> options() {
    Arbitrary<Integer> any = Arbitraries.integers().between(0, 6 << 20).withDistribution(UNIFORM);
    Arbitrary<Integer> edges = Arbitraries.integers().between(0, 6 << 20);
    return Arbitraries.frequencyOf(Tuple.of(9, any), Tuple.of(1, edges))
        .flatMap(bytes -> options(bytes, disks(bytes), groups()));
  }

  @Provide
  Arbitrary<FormatOptions> hugeOptions() {
    return Arbitraries.longs()
        .between(0, 40L << 30)
        .withDistribution(UNIFORM)
        .flatMap(
            bytes ->
                options(bytes, Arbitraries.just(DiskGeometry.lofi(bytes)), Arbitraries.just(0)));
  }

  private static Arbitrary<FormatOptions> options(
      long bytes, Arbitrary<DiskGeometry> disks, Arbitrary<Integer> cylindersPerGroup) {
    return Combinators.combine(
            disks,
            bytesPerInode(),
            Arbitraries.of(4096, 8192),
            Arbitraries.of(1, 2, 4, 8),
            cylindersPerGroup,
            Arbitraries.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN),
            Arbitraries.integers(),
            Arbitraries.integers())
        .as(
            (disk, nbpi, block, fragments, cylinders, order, time, seed) ->
                new FormatOptions(
                    bytes, disk, nbpi, block, block / fragments, cylinders, order, time, seed));
  }

  private static Arbitrary<Integer> bytesPerInode() {
    return Arbitraries.frequencyOf(
        Tuple.of(8, Arbitraries.integers().between(512, 20000).withDistribution(UNIFORM)),
        Tuple.of(1, Arbitraries.integers().between(20000, 3 << 20)),
        Tuple.of(1, Arbitraries.integers().between(-1, 600)));
  }

  private static Arbitrary<Integer> groups() {
    return Arbitraries.frequencyOf(
        Tuple.of(2, Arbitraries.just(0)), Tuple.of(3, Arbitraries.integers().between(4, 40)));
  }

  /** Tracks of one's own: cylinders that hold some blocks, so that groups can be small. */
  private static Arbitrary<DiskGeometry> disks(long bytes) {
    Arbitrary<DiskGeometry> tracks =
        Combinators.combine(
                Arbitraries.integers().between(5, 80).withDistribution(UNIFORM),
                Arbitraries.integers().between(1, 8).withDistribution(UNIFORM))
            .as((sectors, count) -> DiskGeometry.ofTracks(bytes, sectors, count));
    Arbitrary<DiskGeometry> evenTracks =
        Combinators.combine(Arbitraries.of(8, 16, 32, 64), Arbitraries.of(1, 2, 3, 4, 6))
            .as((sectors, count) -> DiskGeometry.ofTracks(bytes, sectors, count));
    Arbitrary<DiskGeometry> anyTracks =
        Combinators.combine(
                Arbitraries.integers().between(1, 40000), Arbitraries.integers().between(1, 100))
            .as((sectors, count) -> DiskGeometry.ofTracks(bytes, sectors, count));
    return Arbitraries.frequencyOf(
        Tuple.of(3, Arbitraries.just(DiskGeometry.lofi(bytes))),
        Tuple.of(3, tracks),
        Tuple.of(3, evenTracks),
        Tuple.of(1, anyTracks));
  }

  private static void assertAllZero(MemoryBlockDevice device) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) device.size());
    device.read(0, bytes);
    assertEquals(0, BitSet.valueOf(bytes.rewind()).cardinality());
  }

  /** Counts again, from the maps and from where the tables and directories lie. */
  private static void recount(Superblock superblock, MemoryBlockDevice device) throws IOException {
    BitSet used = usedFragments(superblock, device);
    CylinderSummary total = CylinderSummary.ZERO;
    long data = 0;
    ByteBuffer summaries =
        ByteBuffer.allocate((int) superblock.summaryBytes()).order(superblock.byteOrder());
    device.read(superblock.summaryOffset(), summaries);
    for (int number = 0; number < superblock.groupCount(); number++) {
      ByteBuffer copy = ByteBuffer.allocate(Superblock.BYTES);
      device.read(superblock.fragmentOffset(superblock.superblockFragment(number)), copy);
      assertEquals(superblock, Superblock.decode(copy.rewind(), superblock.byteOrder()));
      CylinderGroup group = group(superblock, device, number);
      CylinderSummary counted = new GroupRecount(superblock, group, used).check();
      assertEquals(counted, group.summary(), "group " + number);
      assertEquals(counted, CylinderSummary.decode(summaries, number * CylinderSummary.BYTES));
      total = total.plus(counted);
      data += group.fragments() - tableFragments(superblock, number);
    }
    assertEquals(total, superblock.totals());
    assertEquals(data, superblock.get(SuperblockField.DSIZE));
  }

  /** Fragments that never hold data: before the tables of group 0, tables, the summary area. */
  private static long tableFragments(Superblock superblock, int group) {
    long end = superblock.firstDataFragment(group) - superblock.groupBase(group);
    return group == 0
        ? end + superblock.get(SuperblockField.CSSIZE) / superblock.fragmentBytes()
        : end - (superblock.superblockFragment(group) - superblock.groupBase(group));
  }

  private static CylinderGroup group(Superblock superblock, MemoryBlockDevice device, int number)
      throws IOException {
    ByteBuffer block = ByteBuffer.allocate(superblock.blockBytes()).order(superblock.byteOrder());
    device.read(superblock.fragmentOffset(superblock.groupBlockFragment(number)), block);
    return CylinderGroup.of(superblock, number, block);
  }

  private static BitSet usedFragments(Superblock superblock, MemoryBlockDevice device)
      throws IOException {
    BitSet used = new BitSet(superblock.sizeInFragments());
    for (int group = 0; group < superblock.groupCount(); group++) {
      int from = group == 0 ? 0 : (int) superblock.superblockFragment(group);
      used.set(from, (int) superblock.firstDataFragment(group));
    }
    int summary = superblock.get(SuperblockField.CSADDR);
    int perFragment = superblock.fragmentBytes();
    used.set(summary, summary + superblock.get(SuperblockField.CSSIZE) / perFragment);
    for (int inode : new int[] {Inode.ROOT, LOST_FOUND}) {
      ByteBuffer bytes = ByteBuffer.allocate(Inode.BYTES).order(superblock.byteOrder());
      device.read(superblock.inodeOffset(inode), bytes);
      Inode directory = Inode.decode(bytes, 0);
      int at = directory.direct().get(0);
      int fragments = directory.sectorCount() * 512 / perFragment;
      assertEquals(-1, used.get(at, at + fragments).nextSetBit(0), "claimed twice");
      used.set(at, at + fragments);
    }
    return used;
  }
}
