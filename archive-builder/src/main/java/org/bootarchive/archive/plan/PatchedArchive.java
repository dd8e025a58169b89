package org.bootarchive.archive.plan;

import java.io.IOException;
import java.util.Optional;
import org.bootarchive.archive.image.Content;
import org.bootarchive.ufs.disk.InodeTime;
import org.bootarchive.ufs.volume.Vnode;
import org.bootarchive.ufs.volume.Volume;
import org.jspecify.annotations.Nullable;

/**
 * An archive whose edits are made in memory and not written yet; the contents of new files are
 * still where they came from.
 */
public final class PatchedArchive {
  private final PlannedVolume root;
  private final @Nullable Usr usr;
  private final InodeTime time;

  /** The file system in usr.lgz. */
  @FunctionalInterface
  public interface Usr {
    /**
     * Returns the file system with its changes, always the same.
     *
     * @throws IOException if it cannot be opened to be changed
     */
    PlannedVolume planned() throws IOException;
  }

  /**
   * Holds an archive that is being edited.
   *
   * @param root the archive's own file system
   * @param usr that of its usr.lgz, null if there is none, or it does not count
   * @param time the time of the changes
   */
  public PatchedArchive(PlannedVolume root, @Nullable Usr usr, InodeTime time) {
    this.root = root;
    this.usr = usr;
    this.time = time;
  }

  /** Returns the archive's own file system. */
  public Volume root() {
    return root.volume();
  }

  /**
   * Returns the file system in usr.lgz, empty if there is none, or it does not count.
   *
   * @throws IOException if it cannot be opened to be changed
   */
  public Optional<Volume> usr() throws IOException {
    return usr == null ? Optional.empty() : Optional.of(usr.planned().volume());
  }

  /**
   * Returns what a file will hold that does not hold it yet; empty if its blocks do.
   *
   * @param file in one of these file systems
   */
  public Optional<Content> pending(Vnode file) throws IOException {
    PlannedVolume planned = file.volume() == root.volume() || usr == null ? root : usr.planned();
    return Optional.ofNullable(planned.contents().get(file.number()));
  }

  /** Returns the time of the changes. */
  public InodeTime time() {
    return time;
  }
}
