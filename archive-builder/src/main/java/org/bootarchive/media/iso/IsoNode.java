package org.bootarchive.media.iso;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.List;
import org.bootarchive.archive.image.Content;
import org.bootarchive.ufs.disk.DeviceNumber;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.text.ByteString;
import org.bootarchive.ufs.text.FileName;
import org.jspecify.annotations.Nullable;

/**
 * A file that a new ISO 9660 is to have.
 *
 * @param name empty for the root
 * @param permissions with set-id and sticky bits
 * @param links how many names the file has
 * @param content of a regular file: below 4 GiB; that of all names of one file is the same object
 * @param link the text of a symbolic link, else empty
 * @param device the number of a device
 * @param entries of a directory
 */
public record IsoNode(
    FileName name,
    FileType type,
    int permissions,
    long uid,
    long gid,
    int links,
    Instant modifyTime,
    @Nullable Content content,
    ByteString link,
    @Nullable DeviceNumber device,
    ImmutableList<IsoNode> entries) {

  private static final int DIRECTORY_PERMISSIONS = 0755;
  private static final int FILE_PERMISSIONS = 0644;

  /** Returns a regular file of root's. */
  public static IsoNode file(FileName name, Content content, Instant time) {
    return ofRoot(name, FileType.REGULAR, FILE_PERMISSIONS, 1, time, content, List.of());
  }

  /** Returns a directory of root's. */
  public static IsoNode directory(FileName name, List<IsoNode> entries, Instant time) {
    int below = (int) entries.stream().filter(IsoNode::isDirectory).count();
    return ofRoot(name, FileType.DIRECTORY, DIRECTORY_PERMISSIONS, 2 + below, time, null, entries);
  }

  private static IsoNode ofRoot(
      FileName name,
      FileType type,
      int permissions,
      int links,
      Instant time,
      @Nullable Content content,
      List<IsoNode> entries) {
    return new IsoNode(
        name,
        type,
        permissions,
        0,
        0,
        links,
        time,
        content,
        ByteString.EMPTY,
        null,
        ImmutableList.copyOf(entries));
  }

  /** Returns this directory with entries. */
  public IsoNode withEntries(List<IsoNode> newEntries) {
    return new IsoNode(
        name,
        type,
        permissions,
        uid,
        gid,
        links,
        modifyTime,
        content,
        link,
        device,
        ImmutableList.copyOf(newEntries));
  }

  boolean isDirectory() {
    return type == FileType.DIRECTORY;
  }
}
