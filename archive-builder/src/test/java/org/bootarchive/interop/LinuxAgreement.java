package org.bootarchive.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.base.Splitter;
import java.util.List;
import org.bootarchive.ufs.disk.CylinderSummary;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.disk.SuperblockField;
import org.bootarchive.ufs.testing.ListedFile;

/** Holds the Linux kernel's reading of an image against ours. */
final class LinuxAgreement {
  /** The largest fragment that the driver mounts, in bytes. */
  private static final int FRAGMENT_LIMIT = 4096;

  /** Major numbers of Linux have 12 bits where illumos' have 14. */
  private static final int MAJOR_LIMIT = 1 << 12;

  /** What the kernel shows for the id that it has no number for, 2^32 - 1. */
  private static final int OVERFLOW_ID = 65534;

  private static final long NO_ID = 0xffffffffL;

  private LinuxAgreement() {}

  /**
   * Fails unless the kernel mounted the image in silence, and read all that we read; or refused it
   * for the one thing that it does not mount.
   */
  static void check(Superblock superblock, List<ListedFile> own, LinuxListing linux) {
    if (superblock.fragmentBytes() > FRAGMENT_LIMIT) {
      assertEquals(
          List.of(
              "ufs: ufs_fill_super(): fragment size "
                  + superblock.fragmentBytes()
                  + " is too large"),
          linux.log());
      return;
    }
    linux.withoutComplaint();
    Listings.assertSame(own.stream().map(LinuxAgreement::asLinuxShows).toList(), linux.files());
    CylinderSummary totals = superblock.totals();
    assertEquals(
        new LinuxListing.Counts(
            superblock.fragmentBytes(),
            superblock.get(SuperblockField.DSIZE),
            (long) totals.freeBlocks() * superblock.fragmentsPerBlock() + totals.freeFragments(),
            superblock.inodeCount(),
            totals.freeInodes()),
        linux.counts());
  }

  private static ListedFile asLinuxShows(ListedFile file) {
    return new ListedFile(
        file.path(),
        file.type(),
        file.mode(),
        file.uid() == NO_ID ? OVERFLOW_ID : file.uid(),
        file.gid() == NO_ID ? OVERFLOW_ID : file.gid(),
        file.size(),
        file.linkCount(),
        file.modified(),
        file.sha1(),
        file.target(),
        device(file.rdev()),
        file.inode(),
        file.blocks(),
        file.accessed(),
        file.changed());
  }

  private static String device(String text) {
    List<String> numbers = Splitter.on(',').splitToList(text);
    return numbers.size() == 2
        ? Integer.parseInt(numbers.get(0)) % MAJOR_LIMIT + "," + numbers.get(1)
        : text;
  }
}
