package org.bootarchive.ufs.testing;

import java.util.ArrayList;
import java.util.List;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.testing.TreeNode.Attributes;

/** A file that {@link TreeWriter} made, with what should be found of it. */
final class MadeFile {
  static final String NONE = "-";

  final long inode;
  final FileType type;
  final Attributes attributes;
  final List<String> paths = new ArrayList<>();
  int subdirectories;
  long size;
  String sha1 = NONE;
  String target = NONE;
  String device = NONE;

  /**
   * @param path the first of its paths, escaped
   */
  MadeFile(long inode, FileType type, Attributes attributes, String path) {
    this.inode = inode;
    this.type = type;
    this.attributes = attributes;
    paths.add(path);
  }

  /** Returns the line that a listing has for one of the paths. */
  ListedFile listed(String path) {
    boolean directory = type == FileType.DIRECTORY;
    return new ListedFile(
        path,
        type.letter(),
        attributes.permissions(),
        attributes.uid(),
        attributes.gid(),
        directory ? TreeWriter.UNKNOWN : size,
        directory ? 2 + subdirectories : paths.size(),
        attributes.modified().seconds(),
        sha1,
        target,
        device,
        inode,
        TreeWriter.UNKNOWN,
        attributes.accessed().seconds(),
        attributes.changed().seconds());
  }
}
