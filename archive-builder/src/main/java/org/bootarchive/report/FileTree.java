package org.bootarchive.report;

import com.google.common.collect.ImmutableList;
import java.util.HashMap;
import java.util.Map;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.text.FileName;
import org.bootarchive.ufs.volume.Vnode;
import org.bootarchive.ufs.volume.Volume;
import org.jspecify.annotations.Nullable;

/**
 * The files of one file system, numbered: 0 is the top, those of a directory stand together in the
 * order of their names, and behind the directory.
 *
 * @param name {@code root} or {@code usr}
 * @param volume the file system
 * @param nodes a name each
 * @param cut whether names are left out because there are too many
 * @param failures what could not be read
 */
record FileTree(
    String name,
    Volume volume,
    ImmutableList<Node> nodes,
    boolean cut,
    ImmutableList<CorruptImageException> failures) {

  /** The root file system's name among the trees. */
  static final String ROOT = "root";

  /** The name of what is in usr.lgz. */
  static final String USR = "usr";

  /**
   * A name in a tree.
   *
   * @param parent the number of its directory, -1 at the top
   * @param name null at the top
   * @param path below the top, without a slash at the start, chars standing for bytes
   * @param number of the inode
   * @param type of the inode; null if it has none
   */
  record Node(
      int parent,
      @Nullable FileName name,
      String path,
      long number,
      Inode inode,
      @Nullable FileType type) {

    boolean isRegular() {
      return type == FileType.REGULAR;
    }

    boolean isDirectory() {
      return type == FileType.DIRECTORY;
    }

    char letter() {
      return type == null ? '?' : type.letter();
    }

    /** Returns the length in bytes; at most 2^53, beyond which JSON's numbers are not exact. */
    long size() {
      long most = 1L << 53;
      return Long.compareUnsigned(inode.size(), most) > 0 ? most : inode.size();
    }

    /** Returns how many bytes of the file system the inode holds. */
    long stored() {
      return Math.max(0, inode.sectorCount()) * 512L;
    }
  }

  Vnode vnode(int node) {
    return new Vnode(volume, nodes.get(node).number());
  }

  /** Returns the numbers of nodes by their paths; of two with one path that of the first. */
  Map<String, Integer> byPath() {
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      numbers.putIfAbsent(nodes.get(i).path(), i);
    }
    return numbers;
  }
}
