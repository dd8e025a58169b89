package org.bootarchive.boot.vfs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.bootarchive.ufs.disk.DirectoryEntry;

/**
 * One pass through a directory ({@code readdir} and {@code dlook} of ufsops.c).
 *
 * <p>The kernel reads a block only when a record starts exactly at the start of one; a record that
 * reaches over the end of its block is followed by what lies at that offset of the old block.
 */
final class UfsDirectoryScan {
  /** The most records and known blocks of a scan: more of them are made up to waste time. */
  private static final int MAX_RECORDS = 1 << 22;

  /** The most blocks that are remembered. */
  private static final int MAX_KNOWN_BLOCKS = 1 << 16;

  private static final long NO_RECORD = -1;

  private final UfsInode directory;
  private final UfsGeometry geometry;
  private final Ramdisk ramdisk;
  private final RamdiskView view;

  private int place;
  private int next;
  private long block;
  private long record;
  private int records;

  /** How far the records of a block lead, by its address: the same block is read but once. */
  private final Map<Long, Integer> knownBlocks = new HashMap<>();

  private int blockPlace;

  UfsDirectoryScan(UfsInode directory, UfsGeometry geometry, Ramdisk ramdisk, RamdiskView view) {
    this.directory = directory;
    this.geometry = geometry;
    this.ramdisk = ramdisk;
    this.view = view;
  }

  /**
   * Goes to the next record that names an inode.
   *
   * @return false at the end of the directory
   * @throws KernelStopException if the kernel would never get there
   */
  boolean next() throws IOException {
    do {
      if (records > 0 && next == place) {
        throw KernelStopException.hang(
            "d_reclen is 0 at byte " + place + " of the directory of " + directory);
      }
      place = next;
      if (Long.compareUnsigned(place, directory.size()) >= 0) {
        return false;
      }
      if (++records > MAX_RECORDS) {
        throw KernelStopException.hang(
            "more than " + MAX_RECORDS + " records in the directory of " + directory);
      }
      int offset = geometry.offsetInBlock(place);
      if (offset == 0 && !readBlock()) {
        return false;
      }
      Integer known = offset == 0 ? knownBlocks.get(block) : null;
      if (known == null) {
        record = block + offset;
        next = place + view.shortAt(record + DirectoryEntry.RECLEN);
      } else {
        record = NO_RECORD;
        next = place + known;
      }
    } while (record == NO_RECORD || inode() == 0);
    return true;
  }

  private boolean readBlock() throws IOException {
    if (place != 0 && knownBlocks.size() < MAX_KNOWN_BLOCKS && geometry.hasPlainBlocks()) {
      knownBlocks.putIfAbsent(block, place - blockPlace);
    }
    blockPlace = place;
    int logical = geometry.blockOf(place);
    int fragment = geometry.fragment(directory, logical, ramdisk, view);
    if (fragment == 0) {
      return false;
    }
    block = ramdisk.address(geometry.sector(fragment), geometry.bytesInBlock(directory, logical));
    return block != Ramdisk.UNREADABLE;
  }

  /** Returns the inode's number of the record (d_ino). */
  int inode() throws IOException {
    return view.intAt(record + DirectoryEntry.INO);
  }

  /** Returns whether a path can match the record: its name ends where d_namlen says. */
  boolean hasName() throws IOException {
    int length = nameBytes();
    if (length >= KernelPath.MAX_BYTES || view.byteAt(nameAddress() + length) != 0) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (view.byteAt(nameAddress() + i) == 0) {
        return false;
      }
    }
    return true;
  }

  /** Returns the name of a record that has one. */
  String name() throws IOException {
    return new String(view.bytes(nameAddress(), nameBytes()), StandardCharsets.ISO_8859_1);
  }

  private int nameBytes() throws IOException {
    return view.shortAt(record + DirectoryEntry.NAMLEN);
  }

  private long nameAddress() {
    return record + DirectoryEntry.HEADER_BYTES;
  }
}
