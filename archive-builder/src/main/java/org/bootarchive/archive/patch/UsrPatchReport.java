package org.bootarchive.archive.patch;

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
public record UsrPatchReport(
    long compressedBytesBefore,
    long compressedBytesAfter,
    long size,
    int segments,
    int changedSegments,
    long freeBytesBefore,
    long freeBytesAfter,
    long freeInodesBefore,
    long freeInodesAfter) {}
