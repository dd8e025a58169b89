package org.bootarchive.archive.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bootarchive.archive.image.Content;
import org.bootarchive.archive.image.ZeroDevice;
import org.bootarchive.archive.source.Attributes;
import org.bootarchive.archive.source.SourceNode;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.disk.DeviceNumber;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.InodeTime;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.format.FormatOptions;
import org.bootarchive.ufs.internal.device.CopyOnWriteBlockDevice;
import org.bootarchive.ufs.internal.format.UfsFormat;
import org.bootarchive.ufs.text.FileName;
import org.bootarchive.ufs.volume.Extent;
import org.bootarchive.ufs.volume.FileMaker;
import org.bootarchive.ufs.volume.FreshVolume;
import org.bootarchive.ufs.volume.WritableVolume;
import org.bootarchive.ufs.volume.WriteOptions;
import org.junit.jupiter.api.Test;

/** What is written in one go is what the volume that can do everything writes, byte for byte. */
class FreshVolumeTest {
  private static final long BYTES = 24 << 20;
  private static final WriteOptions OPTIONS = WriteOptions.at(Instant.ofEpochSecond(1_700_000_000));

  private record Filled(ByteBuffer image, List<String> places, String failure) {}

  private interface Filling {
    Superblock fill(CopyOnWriteBlockDevice device, VolumeFiller.ContentSink sink)
        throws IOException;
  }

  @Property(tries = 60)
  void bothVolumesGiveTheSameBytes(
      @ForAll long seed,
      @ForAll boolean large,
      @ForAll boolean big,
      @ForAll @IntRange(max = 3) int shape)
      throws IOException {
    SourceNode root = new Trees(new Random(seed), large).root();
    int block = big || shape > 1 ? 8192 : 4096;
    int fragment = shape % 2 == 0 ? 1024 : block / (shape == 1 ? 8 : 1);
    FormatOptions format =
        FormatOptions.smartOs(BYTES)
            .withBlocks(block, fragment)
            .withByteOrder(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    assertSame(root, format);
  }

  @Test
  void aDirectoryOfManyNamesNeedsIndirectBlocksInBoth() throws IOException {
    SourceNode root = SourceNode.directory(Trees.ATTRIBUTES);
    Random random = new Random(7);
    for (int i = 0; i < 9000; i++) {
      root.put(
          FileName.of("n" + i + "x".repeat(random.nextInt(40))),
          SourceNode.special(FileType.FIFO, Trees.ATTRIBUTES));
    }
    assertSame(root, FormatOptions.smartOs(BYTES).withBytesPerInode(1024));
  }

  @Test
  void filesInLostAndFoundGoIntoTheChunksThatMkfsMade() throws IOException {
    SourceNode root = SourceNode.directory(Trees.ATTRIBUTES);
    SourceNode lost = SourceNode.directory(Trees.ATTRIBUTES);
    root.put(FileName.of("lost+found"), lost);
    for (int i = 0; i < 900; i++) {
      lost.put(
          FileName.of("#" + i), SourceNode.regular(Trees.ATTRIBUTES, new Sized(i * 10L, false)));
    }
    assertSame(root, FormatOptions.smartOs(BYTES));
  }

  /** The root grows out of its first place, which its directories' entries take, before that. */
  @Test
  void lostAndFoundIsFoundBehindManyNames() throws IOException {
    SourceNode root = SourceNode.directory(Trees.ATTRIBUTES);
    for (int i = 0; i < 300; i++) {
      SourceNode directory = SourceNode.directory(Trees.ATTRIBUTES);
      directory.put(
          FileName.of("file"), SourceNode.regular(Trees.ATTRIBUTES, new Sized(10, false)));
      root.put(FileName.of("d" + i), directory);
    }
    SourceNode lost = SourceNode.directory(Trees.ATTRIBUTES);
    lost.put(FileName.of("found"), SourceNode.special(FileType.FIFO, Trees.ATTRIBUTES));
    root.put(FileName.of("lost+found"), lost);
    assertSame(root, FormatOptions.smartOs(BYTES).withBytesPerInode(1024));
  }

  /**
   * Each has an indirect block: 10 MiB of them, more than are held before they go to the device.
   */
  @Test
  void moreMetadataThanIsHeldInMemoryGivesTheSameBytes() throws IOException {
    SourceNode root = SourceNode.directory(Trees.ATTRIBUTES);
    for (int i = 0; i < 2500; i++) {
      root.put(FileName.of("n" + i), SourceNode.regular(Trees.ATTRIBUTES, new EndOnly(60_000)));
    }
    assertSame(root, FormatOptions.smartOs(BYTES).withBytesPerInode(4096));
  }

  private static void assertSame(SourceNode root, FormatOptions format) throws IOException {
    Filled expected =
        filled(
            format,
            (device, sink) -> {
              WritableVolume volume = WritableVolume.open(device, OPTIONS);
              Map<Long, List<Extent>> placed = new HashMap<>();
              fill(
                  volume,
                  (inode, content, extents) -> {
                    sink.put(inode, content, extents);
                    placed.put(inode, extents);
                  },
                  root);
              volume.flush();
              for (Map.Entry<Long, List<Extent>> file : placed.entrySet()) {
                assertCovers(file.getValue(), volume.content(file.getKey()).extents());
              }
              return volume.superblock();
            });
    Filled actual =
        filled(
            format,
            (device, sink) -> {
              FreshVolume volume = FreshVolume.open(device, OPTIONS);
              fill(volume, sink, root);
              return volume.flush();
            });
    assertEquals(expected.failure(), actual.failure());
    if (expected.failure().isEmpty()) {
      assertEquals(expected.places(), actual.places());
      assertEquals(expected.image(), actual.image());
    }
  }

  /** What was said of a file's places is what its pointers say, up to the end of its fragments. */
  private static void assertCovers(List<Extent> placed, List<Extent> found) {
    List<Extent> parts = found.stream().filter(part -> !part.isHole()).toList();
    assertEquals(parts.size(), placed.size(), placed + " of " + found);
    for (int i = 0; i < parts.size(); i++) {
      assertEquals(parts.get(i).fileOffset(), placed.get(i).fileOffset());
      assertEquals(parts.get(i).deviceOffset(), placed.get(i).deviceOffset());
      long more = placed.get(i).bytes() - parts.get(i).bytes();
      assertTrue(i < parts.size() - 1 ? more == 0 : more >= 0 && more < 8192, placed::toString);
    }
  }

  private static void fill(FileMaker volume, VolumeFiller.ContentSink sink, SourceNode root)
      throws IOException {
    new VolumeFiller(volume, sink).fill(root);
  }

  private static Filled filled(FormatOptions format, Filling filling) throws IOException {
    CopyOnWriteBlockDevice device = CopyOnWriteBlockDevice.over(new ZeroDevice(format.fileBytes()));
    Superblock empty = UfsFormat.format(device, format);
    assertEquals(format.fileBytes(), device.size(), empty::toString);
    List<String> places = new ArrayList<>();
    try {
      Superblock full =
          filling.fill(
              device, (inode, content, extents) -> places.add(inode + " " + content + extents));
      places.add(full.totals().toString());
    } catch (IOException e) {
      return new Filled(ByteBuffer.allocate(0), places, e.toString());
    }
    ByteBuffer image = ByteBuffer.allocate((int) device.size());
    device.read(0, image);
    return new Filled(image.flip(), places, "");
  }

  /** Contents that nobody reads. */
  private record Sized(long size, boolean sparse) implements Content {
    private static final int BLOCK = 8192;

    @Override
    public ImmutableList<Extent> holes() {
      return sparse && size > 3 * BLOCK
          ? ImmutableList.of(new Extent(BLOCK, Extent.HOLE, BLOCK))
          : ImmutableList.of();
    }

    @Override
    public BlockDevice open() throws IOException {
      throw new IOException("is not to be read");
    }
  }

  /** Contents that are a hole but for the last block. */
  private record EndOnly(long size) implements Content {
    private static final int BLOCK = 4096;

    @Override
    public ImmutableList<Extent> holes() {
      return ImmutableList.of(new Extent(0, Extent.HOLE, size / BLOCK * BLOCK));
    }

    @Override
    public BlockDevice open() throws IOException {
      throw new IOException("is not to be read");
    }
  }

  /** Makes trees of every kind of file. */
  private record Trees(Random random, boolean large) {
    static final Attributes ATTRIBUTES =
        new Attributes(
            0755,
            0,
            3,
            new InodeTime(1_600_000_000, 5),
            new InodeTime(1_500_000_000, 6),
            new InodeTime(1_400_000_000, 7));

    SourceNode root() {
      SourceNode root = SourceNode.directory(attributes());
      List<SourceNode> directories = new ArrayList<>(List.of(root));
      List<SourceNode> files = new ArrayList<>();
      int count = random.nextInt(large ? 1500 : 120);
      for (int i = 0; i < count; i++) {
        SourceNode parent = directories.get(random.nextInt(directories.size()));
        FileName name = FileName.of(i + "n".repeat(random.nextInt(30) * random.nextInt(8)));
        if (!files.isEmpty() && random.nextInt(12) == 0) {
          parent.put(name, files.get(random.nextInt(files.size())));
          continue;
        }
        SourceNode file = file();
        parent.put(name, file);
        (file.isDirectory() ? directories : files).add(file);
      }
      return root;
    }

    private SourceNode file() {
      return switch (random.nextInt(10)) {
        case 0, 1 -> SourceNode.directory(attributes());
        case 2 -> SourceNode.symbolicLink(attributes(), new byte[1 + random.nextInt(1023)]);
        case 3 ->
            SourceNode.device(FileType.CHARACTER_DEVICE, attributes(), new DeviceNumber(3, 70_000));
        case 4 -> SourceNode.special(FileType.SOCKET, attributes());
        default -> SourceNode.regular(attributes(), new Sized(size(), random.nextInt(4) == 0));
      };
    }

    private long size() {
      return switch (random.nextInt(8)) {
        case 0 -> 0;
        case 1 -> random.nextInt(200_000);
        case 2 -> large ? random.nextInt(40_000) : random.nextInt(6_000_000);
        default -> random.nextInt(20_000);
      };
    }

    private Attributes attributes() {
      return new Attributes(
          random.nextInt(010000),
          random.nextInt(3) * 40_000L,
          random.nextInt(3) * 40_000L,
          new InodeTime(random.nextInt(), random.nextInt(1_000_000)),
          new InodeTime(random.nextInt(), random.nextInt(1_000_000)),
          new InodeTime(random.nextInt(), random.nextInt(1_000_000)));
    }
  }
}
