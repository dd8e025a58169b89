package org.bootarchive.ufs.testing;

import com.google.common.base.Splitter;
import java.util.List;

/**
 * A line of a listing: what an independent reader says of a file.
 *
 * @param path names joined by slashes, escaped; "." for the root
 * @param type the letter of {@code FileType}
 * @param mode permissions
 * @param sha1 of the content in hex, "-" where there is none
 * @param target of a symbolic link, escaped, "-" where there is none
 * @param rdev major,minor, "-" where there is none
 * @param blocks 512-byte units
 */
public record ListedFile(
    String path,
    char type,
    int mode,
    long uid,
    long gid,
    long size,
    int linkCount,
    long modified,
    String sha1,
    String target,
    String rdev,
    long inode,
    long blocks,
    long accessed,
    long changed) {
  /** Returns the mode as a listing has it. */
  public String octalMode() {
    return String.format("%04o", mode);
  }

  /** Returns the same with another path. */
  public ListedFile withPath(String newPath) {
    return new ListedFile(
        newPath, type, mode, uid, gid, size, linkCount, modified, sha1, target, rdev, inode, blocks,
        accessed, changed);
  }

  static ListedFile parse(String line) {
    List<String> f = Splitter.on('\t').splitToList(line);
    return new ListedFile(
        f.get(0),
        f.get(1).charAt(0),
        Integer.parseInt(f.get(2), 8),
        Long.parseLong(f.get(3)),
        Long.parseLong(f.get(4)),
        Long.parseLong(f.get(5)),
        Integer.parseInt(f.get(6)),
        Long.parseLong(f.get(7)),
        f.get(8),
        f.get(9),
        f.get(10),
        Long.parseLong(f.get(11)),
        Long.parseLong(f.get(12)),
        Long.parseLong(f.get(13)),
        Long.parseLong(f.get(14)));
  }
}
