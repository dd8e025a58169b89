package org.bootarchive.media.fat;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.bootarchive.media.fat.FatLayout.Attribute;
import org.bootarchive.media.fat.FatLayout.Entry;
import org.bootarchive.media.volume.MediaFile;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.text.FileName;

/**
 * What a directory entry says.
 *
 * @param name the long name, or the short one if there is no long one that belongs to it
 * @param alias the short name
 * @param hasLongName whether the name is that of long entries
 * @param attributes the attribute bits
 * @param cluster the first cluster, 0 for none
 * @param size as the entry tells it, 0 to 4294967295
 * @param place where the entries are
 */
record FatFile(
    FileName name,
    FileName alias,
    boolean hasLongName,
    int attributes,
    long cluster,
    long size,
    Instant modifyTime,
    Instant accessTime,
    Instant createTime,
    Slots place)
    implements MediaFile {

  /**
   * Where the entries of a file are.
   *
   * @param directory first cluster of the directory, 0 for the root directory
   * @param first the first of its long entries, counted from the directory's start; or the short
   *     entry
   * @param entry the short entry
   */
  record Slots(long directory, int first, int entry) {
    /** What stands for the root directory, which has no entry. */
    static final Slots ROOT = new Slots(-1, 0, 0);
  }

  /** Returns the file of a short entry, of which a long name is known or not. */
  static FatFile decode(
      ByteBuffer entries, int at, FileName name, FileName alias, FatType type, Slots place) {
    int cluster = entries.getShort(at + Entry.CLUSTER_LOW) & 0xffff;
    if (type == FatType.FAT32) {
      cluster |= (entries.getShort(at + Entry.CLUSTER_HIGH) & 0xffff) << 16;
    }
    return new FatFile(
        name,
        alias,
        place.first() != place.entry(),
        entries.get(at + Entry.ATTRIBUTES) & 0xff,
        Integer.toUnsignedLong(cluster),
        Integer.toUnsignedLong(entries.getInt(at + Entry.SIZE)),
        time(entries, at + Entry.MODIFY_DATE, at + Entry.MODIFY_TIME),
        FatTime.instant(entries.getShort(at + Entry.ACCESS_DATE) & 0xffff, 0),
        time(entries, at + Entry.CREATE_DATE, at + Entry.CREATE_TIME),
        place);
  }

  private static Instant time(ByteBuffer entries, int date, int time) {
    return FatTime.instant(entries.getShort(date) & 0xffff, entries.getShort(time) & 0xffff);
  }

  static FatFile root(long cluster) {
    FileName none = FileName.of("");
    Instant time = FatTime.instant(0, 0);
    return new FatFile(
        none, none, false, Attribute.DIRECTORY, cluster, 0, time, time, time, Slots.ROOT);
  }

  boolean isRoot() {
    return place.equals(Slots.ROOT);
  }

  boolean isDirectory() {
    return (attributes & Attribute.DIRECTORY) != 0;
  }

  @Override
  public boolean answersTo(FileName asked) {
    return FatNames.same(name, asked) || FatNames.same(alias, asked);
  }

  @Override
  public FileType type() {
    return isDirectory() ? FileType.DIRECTORY : FileType.REGULAR;
  }

  @Override
  public int permissions() {
    return (attributes & Attribute.READ_ONLY) == 0 ? 0755 : 0555;
  }

  @Override
  public long uid() {
    return 0;
  }

  @Override
  public long gid() {
    return 0;
  }

  @Override
  public int linkCount() {
    return 1;
  }

  @Override
  public Object key() {
    return place;
  }
}
