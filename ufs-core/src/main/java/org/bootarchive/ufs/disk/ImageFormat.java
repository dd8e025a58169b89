package org.bootarchive.ufs.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Optional;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.device.UnsupportedImageException;

/** Finds out what an image is, and reads the superblock of one that is supported. */
public final class ImageFormat {
  /** {@code FS_UFS2_MAGIC} of BSD. */
  private static final int UFS2_MAGIC = 0x19540119;

  /** Where BSD looks for a UFS2 superblock, in bytes ({@code SBLOCKSEARCH}). */
  private static final long[] UFS2_OFFSETS = {65536, 8192, 0, 262144};

  private static final int GZIP_MAGIC = 0x1f8b08;

  /** What helps where an image is of another system. */
  private static final String ADVICE =
      "; copy its files with that system, and build an image of them";

  private static final int SECTOR_BYTES = 512;

  private ImageFormat() {}

  /**
   * Reads and checks the superblock of a UFS of illumos, or of one in an older format that is only
   * read ({@link Superblock#foreignFormat}).
   *
   * @throws UnsupportedImageException if the image is recognised as something else: UFS2, a
   *     multi-terabyte UFS, a UFS1 of BSD, a gzip file
   * @throws CorruptImageException if the image is not recognised, or its superblock contradicts
   *     itself
   * @throws IOException if the device cannot be read
   */
  public static Superblock readSuperblock(BlockDevice device) throws IOException {
    if (device.size() < Superblock.OFFSET + (long) Superblock.BYTES) {
      refuseCompressed(device);
      throw new CorruptImageException(
          "image",
          -1,
          "no UFS: "
              + device.size()
              + " bytes are too few for a superblock, which ends at byte "
              + (Superblock.OFFSET + Superblock.BYTES));
    }
    ByteBuffer buffer = ByteBuffer.allocate(Superblock.BYTES);
    device.read(Superblock.OFFSET, buffer);
    for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
      Superblock superblock = Superblock.decode(buffer.rewind(), order);
      switch (superblock.get(SuperblockField.MAGIC)) {
        case Superblock.MAGIC -> {
          return supported(device, superblock);
        }
        case Superblock.MTB_MAGIC ->
            throw new UnsupportedImageException(
                Superblock.OFFSET + (long) SuperblockField.MAGIC.offset(order),
                "a multi-terabyte UFS (MTB UFS, magic 0xdecade), which no kernel boots from");
        default -> {}
      }
    }
    refuseUfs2(device);
    refuseCompressed(device);
    throw new CorruptImageException(
        "superblock",
        Superblock.OFFSET + (long) SuperblockField.MAGIC.offset(ByteOrder.LITTLE_ENDIAN),
        String.format(
            Locale.ROOT,
            "no UFS: the magic is 0x%08x, expected 0x%08x",
            buffer
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt(SuperblockField.MAGIC.offset(ByteOrder.LITTLE_ENDIAN)),
            Superblock.MAGIC));
  }

  /**
   * Returns what a device holds if that is known by name and is nothing that illumos boots from: a
   * UFS of another system or version. Empty for a UFS of illumos, and for what is not known.
   *
   * @throws IOException if the device cannot be read
   */
  public static Optional<String> foreign(BlockDevice device) throws IOException {
    try {
      return readSuperblock(device).foreignFormat().map(format -> "a UFS with " + format);
    } catch (UnsupportedImageException e) {
      return Optional.of(e.reason());
    } catch (CorruptImageException e) {
      return Optional.empty();
    }
  }

  private static Superblock supported(BlockDevice device, Superblock superblock)
      throws IOException {
    if (hasBlocksOfBsd(superblock)) {
      throw new UnsupportedImageException(
          Superblock.OFFSET + (long) SuperblockField.BSIZE.offset(superblock.byteOrder()),
          "a UFS1 of BSD: its blocks have "
              + superblock.blockBytes()
              + " bytes, those of illumos 4096 or 8192"
              + ADVICE);
    }
    boolean largeSectors = hasLargeSectors(superblock);
    new SuperblockCheck(superblock, largeSectors ? 2 * SECTOR_BYTES : SECTOR_BYTES).check();
    DirectoryLayout layout = DirectoryLayout.of(device, superblock);
    boolean largeChunks = layout.chunkBytes() != DirectoryEntry.CHUNK_BYTES;
    if (layout.hasTypes()) {
      throw new UnsupportedImageException(
          -1,
          (largeChunks
                  ? "directory blocks of 1024 bytes: Apple UFS; its directories have"
                  : "a UFS1 of BSD: its directories have")
              + " d_type beside an 8-bit d_namlen, illumos has a 16-bit d_namlen"
              + ADVICE);
    }
    if (largeSectors && !largeChunks) {
      new SuperblockCheck(superblock, SECTOR_BYTES).check();
    }
    int version = superblock.get(SuperblockField.VERSION);
    // In the older formats that field is another system's, or part of a table.
    if (version != 0 && version != 2 && !largeChunks && !superblock.isOldFormat()) {
      throw new UnsupportedImageException(
          Superblock.OFFSET + (long) SuperblockField.VERSION.offset(superblock.byteOrder()),
          "a UFS of version " + version + "; illumos mounts 0 and 2");
    }
    return largeChunks ? superblock.withDirectoryChunks(layout.chunkBytes()) : superblock;
  }

  /** Returns whether the disk's sectors have 1024 bytes, as those of NeXT. */
  private static boolean hasLargeSectors(Superblock superblock) {
    int sectors = superblock.fragmentBytes() / (2 * SECTOR_BYTES);
    return sectors > 0
        && superblock.get(SuperblockField.NSPF) == sectors
        && superblock.get(SuperblockField.FSBTODB) == Integer.numberOfTrailingZeros(sectors);
  }

  /** Returns whether the blocks are larger than illumos makes any, and consistently so. */
  private static boolean hasBlocksOfBsd(Superblock superblock) {
    int block = superblock.blockBytes();
    return block > 8192
        && block <= 65536
        && Integer.bitCount(block) == 1
        && superblock.get(SuperblockField.BMASK) == -block
        && superblock.get(SuperblockField.BSHIFT) == Integer.numberOfTrailingZeros(block);
  }

  private static void refuseUfs2(BlockDevice device) throws IOException {
    ByteBuffer magic = ByteBuffer.allocate(4);
    for (long offset : UFS2_OFFSETS) {
      long at = offset + SuperblockField.MAGIC.offset(ByteOrder.LITTLE_ENDIAN);
      if (at + 4 > device.size()) {
        continue;
      }
      device.read(at, magic.clear());
      int found = magic.getInt(0);
      if (found == UFS2_MAGIC || Integer.reverseBytes(found) == UFS2_MAGIC) {
        throw new UnsupportedImageException(
            at, "a UFS2 of BSD (magic 0x19540119), which illumos cannot read" + ADVICE);
      }
    }
  }

  private static void refuseCompressed(BlockDevice device) throws IOException {
    ByteBuffer start = ByteBuffer.allocate(4);
    if (device.size() < start.capacity()) {
      return;
    }
    device.read(0, start);
    if (start.getInt(0) >>> 8 == GZIP_MAGIC) {
      throw new UnsupportedImageException(
          0, "a gzip file; unpack it first: SmartOS boots from bare archives");
    }
  }
}
