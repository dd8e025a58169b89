package org.bootarchive.media.iso;

import static org.bootarchive.media.iso.IsoLayout.SECTOR_BYTES;

import com.google.common.collect.ImmutableList;
import java.nio.ByteBuffer;
import org.bootarchive.media.iso.IsoLayout.DirectoryRecord;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.text.FileName;

/**
 * A directory record as it is on the disk.
 *
 * @param bytes all of it, from 34 to 255 bytes; not to be changed
 * @param place where it starts, in bytes from the start of the volume
 */
record IsoRecord(ByteBuffer bytes, long place) {
  /** The name of a directory in itself. */
  static final int SELF = 0;

  /** The name of a directory's parent. */
  static final int PARENT = 1;

  /**
   * Takes a directory apart.
   *
   * @param directory its bytes, a whole number of sectors but for the last
   * @param place where it starts, in bytes
   * @throws CorruptImageException if a record leaves its sector, or its name leaves the record
   */
  static ImmutableList<IsoRecord> split(ByteBuffer directory, long place)
      throws CorruptImageException {
    ImmutableList.Builder<IsoRecord> records = ImmutableList.builder();
    int at = 0;
    while (at < directory.limit()) {
      int length = directory.get(at) & 0xff;
      if (length == 0) {
        at = (at / SECTOR_BYTES + 1) * SECTOR_BYTES;
        continue;
      }
      int left = Math.min(directory.limit(), (at / SECTOR_BYTES + 1) * SECTOR_BYTES) - at;
      if (length > left) {
        throw damaged(place + at, length + " bytes, and its sector has " + left);
      }
      records.add(of(directory.slice(at, length), place + at));
      at += length;
    }
    return records.build();
  }

  /**
   * Returns the record in some bytes.
   *
   * @throws CorruptImageException if they are too few for a record, or for its name
   */
  static IsoRecord of(ByteBuffer bytes, long place) throws CorruptImageException {
    if (bytes.limit() <= DirectoryRecord.NAME) {
      throw damaged(place, bytes.limit() + " bytes are too few for a record");
    }
    int nameBytes = bytes.get(DirectoryRecord.NAME_BYTES) & 0xff;
    if (nameBytes == 0 || DirectoryRecord.NAME + nameBytes > bytes.limit()) {
      throw damaged(place, "a name of " + nameBytes + " bytes in " + bytes.limit());
    }
    return new IsoRecord(bytes, place);
  }

  private static CorruptImageException damaged(long place, String reason) {
    return new CorruptImageException("directory record", place, reason);
  }

  /** Returns the first sector of the content, behind extended attributes. */
  long extent() {
    return IsoLayout.both(bytes, DirectoryRecord.EXTENT)
        + (bytes.get(DirectoryRecord.EXTENDED_ATTRIBUTES) & 0xff);
  }

  /** Returns the bytes of the content. */
  long size() {
    return IsoLayout.both(bytes, DirectoryRecord.SIZE);
  }

  private boolean has(int flag) {
    return (bytes.get(DirectoryRecord.FLAGS) & flag) != 0;
  }

  boolean isDirectory() {
    return has(DirectoryRecord.DIRECTORY);
  }

  boolean isAssociated() {
    return has(DirectoryRecord.ASSOCIATED);
  }

  boolean hasMoreExtents() {
    return has(DirectoryRecord.MORE_EXTENTS);
  }

  boolean isInterleaved() {
    return bytes.get(DirectoryRecord.UNIT) != 0 || bytes.get(DirectoryRecord.GAP) != 0;
  }

  /** Returns the name of ISO 9660, with its version; one byte 0 or 1 for "." and "..". */
  byte[] isoName() {
    byte[] name = new byte[bytes.get(DirectoryRecord.NAME_BYTES) & 0xff];
    bytes.get(DirectoryRecord.NAME, name);
    return name;
  }

  /** Returns whether the name is one byte, {@link #SELF} or {@link #PARENT}. */
  boolean isNamed(int name) {
    return bytes.get(DirectoryRecord.NAME_BYTES) == 1 && bytes.get(DirectoryRecord.NAME) == name;
  }

  boolean isDots() {
    return isNamed(SELF) || isNamed(PARENT);
  }

  FileName plainName() {
    return FileName.of(isoName());
  }

  /** Returns where the system use area starts in the record. */
  int systemUse() {
    int nameBytes = bytes.get(DirectoryRecord.NAME_BYTES) & 0xff;
    return Math.min(bytes.limit(), DirectoryRecord.NAME + nameBytes + (nameBytes % 2 == 0 ? 1 : 0));
  }
}
