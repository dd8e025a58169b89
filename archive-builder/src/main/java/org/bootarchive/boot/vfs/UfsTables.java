package org.bootarchive.boot.vfs;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.disk.SuperblockField;
import org.jspecify.annotations.Nullable;

/** Inodes and directories of a UFS in a ramdisk, kept in caches of a fixed size. */
final class UfsTables {
  private static final long INODE_CACHE_BYTES = 12 << 20;
  private static final long DIRECTORY_CACHE_BYTES = 64 << 20;

  private final Ramdisk ramdisk;
  private final UfsGeometry geometry;
  private final Cache<Integer, UfsInode> inodes =
      CacheBuilder.newBuilder()
          .concurrencyLevel(1)
          .maximumWeight(INODE_CACHE_BYTES)
          .weigher((Integer number, UfsInode inode) -> inode.weight())
          .build();
  private final Cache<Integer, NameIndex<Integer>> directories =
      CacheBuilder.newBuilder()
          .concurrencyLevel(1)
          .maximumWeight(DIRECTORY_CACHE_BYTES)
          .weigher((Integer number, NameIndex<Integer> index) -> index.weight())
          .build();

  private UfsTables(Ramdisk ramdisk, UfsGeometry geometry) {
    this.ramdisk = ramdisk;
    this.geometry = geometry;
  }

  /** Returns the tables of a ramdisk, or null if {@code bufs_mountroot} refuses it. */
  static @Nullable UfsTables mount(Ramdisk ramdisk) throws IOException {
    long address = ramdisk.address(Superblock.OFFSET / Ramdisk.SECTOR_BYTES, Superblock.BYTES);
    if (address == Ramdisk.UNREADABLE) {
      return null;
    }
    Superblock superblock =
        Superblock.decode(
            ByteBuffer.wrap(ramdisk.view().bytes(address, Superblock.BYTES)),
            ByteOrder.LITTLE_ENDIAN);
    return superblock.get(SuperblockField.MAGIC) == Superblock.MAGIC
        ? new UfsTables(ramdisk, new UfsGeometry(superblock))
        : null;
  }

  Ramdisk ramdisk() {
    return ramdisk;
  }

  UfsGeometry geometry() {
    return geometry;
  }

  /** Returns an inode, or null if it lies outside the ramdisk ({@code openi}). */
  @Nullable UfsInode inode(int number, RamdiskView view) throws IOException {
    UfsInode inode = inodes.getIfPresent(number);
    if (inode == null) {
      inode = readInode(number, view);
      if (inode != null) {
        inodes.put(number, inode);
      }
    }
    return inode;
  }

  private @Nullable UfsInode readInode(int number, RamdiskView view) throws IOException {
    long unsigned = Integer.toUnsignedLong(number);
    long sector = geometry.sector(geometry.inodeFragment(unsigned));
    long block = ramdisk.address(sector, geometry.blockBytes());
    if (block == Ramdisk.UNREADABLE) {
      return null;
    }
    byte[] bytes = view.bytes(block + geometry.inodeOffsetInBlock(unsigned), Inode.BYTES);
    Inode inode = Inode.decode(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), 0);
    return new UfsInode(number, inode, linkText(inode, view));
  }

  /** The text of a link is what its first block holds before a NUL, whatever its size is. */
  private byte @Nullable [] linkText(Inode inode, RamdiskView view) throws IOException {
    if ((inode.mode() & FileType.MASK) != FileType.SYMBOLIC_LINK.bits()) {
      return null;
    }
    long address = ramdisk.address(geometry.sector(inode.direct().get(0)), Ramdisk.SECTOR_BYTES);
    return address == Ramdisk.UNREADABLE ? null : view.cString(address, KernelPath.MAX_BYTES);
  }

  /**
   * Returns the inode's number of a name in a directory, 0 if there is none ({@code dlook}).
   *
   * @param name not empty
   * @throws KernelStopException if the kernel would not come back
   */
  int find(UfsInode directory, String name, RamdiskView view) throws IOException {
    if (!directory.isDirectory() || directory.size() == 0) {
      return 0;
    }
    NameIndex<Integer> index = directories.getIfPresent(directory.number());
    if (index == null) {
      index = index(directory, view);
      directories.put(directory.number(), index);
    }
    Integer found = index.find(name);
    if (found != null) {
      return found;
    }
    return index.isComplete() ? 0 : scan(directory, name, view);
  }

  private NameIndex<Integer> index(UfsInode directory, RamdiskView view) throws IOException {
    NameIndex<Integer> index = new NameIndex<>();
    UfsDirectoryScan scan = new UfsDirectoryScan(directory, geometry, ramdisk, view);
    try {
      while (index.isComplete() && scan.next()) {
        if (scan.hasName()) {
          index.add(scan.name(), scan.inode());
        }
      }
    } catch (KernelStopException e) {
      index.endsWith(e);
    }
    return index;
  }

  private int scan(UfsInode directory, String name, RamdiskView view) throws IOException {
    UfsDirectoryScan scan = new UfsDirectoryScan(directory, geometry, ramdisk, view);
    while (scan.next()) {
      if (scan.hasName() && scan.name().equals(name)) {
        return scan.inode();
      }
    }
    return 0;
  }
}
