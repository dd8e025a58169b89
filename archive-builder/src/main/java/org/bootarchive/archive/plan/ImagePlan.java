package org.bootarchive.archive.plan;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.bootarchive.archive.image.ImageLayout;
import org.bootarchive.archive.image.Placement;
import org.bootarchive.archive.image.ZeroDevice;
import org.bootarchive.archive.source.Attributes;
import org.bootarchive.archive.source.SourceTree;
import org.bootarchive.ufs.disk.InodeTime;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.format.FormatOptions;
import org.bootarchive.ufs.internal.device.CopyOnWriteBlockDevice;
import org.bootarchive.ufs.internal.format.UfsFormat;
import org.bootarchive.ufs.volume.Extent;
import org.bootarchive.ufs.volume.FreshVolume;
import org.bootarchive.ufs.volume.OutOfInodesException;
import org.bootarchive.ufs.volume.OutOfSpaceException;
import org.bootarchive.ufs.volume.WritableVolume;
import org.bootarchive.ufs.volume.WriteOptions;

/**
 * An image that has all its metadata, in memory, and places for its contents.
 *
 * @param layout what goes out
 * @param superblock with the counts of the full file system
 */
public record ImagePlan(ImageLayout layout, Superblock superblock) {

  /**
   * Plans an image of a tree.
   *
   * @throws OutOfSpaceException if it is too small
   * @throws OutOfInodesException if it has too few inodes
   * @throws org.bootarchive.ufs.format.FormatRefusedException if there is no such file system
   */
  public static ImagePlan of(SourceTree tree, FormatOptions format) throws IOException {
    CopyOnWriteBlockDevice device = CopyOnWriteBlockDevice.over(new ZeroDevice(format.fileBytes()));
    Superblock empty = UfsFormat.format(device, format);
    if (tree.root().entries().isEmpty()
        && tree.root().attributes().equals(emptyRoot(tree.time()))) {
      return new ImagePlan(new ImageLayout(device, ImmutableList.of()), empty);
    }
    // The volume is not closed: the layout reads the device on.
    WriteOptions options =
        new WriteOptions(InstantSource.fixed(tree.time().toInstant()), format.generationSeed());
    List<Placement> placements = new ArrayList<>();
    VolumeFiller.ContentSink sink =
        (inode, content, extents) -> {
          for (Extent extent : extents) {
            placements.add(Placement.of(extent, content));
          }
        };
    Superblock full =
        VolumeFiller.replacesLostAndFound(tree.root())
            ? fill(WritableVolume.open(device, options), sink, tree)
            : fill(FreshVolume.open(device, options), sink, tree);
    return new ImagePlan(ImageLayout.of(device, placements), full);
  }

  private static Superblock fill(FreshVolume volume, VolumeFiller.ContentSink sink, SourceTree tree)
      throws IOException {
    new VolumeFiller(volume, sink).fill(tree.root());
    return volume.flush();
  }

  private static Superblock fill(
      WritableVolume volume, VolumeFiller.ContentSink sink, SourceTree tree) throws IOException {
    new VolumeFiller(volume, sink).fill(tree.root());
    volume.flush();
    return volume.superblock();
  }

  private static Attributes emptyRoot(InodeTime time) {
    return Attributes.impliedDirectory(time);
  }
}
