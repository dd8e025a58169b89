package org.bootarchive.media.iso;

import static org.bootarchive.media.iso.IsoLayout.SECTOR_BYTES;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.bootarchive.archive.image.Content;
import org.bootarchive.media.iso.IsoLayout.DirectoryRecord;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.text.FileName;
import org.jspecify.annotations.Nullable;

/** A record of a directory that may change. */
final class IsoEntry {
  private final IsoRecord record;
  private final FileName name;
  private final int skip;
  private final long firstSector;
  private final long firstBytes;
  private final boolean isRelocated;
  private final boolean isPlainFile;

  /** The directory that the record names, null if it is a file. */
  @Nullable IsoDirectory directory;

  /** The directory elsewhere that the record stands for. */
  @Nullable IsoDirectory moved;

  /** What the file is to have, null if it stays. */
  @Nullable Content content;

  /** The same file in Joliet's tree. */
  @Nullable IsoEntry twin;

  /** What goes to a sector of continuations. */
  byte[] continuation = new byte[0];

  IsoEntry(IsoRecord record, FileName name, @Nullable SystemUse use, int skip) {
    this.record = record;
    this.name = name;
    this.skip = skip;
    this.firstSector = record.extent();
    this.firstBytes = record.size();
    this.isRelocated = use != null && use.isRelocated();
    this.isPlainFile =
        !record.isDirectory()
            && (use == null
                || (!use.isLink()
                    && use.childLink() < 0
                    && (!use.hasMode() || (use.mode() & 0170000) == 0100000)));
  }

  IsoRecord record() {
    return record;
  }

  ByteBuffer bytes() {
    return record.bytes();
  }

  FileName name() {
    return name;
  }

  /** Returns whether it is found by its name: not if its place is elsewhere. */
  boolean isShown() {
    return !isRelocated && !record.isAssociated();
  }

  boolean isPlainFile() {
    return isPlainFile;
  }

  /** Returns the directory that is entered by the name, null if it is none. */
  @Nullable IsoDirectory target() {
    return moved == null ? directory : moved;
  }

  /** Returns the first sector of the content as it was. */
  long firstSector() {
    return firstSector;
  }

  long firstBytes() {
    return firstBytes;
  }

  /** Returns whether the content as it was has one of some sectors. */
  boolean overlaps(long sector, long end) {
    return firstBytes > 0
        && firstSector < end
        && firstSector + IsoLayout.sectors(firstBytes) > sector;
  }

  /** Returns where a field is in the record, -1 if it is not there. */
  int field(String signature) {
    ByteBuffer bytes = bytes();
    int at = record.systemUse() + skip;
    while (at + 4 <= bytes.limit()) {
      int length = bytes.get(at + 2) & 0xff;
      if (length < 4 || at + length > bytes.limit()) {
        return -1;
      }
      if (bytes.get(at) == signature.charAt(0) && bytes.get(at + 1) == signature.charAt(1)) {
        return at;
      }
      at += length;
    }
    return -1;
  }

  private int fieldBytes(int at) {
    return bytes().get(at + 2) & 0xff;
  }

  void setContent(long sector, long size) {
    bytes().put(DirectoryRecord.EXTENDED_ATTRIBUTES, (byte) 0);
    IsoLayout.putBoth(bytes(), DirectoryRecord.EXTENT, sector);
    IsoLayout.putBoth(bytes(), DirectoryRecord.SIZE, size);
  }

  /** Lets a directory's record follow it; one that is right stays as it is. */
  void follow(long sector, long size) {
    if (record.extent() != sector || record.size() != size) {
      setContent(sector, size);
    }
  }

  /** Sets the sector that CL or PL names. */
  void setLink(String signature, long sector) throws CorruptImageException {
    int at = field(signature);
    if (at < 0 || fieldBytes(at) < 12) {
      throw new CorruptImageException(
          "directory record", record.place(), signature + " of a moved directory is not in it");
    }
    if (IsoLayout.both(bytes(), at + 4) != sector) {
      IsoLayout.putBoth(bytes(), at + 4, sector);
    }
  }

  /** Returns how many names the record tells, 0 if it does not. */
  long links() {
    int at = field("PX");
    return at < 0 || fieldBytes(at) < 36 ? 0 : IsoLayout.both(bytes(), at + 12);
  }

  void setLinks(long links) {
    int at = field("PX");
    if (at >= 0 && fieldBytes(at) >= 36) {
      IsoLayout.putBoth(bytes(), at + 12, links);
    }
  }

  long serial() {
    int at = field("PX");
    return at < 0 || fieldBytes(at) < 44 ? 0 : IsoLayout.both(bytes(), at + 36);
  }

  void setSerial(long serial) {
    int at = field("PX");
    if (at >= 0 && fieldBytes(at) >= 44) {
      IsoLayout.putBoth(bytes(), at + 36, serial);
    }
  }

  /** Sets when the content was changed. */
  void setTime(Instant time) {
    byte[] date = IsoTime.bytes(time);
    bytes().put(DirectoryRecord.DATE, date);
    int at = field("TF");
    if (at < 0 || fieldBytes(at) < 5 || (bytes().get(at + 4) & 0x82) != 2) {
      return;
    }
    int from = at + 5 + ((bytes().get(at + 4) & 1) != 0 ? IsoTime.BYTES : 0);
    if (from + IsoTime.BYTES <= at + fieldBytes(at)) {
      bytes().put(from, date);
    }
  }

  /** Tells where the continuation is. */
  void setContinuation(long sector, int offset) {
    int at = field("CE");
    IsoLayout.putBoth(bytes(), at + 4, sector);
    IsoLayout.putBoth(bytes(), at + 12, offset % SECTOR_BYTES);
    IsoLayout.putBoth(bytes(), at + 20, continuation.length);
  }
}
