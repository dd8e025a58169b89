package org.bootarchive.ufs.volume;

import com.google.common.collect.ImmutableList;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.OptionalLong;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.disk.DeviceNumber;
import org.bootarchive.ufs.disk.DirectoryEntry;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.ImageFormat;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.text.FileName;
import org.jspecify.annotations.Nullable;

/**
 * A file system over a device, to be read.
 *
 * <p>Any number of threads may read at once. Everything goes by inode number; the root is {@link
 * Inode#ROOT}. A method throws a {@link CorruptImageException} if it is given a number that no
 * inode has, or finds a structure damaged, and another {@link IOException} if the device cannot be
 * read.
 */
public sealed class Volume implements Closeable permits WritableVolume {
  private final BlockDevice device;
  private final Superblock superblock;
  private final ImageReader reader;
  private final InodeTable inodes;
  private final DirectoryReader directories;

  Volume(BlockDevice device, Superblock superblock) {
    this.device = device;
    this.superblock = superblock;
    this.reader = new ImageReader(device, superblock);
    this.inodes = new InodeTable(reader);
    this.directories = new DirectoryReader(reader, inodes);
  }

  /**
   * Opens the file system on a device, clean or not. The volume closes the device with itself, or
   * now if it cannot be opened.
   *
   * @throws org.bootarchive.ufs.device.UnsupportedImageException if the device holds something else
   *     that is known by name
   * @throws CorruptImageException if the device holds no file system that can be read
   * @throws IOException if the device cannot be read
   */
  public static Volume open(BlockDevice device) throws IOException {
    return openOrClose(device, new OpeningToRead(device));
  }

  /** Opens a volume. */
  interface Opening<V> {
    V open() throws IOException;
  }

  private record OpeningToRead(BlockDevice device) implements Opening<Volume> {
    @Override
    public Volume open() throws IOException {
      return new Volume(device, ImageFormat.readSuperblock(device));
    }
  }

  static <V> V openOrClose(BlockDevice device, Opening<V> opening) throws IOException {
    try {
      return opening.open();
    } catch (IOException | RuntimeException | Error e) {
      try {
        device.close();
      } catch (IOException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
  }

  final ImageReader reader() {
    return reader;
  }

  final InodeTable inodeTable() {
    return inodes;
  }

  final DirectoryReader directoryReader() {
    return directories;
  }

  /** Returns what is in a directory. */
  final DirectoryListing listing(long directory) throws IOException {
    return directories.listing(directory);
  }

  /** Returns the superblock. */
  public Superblock superblock() {
    return superblock;
  }

  /**
   * Returns an inode, a free one too.
   *
   * @param number below {@link Superblock#inodeCount()}
   */
  public Inode inode(long number) throws IOException {
    return inodes.read(number);
  }

  /**
   * Returns what an inode is, or null if its mode tells no type; takes less than reading the inode.
   *
   * @param number below {@link Superblock#inodeCount()}
   */
  public @Nullable FileType type(long number) throws IOException {
    return inodes.type(number);
  }

  /** Returns the inode of the root directory. */
  public Inode root() throws IOException {
    return inode(Inode.ROOT);
  }

  /**
   * Returns the entries of a directory, or of a directory of extended attributes, in the order of
   * the disk, "." and ".." included. Free records are left out.
   *
   * @throws CorruptImageException if the inode is no directory, its size is no number of chunks or
   *     above 24 MiB, or its records are not in order
   */
  public ImmutableList<DirectoryEntry> entries(long directory) throws IOException {
    return directories.listing(directory).entries();
  }

  /**
   * Returns the inode that a name in a directory stands for, empty if it is not there. Directories
   * that were searched lately are kept in memory, up to a bound.
   *
   * @throws CorruptImageException as {@link #entries} does
   */
  public OptionalLong lookup(long directory, FileName name) throws IOException {
    return directories.listing(directory).inode(name);
  }

  /**
   * Returns the inode that some names lead to, empty if one of them is not there or leads through
   * something that is no directory. Symbolic links are not followed.
   *
   * @param start the directory to start from
   */
  public OptionalLong find(long start, List<FileName> names) throws IOException {
    long at = start;
    for (FileName name : names) {
      FileType type = type(at);
      if (type == null || !type.isDirectory()) {
        return OptionalLong.empty();
      }
      OptionalLong next = lookup(at, name);
      if (next.isEmpty()) {
        return next;
      }
      at = next.getAsLong();
    }
    return OptionalLong.of(at);
  }

  /**
   * Returns a walk through a directory and everything below it.
   *
   * @param top the inode to start from; one that is no directory is a walk by itself
   */
  public TreeWalk walk(long top) throws IOException {
    return TreeWalk.from(new Vnode(this, top), MountPoints.NONE);
  }

  /**
   * Returns the bytes of a file, a directory, a symbolic link or an access control list; a device,
   * a FIFO or a socket has none.
   *
   * @throws CorruptImageException if the inode has no type, or its size or its pointers are out of
   *     range
   */
  public FileContent content(long number) throws IOException {
    return content(number, inode(number));
  }

  /**
   * Returns the bytes of a file whose inode was read already.
   *
   * @throws CorruptImageException as {@link #content(long)} does
   */
  public FileContent content(long number, Inode inode) throws IOException {
    return switch (inodes.typeOf(number, inode)) {
      case CHARACTER_DEVICE, BLOCK_DEVICE, FIFO, SOCKET ->
          new FileContent(reader, number, 0, ImmutableList.of());
      default ->
          new FileContent(
              reader, number, inode.size(), BlockMap.extents(reader, inodes, number, inode));
    };
  }

  /**
   * Returns the text of a symbolic link, bytes without an encoding.
   *
   * @throws CorruptImageException if the inode is no symbolic link, is longer than a block, or
   *     keeps its text in itself, as BSD and Linux do and illumos does not; in the formats of other
   *     systems such text is returned
   */
  public byte[] readLink(long number) throws IOException {
    Inode inode = inode(number);
    FileType type = inodes.typeOf(number, inode);
    if (type != FileType.SYMBOLIC_LINK) {
      throw inodes.corrupt(number, "is no symbolic link but of type " + type);
    }
    if (inode.size() < 0 || inode.size() > superblock.blockBytes()) {
      throw inodes.corrupt(
          number, "a symbolic link of " + Long.toUnsignedString(inode.size()) + " bytes");
    }
    if (inode.hasTextInPointers() && superblock.foreignFormat().isPresent()) {
      return inode.textInPointers(superblock.byteOrder());
    }
    if (inode.size() > 0 && inode.sectorCount() == 0 && inode.direct().get(0) != 0) {
      throw inodes.corrupt(
          number,
          "a symbolic link that keeps its text in the inode, as BSD does; illumos reads it from a"
              + " data fragment");
    }
    byte[] text = new byte[(int) inode.size()];
    content(number).read(0, ByteBuffer.wrap(text));
    return text;
  }

  /** Returns the number of a device's inode, from the place where this file system keeps it. */
  public DeviceNumber device(Inode inode) {
    // The first pointer was the place everywhere until Solaris on x86 took the second.
    boolean isFirst = superblock.foreignFormat().isPresent() && inode.direct().get(0) != 0;
    return inode.device(isFirst ? ByteOrder.BIG_ENDIAN : superblock.byteOrder());
  }

  /** Closes the device. */
  @Override
  public void close() throws IOException {
    device.close();
  }
}
