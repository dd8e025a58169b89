package org.bootarchive.archive.plan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bootarchive.archive.image.Content;
import org.bootarchive.archive.image.ImageLayout;
import org.bootarchive.archive.image.Placement;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.disk.InodeTime;
import org.bootarchive.ufs.internal.device.CopyOnWriteBlockDevice;
import org.bootarchive.ufs.volume.Extent;
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
    WritableVolume volume = WritableVolume.open(device, WriteOptions.at(clock.toInstant()));
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
}
