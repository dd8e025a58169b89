package org.bootarchive.archive.patch;

import java.util.List;
import java.util.Optional;
import org.bootarchive.archive.convert.ArchiveForm;
import org.bootarchive.archive.convert.Loss;
import org.bootarchive.hash.ArchiveHash;

/**
 * What a patch did to an archive.
 *
 * @param hash the new image's hash
 * @param size the new image's length in bytes
 * @param freeBytesBefore what was free in the old one, single fragments included
 * @param freeBytesAfter what is free in the new one
 * @param freeInodesBefore free inodes of the old one
 * @param freeInodesAfter free inodes of the new one
 * @param form of the new archive; what is said to be free is of use in a UFS alone
 * @param losses what its form cannot hold of its files
 * @param usr what became of the file system in usr.lgz; empty if it is as it was
 */
public record PatchReport(
    ArchiveHash hash,
    long size,
    long freeBytesBefore,
    long freeBytesAfter,
    long freeInodesBefore,
    long freeInodesAfter,
    ArchiveForm form,
    List<Loss> losses,
    Optional<Usr> usr) {
  /**
   * What a patch did to the file system in usr.lgz.
   *
   * @param compressedBytesBefore length of the old usr.lgz
   * @param compressedBytesAfter length of the new one
   * @param size length of the file system now, in bytes
   * @param segments how many segments it is compressed in
   * @param changedSegments how many of them were compressed again; the others are as they were
   * @param freeBytesBefore what was free in the file system
   * @param freeBytesAfter what is free in it now
   * @param freeInodesBefore free inodes of the old one
   * @param freeInodesAfter free inodes of the new one
   */
  public record Usr(
      long compressedBytesBefore,
      long compressedBytesAfter,
      long size,
      int segments,
      int changedSegments,
      long freeBytesBefore,
      long freeBytesAfter,
      long freeInodesBefore,
      long freeInodesAfter) {}
}
