package org.bootarchive.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.testing.ListedFile;
import org.bootarchive.ufs.testing.VolumeListing;
import org.bootarchive.ufs.volume.Volume;

/**
 * Holds our reading of whole images against that of every independent reader.
 *
 * <p>The Linux kernel looks at names, attributes and contents, GRUB at names and contents, The
 * Sleuth Kit at inodes, bitmaps and counts.
 */
final class ImageAgreement {
  private ImageAgreement() {}

  /**
   * Fails unless every reader reads each image as we do, without a complaint.
   *
   * @param images in files; any number, as they share the start of a kernel
   * @return our own listings of the images, for a comparison with what should be in them
   */
  static ImmutableList<ImmutableList<ListedFile>> check(List<Path> images) throws IOException {
    List<LinuxListing> linux = UserModeLinux.list(images);
    ImmutableList.Builder<ImmutableList<ListedFile>> listings = ImmutableList.builder();
    for (int i = 0; i < images.size(); i++) {
      try {
        listings.add(check(images.get(i), linux.get(i)));
      } catch (AssertionError e) {
        throw new AssertionError(images.get(i) + ": " + e.getMessage(), e);
      }
    }
    return listings.build();
  }

  private static ImmutableList<ListedFile> check(Path image, LinuxListing linux)
      throws IOException {
    try (Volume volume = Volume.open(FileBlockDevice.open(image))) {
      ImmutableList<ListedFile> own = ImmutableList.copyOf(VolumeListing.of(volume));
      LinuxAgreement.check(volume.superblock(), own, linux);
      GrubReader.Agreement grub = GrubReader.compare(image, volume, own);
      if (volume.superblock().byteOrder() == ByteOrder.LITTLE_ENDIAN) {
        assertEquals(List.of(), grub.leftOut(), "files that GRUB cannot read");
      }
      new SleuthKitAgreement(image, volume).check(own);
      return own;
    }
  }
}
