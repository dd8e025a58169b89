package org.bootarchive.archive.tree;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.bootarchive.archive.tree.mount.UsrMount;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.text.FileName;
import org.bootarchive.ufs.volume.MountPoints;
import org.bootarchive.ufs.volume.TreeWalk;
import org.bootarchive.ufs.volume.Vnode;
import org.bootarchive.ufs.volume.Volume;
import org.jspecify.annotations.Nullable;

/**
 * The files of a boot archive as one tree: its own, as mid-boot sees them, or those of after boot,
 * when the file system in {@code /usr.lgz} is mounted on {@code /usr} and hides what the archive
 * itself has there.
 *
 * <p>The file system of /usr is opened when a path leads into it, so that damage of it shows to
 * nobody else. As many threads may read as may read the volumes. Closing it closes that file system
 * and not the archive's own.
 */
public final class ArchiveTree implements MountPoints, Closeable {
  /** The name of the directory that the file system in usr.lgz is mounted on. */
  public static final FileName USR = FileName.of("usr");

  private final Volume root;

  /** The directory of the root volume that is hidden, 0 if none is. */
  private final long mountPoint;

  private final @Nullable UsrMount usr;

  private ArchiveTree(Volume root, long mountPoint, @Nullable UsrMount usr) {
    this.root = root;
    this.mountPoint = mountPoint;
    this.usr = usr;
  }

  /** Returns the files of a volume, whatever file systems these hold. */
  public static ArchiveTree ofRoot(Volume root) {
    return new ArchiveTree(root, 0, null);
  }

  /**
   * Returns the files of an archive as they are after boot: with those in its usr.lgz, if it has
   * one, on its directory {@code usr}.
   *
   * @throws IOException if the root directory is corrupt, or cannot be read; damage of usr.lgz is
   *     thrown when a path leads into it
   */
  public static ArchiveTree afterBoot(Volume root) throws IOException {
    Optional<UsrImage> usr = UsrImage.in(root);
    return usr.isPresent() ? mounted(root, usr.get()) : ofRoot(root);
  }

  /**
   * Returns the files of a volume with others on its directory {@code usr}; nothing is mounted if
   * it has none.
   *
   * @throws IOException if the root directory is corrupt, or cannot be read
   */
  public static ArchiveTree mounted(Volume root, UsrMount usr) throws IOException {
    OptionalLong directory = root.lookup(Inode.ROOT, USR);
    return directory.isPresent() && isDirectory(root, directory.getAsLong())
        ? new ArchiveTree(root, directory.getAsLong(), usr)
        : ofRoot(root);
  }

  private static boolean isDirectory(Volume volume, long inode) throws IOException {
    return inode < volume.superblock().inodeCount() && volume.type(inode) == FileType.DIRECTORY;
  }

  /** Returns the archive's own file system. */
  public Volume root() {
    return root;
  }

  /** Returns the root directory. */
  public Vnode top() {
    return Vnode.rootOf(root);
  }

  /** Returns what is mounted on /usr; empty if nothing is. */
  public Optional<UsrMount> usr() {
    return Optional.ofNullable(usr);
  }

  /** Returns whether a file is one of those that are mounted on /usr. */
  public boolean isInUsr(Vnode file) {
    return file.volume() != root;
  }

  @Override
  public @Nullable Volume mountedOn(Volume volume, long inode) throws IOException {
    return usr != null && isMountPoint(volume, inode) ? usr.volume() : null;
  }

  /** Returns whether an inode is the directory that another file system is mounted on. */
  public boolean isMountPoint(Volume volume, long inode) {
    return inode == mountPoint && volume == root;
  }

  /**
   * Returns what an entry of a directory stands for: its inode, or what is mounted on that.
   *
   * @param volume the directory's volume
   * @throws IOException if the file system that is mounted there cannot be opened
   */
  public Vnode at(Volume volume, long inode) throws IOException {
    Volume mounted = mountedOn(volume, inode);
    return mounted == null ? new Vnode(volume, inode) : Vnode.rootOf(mounted);
  }

  /**
   * Returns what a name in a directory stands for, or what is mounted there; empty if it is not
   * there.
   *
   * @param name none of "." and "..", which a mounted volume knows nothing of
   * @throws IOException if the directory is corrupt, or a file system cannot be opened or read
   */
  public Optional<Vnode> lookup(Vnode directory, FileName name) throws IOException {
    OptionalLong found = directory.volume().lookup(directory.number(), name);
    return found.isPresent()
        ? Optional.of(at(directory.volume(), found.getAsLong()))
        : Optional.empty();
  }

  /** Returns a walk through a directory and everything below it. */
  public TreeWalk walk(Vnode from) throws IOException {
    return TreeWalk.from(from, this);
  }

  @Override
  public void close() throws IOException {
    if (usr != null) {
      usr.close();
    }
  }
}
