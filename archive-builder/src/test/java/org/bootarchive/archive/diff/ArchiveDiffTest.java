package org.bootarchive.archive.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bootarchive.archive.tree.ArchiveTree;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.format.FormatOptions;
import org.bootarchive.ufs.testing.EmptyImages;
import org.bootarchive.ufs.text.ByteString;
import org.bootarchive.ufs.text.FileName;
import org.bootarchive.ufs.volume.NewFile;
import org.bootarchive.ufs.volume.Volume;
import org.bootarchive.ufs.volume.WritableVolume;
import org.bootarchive.ufs.volume.WriteOptions;
import org.junit.jupiter.api.Test;

/** Compares files with holes: those of one small image may be as long as a disk. */
class ArchiveDiffTest {
  private static final long GIB = 1L << 30;
  private static final int BLOCK_BYTES = 8192;

  /** What is written into a file: some bytes at a place. */
  private record Piece(long position, ByteString bytes) {
    Piece(long position, byte[] bytes) {
      this(position, ByteString.of(bytes));
    }
  }

  /** Makes an image with files that have some pieces and are holes elsewhere. */
  private static byte[] image(List<List<Piece>> files, long size) throws IOException {
    byte[] image = EmptyImages.format(FormatOptions.smartOs(4 << 20));
    try (WritableVolume volume =
        WritableVolume.open(MemoryBlockDevice.of(image), WriteOptions.at(Instant.EPOCH))) {
      for (int i = 0; i < files.size(); i++) {
        long inode =
            volume.createFile(Inode.ROOT, FileName.of("file" + i), new NewFile(0644, 0, 0));
        for (Piece piece : files.get(i)) {
          extend(volume, inode, piece.position());
          volume.write(inode, piece.position(), ByteBuffer.wrap(piece.bytes().toBytes()));
        }
        extend(volume, inode, size);
      }
      volume.flush();
    }
    return image;
  }

  private static void extend(WritableVolume volume, long inode, long size) throws IOException {
    if (volume.inode(inode).size() < size) {
      volume.extendWithHole(inode, size);
    }
  }

  private static List<String> differences(byte[] before, byte[] after) throws IOException {
    try (Volume old = Volume.open(MemoryBlockDevice.of(before));
        Volume fresh = Volume.open(MemoryBlockDevice.of(after))) {
      return ArchiveDiff.of(ArchiveTree.ofRoot(old), ArchiveTree.ofRoot(fresh)).stream()
          .map(difference -> difference.path() + " " + difference.aspects())
          .toList();
    }
  }

  private static List<String> quickly(byte[] before, byte[] after) {
    return assertTimeoutPreemptively(Duration.ofSeconds(10), () -> differences(before, after));
  }

  @Test
  void hundredsOfGigabytesOfHolesInBothAreNotRead() throws IOException {
    List<Piece> none = List.of();
    List<Piece> some =
        List.of(new Piece(0, new byte[] {1}), new Piece(300 * GIB + 5, new byte[] {2}));
    List<Piece> other =
        List.of(new Piece(0, new byte[] {1}), new Piece(300 * GIB + 5, new byte[] {3}));
    byte[] image = image(List.of(none, some, some), 500 * GIB);
    assertEquals(List.of(), quickly(image, image.clone()));
    byte[] changed = image(List.of(none, some, other), 500 * GIB);
    assertEquals(List.of("file2 [CONTENT]"), quickly(image, changed));
    assertEquals(List.of("file2 [CONTENT]"), quickly(changed, image));
  }

  @Test
  void zerosThatOneHasAndTheOtherLeavesOutAreTheSame() throws IOException {
    List<Piece> zeros = List.of(new Piece(200 * GIB, new byte[3 * BLOCK_BYTES]));
    byte[] holes = image(List.of(List.of()), 400 * GIB);
    assertEquals(List.of(), quickly(holes, image(List.of(zeros), 400 * GIB)));
    assertEquals(List.of(), quickly(image(List.of(zeros), 400 * GIB), holes));
  }

  @Test
  void filesOfOtherLengthsDifferAtOnce() throws IOException {
    byte[] shorter = image(List.of(List.of()), 400 * GIB);
    byte[] longer = image(List.of(List.of()), 400 * GIB + 1);
    assertEquals(List.of("file0 [CONTENT]"), quickly(shorter, longer));
  }

  @Property(tries = 60)
  void filesDifferIfTheirBytesDoWhateverIsAHole(
      @ForAll @IntRange(min = 1, max = 40) int blocks,
      @ForAll long firstSeed,
      @ForAll long secondSeed)
      throws IOException {
    int size = blocks * BLOCK_BYTES - 100;
    byte[] first = new byte[size];
    byte[] second = new byte[size];
    byte[] before = image(List.of(sparse(first, new Random(firstSeed))), size);
    byte[] after = image(List.of(sparse(second, new Random(secondSeed))), size);
    boolean same = Arrays.equals(first, second);
    assertEquals(same ? List.of() : List.of("file0 [CONTENT]"), differences(before, after));
    assertEquals(List.of(), differences(before, before.clone()));
  }

  /** Returns pieces of some of the blocks, zeros or not, and what a file has with them. */
  private static List<Piece> sparse(byte[] content, Random random) {
    List<Piece> pieces = new ArrayList<>();
    for (int at = 0; at < content.length; at += BLOCK_BYTES) {
      if (random.nextBoolean()) {
        byte[] bytes = new byte[Math.min(BLOCK_BYTES, content.length - at)];
        bytes[bytes.length / 2] = (byte) (random.nextInt(8) == 0 ? 1 : 0);
        System.arraycopy(bytes, 0, content, at, bytes.length);
        pieces.add(new Piece(at, bytes));
      }
    }
    return pieces;
  }
}
