package org.bootarchive.media.volume;

import java.time.Instant;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.text.FileName;

/** A file or directory of a volume, as its directory entry tells. */
public interface MediaFile {

  /** Returns the name, empty for the top directory; names that are text are UTF-8 here. */
  FileName name();

  /**
   * Returns whether the boot loader, asked for a name, takes this file: without regard to case
   * where it has none, by the short name too where there is one.
   */
  boolean answersTo(FileName asked);

  /** Returns the type; a device, a FIFO or a socket where the format has them. */
  FileType type();

  /** Returns the size in bytes, at least 0; 0 of a directory whose size nothing tells. */
  long size();

  /** Returns the lower twelve bits of the mode; where the format has none, what Linux shows. */
  int permissions();

  /** Returns the owner's number, 0 where the format has none. */
  long uid();

  /** Returns the group's number, 0 where the format has none. */
  long gid();

  /** Returns how many names the file has, at least 1. */
  int linkCount();

  /** Returns when the content was changed. */
  Instant modifyTime();

  /** Returns when the file was read; the time of the change where the format has no other. */
  Instant accessTime();

  /** Returns when the file was made; the time of the change where the format has no other. */
  Instant createTime();

  /** Returns what is equal for two names of one file, and for nothing else on the volume. */
  Object key();
}
