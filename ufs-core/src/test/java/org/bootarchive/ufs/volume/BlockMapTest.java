package org.bootarchive.ufs.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.primitives.ImmutableIntArray;
import java.io.IOException;
import java.util.Random;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.testing.Fixtures;
import org.junit.jupiter.api.Test;

class BlockMapTest {
  private static final int TRIES = 20_000;

  /** The short way for small files gives what the walk through all pointers gives, or leaves it. */
  @Test
  void filesWithoutHolesAreMappedAsByTheWalkThroughAllPointers() throws IOException {
    int sound = 0;
    Random random = new Random(1);
    try (Volume volume = Volume.open(Fixtures.device("populated-64m.img"))) {
      int blockBytes = volume.superblock().blockBytes();
      int perBlock = volume.superblock().fragmentsPerBlock();
      int fragments = volume.superblock().sizeInFragments();
      Inode root = volume.inode(Inode.ROOT);
      for (int i = 0; i < TRIES; i++) {
        int[] pointers = new int[Inode.DIRECT_POINTERS];
        int next = random.nextInt(fragments / perBlock) * perBlock;
        for (int k = 0; k < pointers.length; k++) {
          pointers[k] = next;
          next =
              switch (random.nextInt(20)) {
                case 0 -> random.nextInt(fragments / perBlock) * perBlock;
                case 1 -> random.nextInt(fragments + perBlock) - perBlock / 2;
                case 2 -> random.nextInt();
                default -> next + perBlock;
              };
        }
        long size = random.nextLong(Inode.DIRECT_POINTERS * (long) blockBytes + 2);
        Inode inode = withContent(root, size, ImmutableIntArray.copyOf(pointers));
        String byWalk = parts(volume, inode, true);
        assertEquals(byWalk, parts(volume, inode, false), "size " + size);
        sound += byWalk.startsWith("[") ? 1 : 0;
      }
    }
    assertTrue(sound > TRIES / 10 && sound < TRIES, () -> "too one-sided");
  }

  private static String parts(Volume volume, Inode inode, boolean byWalk) throws IOException {
    ImageReader reader = volume.reader();
    InodeTable inodes = volume.inodeTable();
    try {
      return String.valueOf(
          byWalk
              ? BlockMap.extents(reader, inodes, 4, inode, 0, Long.MAX_VALUE)
              : BlockMap.extents(reader, inodes, 4, inode));
    } catch (CorruptImageException e) {
      return e.getMessage();
    }
  }

  private static Inode withContent(Inode inode, long size, ImmutableIntArray direct) {
    return new Inode(
        inode.mode(),
        inode.linkCount(),
        inode.shortUid(),
        inode.shortGid(),
        size,
        inode.accessTime(),
        inode.modifyTime(),
        inode.changeTime(),
        direct,
        ImmutableIntArray.copyOf(new int[Inode.INDIRECT_POINTERS]),
        inode.flags(),
        inode.sectorCount(),
        inode.generation(),
        inode.shadow(),
        inode.longUid(),
        inode.longGid(),
        inode.attributeDirectory());
  }
}
