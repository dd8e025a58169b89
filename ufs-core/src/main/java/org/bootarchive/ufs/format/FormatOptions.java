package org.bootarchive.ufs.format;

import static com.google.common.base.Preconditions.checkArgument;

import java.nio.ByteOrder;

/**
 * What is asked of a new file system: the arguments of newfs and the disk that it runs on.
 *
 * @param fileBytes length of the image, at least 0
 * @param disk the disk that newfs sees
 * @param bytesPerInode one inode for so many bytes of data ({@code newfs -i}); as mkfs does, a
 *     number above 2 MiB is taken for 2048, and one below 512 is refused
 * @param blockBytes 4096 or 8192 ({@code newfs -b})
 * @param fragmentBytes a power of two from 512 to 8192 ({@code newfs -f}); whether it goes with the
 *     block is found out later
 * @param cylindersPerGroup {@code newfs -c}, or 0 to have newfs choose by size
 * @param byteOrder of every number in the image: little-endian on x86, big-endian on SPARC
 * @param timeSeconds all times in the image, in seconds since 1970
 * @param generationSeed seed of the inodes' generation numbers, which come from {@code lrand48};
 *     mkfs takes the time plus its process id
 */
public record FormatOptions(
    long fileBytes,
    DiskGeometry disk,
    int bytesPerInode,
    int blockBytes,
    int fragmentBytes,
    int cylindersPerGroup,
    ByteOrder byteOrder,
    int timeSeconds,
    int generationSeed) {
  /** Bytes per inode in the root image of SmartOS. */
  public static final int ROOT_BYTES_PER_INODE = 12248;

  /** Bytes per inode in the /usr image of SmartOS. */
  public static final int USR_BYTES_PER_INODE = 14000;

  /** Checks the ranges. */
  public FormatOptions {
    checkArgument(fileBytes >= 0, "fileBytes: %s", fileBytes);
    checkArgument(
        disk.sectors() <= fileBytes / DiskGeometry.SECTOR_BYTES,
        "a disk of %s sectors in a file of %s bytes",
        disk.sectors(),
        fileBytes);
    checkArgument(
        blockBytes == 4096 || blockBytes == 8192,
        "blocks of %s bytes; they have 4096 or 8192",
        blockBytes);
    checkArgument(
        fragmentBytes >= 512 && fragmentBytes <= 8192 && Integer.bitCount(fragmentBytes) == 1,
        "fragments of %s bytes; they have a power of two from 512 to 8192",
        fragmentBytes);
    checkArgument(cylindersPerGroup >= 0, "cylindersPerGroup: %s", cylindersPerGroup);
  }

  /**
   * Returns the options of a SmartOS root image: {@code newfs -o space -m 0 -i 12248 -b 4096} on a
   * lofi device, little-endian, all times at the start of 1970.
   *
   * @param fileBytes length of the image, at least 0
   */
  public static FormatOptions smartOs(long fileBytes) {
    return new FormatOptions(
        fileBytes,
        DiskGeometry.lofi(fileBytes),
        ROOT_BYTES_PER_INODE,
        4096,
        1024,
        0,
        ByteOrder.LITTLE_ENDIAN,
        0,
        0);
  }

  /** Returns these options with another disk. */
  public FormatOptions withDisk(DiskGeometry other) {
    return new FormatOptions(
        fileBytes,
        other,
        bytesPerInode,
        blockBytes,
        fragmentBytes,
        cylindersPerGroup,
        byteOrder,
        timeSeconds,
        generationSeed);
  }

  /** Returns these options with another number of bytes per inode. */
  public FormatOptions withBytesPerInode(int bytes) {
    return new FormatOptions(
        fileBytes,
        disk,
        bytes,
        blockBytes,
        fragmentBytes,
        cylindersPerGroup,
        byteOrder,
        timeSeconds,
        generationSeed);
  }

  /** Returns these options with other sizes of blocks and fragments. */
  public FormatOptions withBlocks(int newBlockBytes, int newFragmentBytes) {
    return new FormatOptions(
        fileBytes,
        disk,
        bytesPerInode,
        newBlockBytes,
        newFragmentBytes,
        cylindersPerGroup,
        byteOrder,
        timeSeconds,
        generationSeed);
  }

  /** Returns these options with a number of cylinders per group, 0 to have newfs choose. */
  public FormatOptions withCylindersPerGroup(int cylinders) {
    return new FormatOptions(
        fileBytes,
        disk,
        bytesPerInode,
        blockBytes,
        fragmentBytes,
        cylinders,
        byteOrder,
        timeSeconds,
        generationSeed);
  }

  /** Returns these options with another byte order. */
  public FormatOptions withByteOrder(ByteOrder order) {
    return new FormatOptions(
        fileBytes,
        disk,
        bytesPerInode,
        blockBytes,
        fragmentBytes,
        cylindersPerGroup,
        order,
        timeSeconds,
        generationSeed);
  }

  /** Returns these options with another time, in seconds since 1970. */
  public FormatOptions withTime(int seconds) {
    return new FormatOptions(
        fileBytes,
        disk,
        bytesPerInode,
        blockBytes,
        fragmentBytes,
        cylindersPerGroup,
        byteOrder,
        seconds,
        generationSeed);
  }

  /** Returns these options with another seed of the generation numbers. */
  public FormatOptions withGenerationSeed(int seed) {
    return new FormatOptions(
        fileBytes,
        disk,
        bytesPerInode,
        blockBytes,
        fragmentBytes,
        cylindersPerGroup,
        byteOrder,
        timeSeconds,
        seed);
  }
}
