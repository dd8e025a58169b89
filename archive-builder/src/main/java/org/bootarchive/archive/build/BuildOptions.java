package org.bootarchive.archive.build;

import static com.google.common.base.Preconditions.checkArgument;

import java.nio.ByteOrder;
import java.util.OptionalLong;
import org.bootarchive.ufs.format.DiskGeometry;
import org.bootarchive.ufs.format.FormatOptions;

/**
 * What an archive is to be like.
 *
 * @param size of the image in bytes; empty for one that is just large enough
 * @param freeBytes what is to stay free, at least, in bytes
 * @param bytesPerInode one inode for so many bytes ({@code newfs -i})
 * @param blockBytes 4096 or 8192
 * @param fragmentBytes a power of two from 512 to 8192
 * @param byteOrder little-endian on x86, big-endian on SPARC
 * @param date the latest time that a file may have
 */
public record BuildOptions(
    OptionalLong size,
    long freeBytes,
    int bytesPerInode,
    int blockBytes,
    int fragmentBytes,
    ByteOrder byteOrder,
    SourceDate date) {
  /** A SmartOS root image, just large enough. */
  public static final BuildOptions DEFAULTS =
      new BuildOptions(
          OptionalLong.empty(),
          0,
          FormatOptions.ROOT_BYTES_PER_INODE,
          4096,
          1024,
          ByteOrder.LITTLE_ENDIAN,
          SourceDate.UNLIMITED);

  /** Checks the ranges. */
  public BuildOptions {
    checkArgument(size.orElse(0) >= 0, "size %s", size);
    checkArgument(freeBytes >= 0, "free %s", freeBytes);
    FormatOptions unused =
        FormatOptions.smartOs(size.orElse(0)).withBlocks(blockBytes, fragmentBytes);
  }

  /** Returns these options with another size. */
  public BuildOptions withSize(long bytes) {
    return new BuildOptions(
        OptionalLong.of(bytes),
        freeBytes,
        bytesPerInode,
        blockBytes,
        fragmentBytes,
        byteOrder,
        date);
  }

  /** Returns these options with another number of bytes that stay free. */
  public BuildOptions withFreeBytes(long bytes) {
    return new BuildOptions(size, bytes, bytesPerInode, blockBytes, fragmentBytes, byteOrder, date);
  }

  /** Returns these options with another number of bytes per inode. */
  public BuildOptions withBytesPerInode(int bytes) {
    return new BuildOptions(size, freeBytes, bytes, blockBytes, fragmentBytes, byteOrder, date);
  }

  /** Returns these options with other sizes of blocks and fragments. */
  public BuildOptions withBlocks(int newBlockBytes, int newFragmentBytes) {
    return new BuildOptions(
        size, freeBytes, bytesPerInode, newBlockBytes, newFragmentBytes, byteOrder, date);
  }

  /** Returns these options with another byte order. */
  public BuildOptions withByteOrder(ByteOrder order) {
    return new BuildOptions(size, freeBytes, bytesPerInode, blockBytes, fragmentBytes, order, date);
  }

  /** Returns these options with another latest time. */
  public BuildOptions withDate(SourceDate newDate) {
    return new BuildOptions(
        size, freeBytes, bytesPerInode, blockBytes, fragmentBytes, byteOrder, newDate);
  }

  /** Returns the options of the empty file system that is filled. */
  FormatOptions format(long bytes, int timeSeconds, int seed) {
    return new FormatOptions(
        bytes,
        DiskGeometry.lofi(bytes),
        bytesPerInode,
        blockBytes,
        fragmentBytes,
        0,
        byteOrder,
        timeSeconds,
        seed);
  }
}
