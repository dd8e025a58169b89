package org.bootarchive.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.bootarchive.ufs.testing.ListedFile;

/**
 * What the Linux kernel's ufs driver says of an image.
 *
 * @param files in the order of its directories, the root first; empty if it did not mount
 * @param counts what statfs says; null if it did not mount
 * @param errors what mount and the programs that read the files complained about
 * @param log what the kernel logged from before the mount to after the unmount
 */
record LinuxListing(List<ListedFile> files, Counts counts, String errors, List<String> log) {
  /**
   * The numbers of statfs.
   *
   * @param blockBytes the unit, which is a fragment
   * @param blocks of the file system without what its structures take
   * @param freeBlocks fragments, those in whole blocks included
   * @param inodes all of them
   * @param freeInodes those without a file
   */
  record Counts(long blockBytes, long blocks, long freeBlocks, long inodes, long freeInodes) {}

  LinuxListing {
    files = List.copyOf(files);
    log = List.copyOf(log);
  }

  /** Returns this listing if the kernel mounted the image and had nothing to say. */
  LinuxListing withoutComplaint() {
    assertEquals("", errors, "complaints of the programs, beside the log " + log);
    assertEquals(List.of(), log, "the kernel's log");
    return this;
  }
}
