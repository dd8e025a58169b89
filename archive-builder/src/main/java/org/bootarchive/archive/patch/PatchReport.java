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
    Optional<UsrPatchReport> usr) {}
