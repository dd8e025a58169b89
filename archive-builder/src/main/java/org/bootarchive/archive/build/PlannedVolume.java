package org.bootarchive.archive.build;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bootarchive.archive.image.Content;
import org.bootarchive.archive.image.ImageLayout;
import org.bootarchive.archive.image.Placement;
import org.bootarchive.archive.image.ZeroDevice;
import org.bootarchive.archive.source.SourceTree;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.disk.InodeTime;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.format.FormatOptions;
import org.bootarchive.ufs.internal.device.CopyOnWriteBlockDevice;
import org.bootarchive.ufs.internal.format.UfsFormat;
import org.bootarchive.ufs.volume.Extent;
import org.bootarchive.ufs.volume.OutOfInodesException;
import org.bootarchive.ufs.volume.OutOfSpaceException;
import org.bootarchive.ufs.volume.Volume;
import org.bootarchive.ufs.volume.WritableVolume;
import org.bootarchive.ufs.volume.WriteOptions;

/**
 * A volume that was planned and not written: its metadata is in memory, the contents of its files
 * are where they were.
 *
 * @param device the metadata
 * @param volume the volume over it, not flushed
 * @param contents what goes into the blocks of each regular file that is not empty, by inode
 */
public record PlannedVolume(
    CopyOnWriteBlockDevice device, WritableVolume volume, Map<Long, Content> contents) {

  /**
   * Plans changes of a file system that stays as large as it is.
   *
   * @param base the file system as it is, and stays
   * @param clock the time of changes
   * @throws org.bootarchive.ufs.device.UnsafeToWriteException if the file system is not clean
   */
  public static PlannedVolume over(BlockDevice base, InodeTime clock) throws IOException {
    CopyOnWriteBlockDevice device = CopyOnWriteBlockDevice.over(base);
    WritableVolume volume = WritableVolume.open(device, WriteOptions.at(SourceDate.instant(clock)));
    return new PlannedVolume(device, volume, new HashMap<>());
  }

  /** Returns the image: the device, and the contents of files where their blocks are. */
  public ImageLayout layout() throws IOException {
    List<Placement> placements = new ArrayList<>();
    for (Map.Entry<Long, Content> entry : contents.entrySet()) {
      for (Extent extent : volume.content(entry.getKey()).extents()) {
        if (!extent.isHole()) {
          placements.add(Placement.of(extent, entry.getValue()));
        }
      }
    }
    return ImageLayout.of(device, placements);
  }

  /**
   * Plans a larger or smaller file system with the files of another, all metadata kept but inode
   * numbers.
   *
   * @param bytes the new length of the image
   * @param clock the time of changes to the new volume
   * @throws ImageTooSmallException if they do not fit
   * @throws org.bootarchive.ufs.format.FormatRefusedException if mkfs makes no file system of that
   *     size
   */
  public static PlannedVolume resized(Volume old, long bytes, InodeTime clock) throws IOException {
    Superblock superblock = old.superblock();
    SourceTree tree = VolumeSource.of(old).read(SourceDate.UNLIMITED);
    BuildOptions options =
        BuildOptions.DEFAULTS
            .withBytesPerInode(bytesPerInode(superblock))
            .withBlocks(superblock.blockBytes(), superblock.fragmentBytes())
            .withByteOrder(superblock.byteOrder())
            .withSize(bytes);
    SpaceNeeds needs =
        SpaceNeeds.of(tree.root(), superblock.blockBytes(), superblock.fragmentBytes());
    ImageSize size = new ImageSize(options, needs);
    size.check(bytes);
    FormatOptions format = options.format(bytes, clock.seconds(), InputSeed.of(tree.root()));
    CopyOnWriteBlockDevice device = CopyOnWriteBlockDevice.over(new ZeroDevice(bytes));
    Superblock unused = UfsFormat.format(device, format);
    WritableVolume volume =
        WritableVolume.open(
            device,
            new WriteOptions(
                InstantSource.fixed(SourceDate.instant(clock)), format.generationSeed()));
    Map<Long, Content> contents = new HashMap<>();
    try {
      new VolumeFiller(volume, (inode, content, extents) -> contents.put(inode, content))
          .fill(tree.root());
    } catch (OutOfSpaceException e) {
      throw size.tooSmall(bytes, Math.max(superblock.blockBytes(), e.neededBytes()), 0);
    } catch (OutOfInodesException e) {
      throw size.tooSmall(bytes, 0, 1);
    }
    return new PlannedVolume(device, volume, contents);
  }

  /** Returns about as many bytes per inode as a file system was made with, or a little fewer. */
  private static int bytesPerInode(Superblock superblock) {
    long bytes = superblock.sizeInBytes() / Math.max(1, superblock.inodeCount());
    return (int) Math.max(512, Math.min(bytes, 1 << 20));
  }
}
