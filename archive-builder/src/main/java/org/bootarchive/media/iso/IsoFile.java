package org.bootarchive.media.iso;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import java.time.Instant;
import org.bootarchive.media.volume.MediaFile;
import org.bootarchive.ufs.disk.DeviceNumber;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.text.ByteString;
import org.bootarchive.ufs.text.FileName;
import org.jspecify.annotations.Nullable;

/**
 * What a directory record says.
 *
 * @param name that of Rock Ridge, or that of ISO 9660 with its version if there is none
 * @param hasLoaderName whether the boot loader knows the name: not one that is in parts
 * @param plainName that of ISO 9660
 * @param type what Rock Ridge says it is, else directory or file
 * @param extents the pieces of the content; of a relocated directory those of its true place
 * @param link the text of a symbolic link, else empty
 * @param device the number of a device, null if none is told
 * @param isMoved whether it is a directory that is elsewhere, which the boot loader cannot enter
 * @param isCompressed whether the content is that of zisofs
 * @param place of its record, in bytes; that in the descriptor for the top directory
 * @param depth how many directories are above it
 */
record IsoFile(
    FileName name,
    boolean hasLoaderName,
    FileName plainName,
    FileType type,
    int permissions,
    long uid,
    long gid,
    int linkCount,
    Instant modifyTime,
    Instant accessTime,
    Instant createTime,
    ImmutableList<Extent> extents,
    ByteString link,
    @Nullable DeviceNumber device,
    boolean isMoved,
    boolean isCompressed,
    long place,
    int depth)
    implements MediaFile {

  /** The most directories above one another. */
  static final int MOST_DEPTH = 200;

  /**
   * A piece of a file.
   *
   * @param sector the first
   * @param bytes 0 to 4294967295
   */
  record Extent(long sector, long bytes) {}

  /**
   * Returns the file of a record.
   *
   * @param named the system use area that has the name, null if there is none
   * @param use that of the file itself: of a relocated directory the one at its true place
   */
  static IsoFile of(
      IsoRecord record,
      @Nullable SystemUse named,
      @Nullable SystemUse use,
      ImmutableList<Extent> extents,
      int depth) {
    byte[] rockName = named == null ? new byte[0] : named.name();
    FileName plain = record.isDots() ? FileName.of("") : record.plainName();
    boolean isMoved = named != null && named.childLink() >= 0;
    FileType plainType = record.isDirectory() || isMoved ? FileType.DIRECTORY : FileType.REGULAR;
    FileType type = plainType;
    if (use != null && use.hasMode() && plainType != FileType.DIRECTORY) {
      FileType told = FileType.ofMode(use.mode());
      type = told == null || told.isDirectory() ? plainType : told;
    }
    Instant date = IsoTime.read(record.bytes(), IsoLayout.DirectoryRecord.DATE);
    Instant modified = use == null || use.modifyTime() == null ? date : use.modifyTime();
    return new IsoFile(
        rockName.length == 0 ? plain : FileName.of(rockName),
        named == null || named.nameParts() == 1,
        plain,
        type,
        use != null && use.hasMode() ? use.mode() & 07777 : 0555,
        use == null ? 0 : use.uid(),
        use == null ? 0 : use.gid(),
        use == null ? 1 : (int) Math.min(Integer.MAX_VALUE, Math.max(1, use.links())),
        modified,
        use == null || use.accessTime() == null ? modified : use.accessTime(),
        use == null || use.createTime() == null ? modified : use.createTime(),
        extents,
        use == null ? ByteString.EMPTY : ByteString.of(use.linkText()),
        use == null ? null : use.device(),
        isMoved,
        use != null && use.isCompressed(),
        record.place(),
        depth);
  }

  boolean isDirectory() {
    return type == FileType.DIRECTORY;
  }

  /** Returns whether a name is asked for by another: each letter as it is, or in lower case. */
  static boolean answers(FileName name, FileName asked) {
    if (name.length() != asked.length()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char given = (char) (asked.at(i) & 0xff);
      if (given != (name.at(i) & 0xff) && Ascii.toUpperCase(given) != (name.at(i) & 0xff)) {
        return false;
      }
    }
    return true;
  }

  /** Without Rock Ridge nothing but the very name of ISO 9660 answers. */
  @Override
  public boolean answersTo(FileName asked) {
    if (name.equals(plainName)) {
      return name.equals(asked);
    }
    return answers(name, asked) || (!hasLoaderName && plainName.equals(asked));
  }

  @Override
  public long size() {
    long size = 0;
    for (Extent extent : extents) {
      size += extent.bytes();
    }
    return type == FileType.SYMBOLIC_LINK ? link.length() : size;
  }

  /** Two names are one file if they say that there is more than one and have the same content. */
  @Override
  public Object key() {
    return linkCount > 1 && type == FileType.REGULAR && size() > 0 ? extents : (Object) place;
  }
}
