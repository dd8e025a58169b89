package org.bootarchive.archive.image;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.Comparator;
import java.util.List;
import org.bootarchive.ufs.device.BlockDevice;

/**
 * An image to be written: a device that has everything but the contents of some files, and where
 * these go.
 *
 * @param device all other bytes of the image
 * @param placements contents, in the order of the image, none over another
 */
public record ImageLayout(BlockDevice device, ImmutableList<Placement> placements) {

  /** Checks that the placements lie one behind the other in the image. */
  public ImageLayout {
    long end = 0;
    for (Placement placement : placements) {
      checkArgument(placement.deviceOffset() >= end, "%s begins before byte %s", placement, end);
      end = placement.end();
    }
    checkArgument(end <= device.size(), "contents up to %s of %s", end, device.size());
  }

  /** Returns the layout with some placements in any order. */
  public static ImageLayout of(BlockDevice device, List<Placement> placements) {
    return new ImageLayout(
        device,
        ImmutableList.sortedCopyOf(Comparator.comparingLong(Placement::deviceOffset), placements));
  }
}
