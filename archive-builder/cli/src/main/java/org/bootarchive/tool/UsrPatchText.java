package org.bootarchive.tool;

import org.bootarchive.archive.patch.PatchReport;

/** What became of the file system in usr.lgz, for people. */
final class UsrPatchText {
  private UsrPatchText() {}

  static String line(PatchReport.Usr usr) {
    return "usr.lgz: "
        + usr.compressedBytesAfter() / 1024
        + " KiB (before "
        + usr.compressedBytesBefore() / 1024
        + "), "
        + usr.changedSegments()
        + " of "
        + usr.segments()
        + " segments compressed again; usr/ in it: "
        + usr.size() / 1024
        + " KiB, free "
        + usr.freeBytesAfter() / 1024
        + " KiB (before "
        + usr.freeBytesBefore() / 1024
        + ") and "
        + usr.freeInodesAfter()
        + " inodes (before "
        + usr.freeInodesBefore()
        + ")";
  }
}
