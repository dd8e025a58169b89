package org.bootarchive.ufs.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.statistics.Statistics;
import org.bootarchive.ufs.check.CheckReport;
import org.bootarchive.ufs.check.UfsCheck;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.format.DiskGeometry;
import org.bootarchive.ufs.format.FormatOptions;
import org.bootarchive.ufs.internal.format.UfsFormat;
import org.bootarchive.ufs.testing.Fixtures;
import org.bootarchive.ufs.testing.Recount;
import org.bootarchive.ufs.volume.VolumeOperations.Operation;

/** After any operations a volume holds what it should, and every count in it is right. */
class VolumeChangesTest {
  private static final Map<String, byte[]> IMAGES = new HashMap<>();

  /** A file system to start from. */
  record Shape(
      ByteOrder order, int blockBytes, int fragments, boolean manyGroups, int bytesPerInode) {
    byte[] image() throws IOException {
      int bytes = manyGroups ? 3 << 20 : 1 << 20;
      FormatOptions options =
          FormatOptions.smartOs(bytes)
              .withBytesPerInode(bytesPerInode)
              .withBlocks(blockBytes, blockBytes / fragments)
              .withByteOrder(order);
      if (manyGroups) {
        options = options.withDisk(DiskGeometry.ofTracks(bytes, 64, 2)).withCylindersPerGroup(8);
      }
      MemoryBlockDevice device = MemoryBlockDevice.ofSize(bytes);
      UfsFormat.format(device, options);
      byte[] image = new byte[bytes];
      device.read(0, java.nio.ByteBuffer.wrap(image));
      return image;
    }
  }

  @Property(tries = 800)
  void emptyVolumesOfEveryShape(
      @ForAll("shapes") Shape shape, @ForAll("operations") List<Operation> operations)
      throws IOException {
    byte[] image = IMAGES.get(shape.toString());
    if (image == null) {
      image = shape.image();
      IMAGES.put(shape.toString(), image);
    }
    run(image.clone(), operations);
  }

  @Property(tries = 400)
  void volumesThatHoldSomething(
      @ForAll("soundImages") String name, @ForAll("operations") List<Operation> operations)
      throws IOException {
    run(IMAGES.computeIfAbsent(name, Fixtures::checkImage).clone(), operations);
  }

  private static void run(byte[] image, List<Operation> operations) throws IOException {
    byte[] before = image.clone();
    VolumeOperations run = new VolumeOperations(image);
    for (Operation operation : operations) {
      run.run(operation);
    }
    run.finish();
    Statistics.label("out of space").collect(run.outOfSpace() > 0);
    Statistics.label("out of space")
        .coverage(coverage -> coverage.check(true).percentage(share -> share > 10));
    assertEquals(List.of(), Recount.problems(image));
    CheckReport report = UfsCheck.check(MemoryBlockDevice.of(image));
    assertTrue(report.clean(), () -> report.findings().toString());
    Superblock superblock = Volume.open(MemoryBlockDevice.of(image)).superblock();
    assertTrue(Recount.sameCopies(before, image, superblock), "a superblock copy changed");
  }

  @Provide
  Arbitrary<Shape> shapes() {
    return Combinators.combine(
            Arbitraries.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN),
            Arbitraries.of(4096, 8192),
            Arbitraries.of(1, 2, 4, 8),
            Arbitraries.of(true, false),
            Arbitraries.of(2048, 8192, 60_000))
        .as(Shape::new);
  }

  @Provide
  Arbitrary<String> soundImages() {
    return Arbitraries.of(Fixtures.cleanCheckImages()).filter(name -> !name.contains("19"));
  }

  @Provide
  Arbitrary<List<Operation>> operations() {
    Arbitrary<Integer> any =
        Arbitraries.integers()
            .between(0, 0xffff)
            .withDistribution(RandomDistribution.uniform())
            .withoutEdgeCases();
    return Combinators.combine(
            Arbitraries.integers()
                .between(0, VolumeOperations.KINDS - 1)
                .withDistribution(RandomDistribution.uniform())
                .withoutEdgeCases(),
            any,
            any,
            any)
        .as(Operation::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(150)
        .withSizeDistribution(RandomDistribution.uniform());
  }
}
