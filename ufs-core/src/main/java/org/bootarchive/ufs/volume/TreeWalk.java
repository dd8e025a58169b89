package org.bootarchive.ufs.volume;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.disk.DirectoryEntry;
import org.bootarchive.ufs.disk.Inode;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a tree of directories, each before what is in it, in the order of the disk.
 *
 * <p>No directory is entered twice: one with a second name, or one that holds itself, ends the walk
 * with an exception, so that a walk ends on any image. Directories above the current place are not
 * kept in memory but for what the volume keeps anyway.
 */
public final class TreeWalk {
  private final MountPoints mounts;
  private final Deque<Level> levels = new ArrayDeque<>();
  private final Set<Vnode> entered = new HashSet<>();
  private @Nullable Visit top;

  /** What is in the directory of the level that was asked last. */
  private @Nullable DirectoryListing listing;

  private @Nullable Level listed;

  private static final class Level {
    private final Visit directory;
    private int next;

    Level(Visit directory) {
      this.directory = directory;
    }
  }

  private TreeWalk(Visit top, MountPoints mounts) {
    this.mounts = mounts;
    this.top = top;
  }

  /**
   * Returns a walk that goes on in the volumes that are mounted on the directories it comes to, and
   * passes over what they hide.
   *
   * @param top where to start, whatever is mounted on it
   * @throws IOException if its inode cannot be read
   */
  public static TreeWalk from(Vnode top, MountPoints mounts) throws IOException {
    return new TreeWalk(
        new Visit(null, null, top.volume(), top.number(), top.inode(), true), mounts);
  }

  /**
   * Returns the next file or directory, or null if there is none. After an exception the walk goes
   * on behind what could not be entered.
   *
   * @throws CorruptImageException if a directory is met a second time, or cannot be one
   * @throws IOException if the image cannot be read
   */
  public @Nullable Visit next() throws IOException {
    Visit first = top;
    if (first != null) {
      top = null;
      enter(first);
      return first;
    }
    while (!levels.isEmpty()) {
      Level level = levels.getLast();
      DirectoryListing entries = listing(level);
      DirectoryEntry entry = nextEntry(level, entries.entries());
      if (entry == null) {
        levels.removeLast();
        continue;
      }
      Visit visit = visit(level.directory, entry, entries.isReached(entry));
      enter(visit);
      return visit;
    }
    return null;
  }

  private DirectoryListing listing(Level level) throws IOException {
    DirectoryListing known = listing;
    if (known == null || level != listed) {
      known = level.directory.volume().listing(level.directory.number());
      listing = known;
      listed = level;
    }
    return known;
  }

  private Visit visit(Visit directory, DirectoryEntry entry, boolean reached) throws IOException {
    Volume volume = directory.volume();
    long number = entry.inode();
    Volume mounted = mounts.mountedOn(volume, number);
    if (mounted != null) {
      volume = mounted;
      number = Inode.ROOT;
    }
    return new Visit(directory, entry.name(), volume, number, volume.inode(number), reached);
  }

  private static @Nullable DirectoryEntry nextEntry(Level level, List<DirectoryEntry> entries) {
    while (level.next < entries.size()) {
      DirectoryEntry entry = entries.get(level.next++);
      if (!entry.name().isDots()) {
        return entry;
      }
    }
    return null;
  }

  private void enter(Visit visit) throws IOException {
    if (!visit.isDirectory()) {
      return;
    }
    if (!entered.add(visit.vnode())) {
      throw new CorruptImageException(
          DirectoryReader.structure(visit.number()), -1, "is met a second time, as " + visit);
    }
    visit.volume().entries(visit.number());
    levels.addLast(new Level(visit));
  }
}
