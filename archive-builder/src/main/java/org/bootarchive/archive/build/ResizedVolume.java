package org.bootarchive.archive.build;

import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.bootarchive.archive.image.Content;
import org.bootarchive.archive.image.ZeroDevice;
import org.bootarchive.archive.plan.PlannedVolume;
import org.bootarchive.archive.plan.VolumeFiller;
import org.bootarchive.archive.source.SourceTree;
import org.bootarchive.ufs.disk.InodeTime;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.format.FormatOptions;
import org.bootarchive.ufs.internal.device.CopyOnWriteBlockDevice;
import org.bootarchive.ufs.internal.format.UfsFormat;
import org.bootarchive.ufs.volume.OutOfInodesException;
import org.bootarchive.ufs.volume.OutOfSpaceException;
import org.bootarchive.ufs.volume.Volume;
import org.bootarchive.ufs.volume.WritableVolume;
import org.bootarchive.ufs.volume.WriteOptions;

/** A larger or smaller volume with the files of another. */
final class ResizedVolume {
  private ResizedVolume() {}

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
  static PlannedVolume of(Volume old, long bytes, InodeTime clock) throws IOException {
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
            new WriteOptions(InstantSource.fixed(clock.toInstant()), format.generationSeed()));
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
