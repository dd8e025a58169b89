package org.bootarchive.ufs.volume;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import java.util.ArrayList;
import java.util.List;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.text.FileName;
import org.jspecify.annotations.Nullable;

/** Something that a {@link TreeWalk} came to. */
public final class Visit {
  private final @Nullable Visit parent;
  private final @Nullable FileName name;
  private final Volume volume;
  private final long number;
  private final Inode inode;
  private final boolean reached;

  Visit(
      @Nullable Visit parent,
      @Nullable FileName name,
      Volume volume,
      long number,
      Inode inode,
      boolean reached) {
    this.reached = reached;
    this.parent = parent;
    this.name = name;
    this.volume = volume;
    this.number = number;
    this.inode = inode;
  }

  /** Returns the directory that the walk came from, or null at the top of the walk. */
  public @Nullable Visit parent() {
    return parent;
  }

  /** Returns the name in the directory that the walk came from, or null at the top of the walk. */
  public @Nullable FileName name() {
    return name;
  }

  /** Returns the names from the top of the walk to here; none at the top itself. */
  public ImmutableList<FileName> path() {
    List<FileName> names = new ArrayList<>();
    for (Visit at = this; at != null && at.name != null; at = at.parent) {
      names.add(at.name);
    }
    return ImmutableList.copyOf(Lists.reverse(names));
  }

  /** Returns the volume that this is in: another than its parent's, if it is mounted there. */
  public Volume volume() {
    return volume;
  }

  /** Returns the inode's volume and number. */
  public Vnode vnode() {
    return new Vnode(volume, number);
  }

  /** Returns the number of the inode. */
  public long number() {
    return number;
  }

  /** Returns the inode. */
  public Inode inode() {
    return inode;
  }

  /**
   * Returns whether the name leads here when it is looked up, and not to another that has the name
   * as well and comes first.
   */
  public boolean isReached() {
    return reached;
  }

  /** Returns whether this is a directory, so that the walk goes into it next. */
  public boolean isDirectory() {
    FileType type = inode.type();
    return type != null && type.isDirectory();
  }

  /** Returns the path for people, with a slash before each name. */
  @Override
  public String toString() {
    return "/" + Joiner.on('/').join(path());
  }
}
