package org.bootarchive.boot.vfs;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.bootarchive.ufs.disk.Inode;
import org.jspecify.annotations.Nullable;

/**
 * A walk through the directories of a UFS, the kernel's way of reading them. A damaged file system
 * gives what can be read of it; each directory is entered once.
 */
final class RamdiskWalk {
  /** The most links that are followed: a hostile link costs far more than another name. */
  private static final int MAX_LINKS = 1 << 12;

  private record Directory(UfsInode inode, String prefix) {}

  private final UfsTables tables;
  private final RamdiskView view;
  private final RootFileSystem root;
  private final int limit;
  private final Predicate<String> wanted;
  private final ImmutableList.Builder<RamdiskEntry> entries = ImmutableList.builder();
  private final Deque<Directory> waiting = new ArrayDeque<>();
  private final Set<Integer> entered = new HashSet<>();
  private int count;
  private int links;

  private RamdiskWalk(UfsTables tables, RootFileSystem root, int limit, Predicate<String> wanted) {
    this.tables = tables;
    this.view = tables.ramdisk().view();
    this.root = root;
    this.limit = limit;
    this.wanted = wanted;
  }

  /**
   * Returns at most {@code limit} names, those of outer directories first.
   *
   * @param wanted which paths, without a slash at the start, are returned and gone into
   */
  static ImmutableList<RamdiskEntry> entries(
      UfsTables tables, RootFileSystem root, int limit, Predicate<String> wanted)
      throws IOException {
    RamdiskWalk walk = new RamdiskWalk(tables, root, limit, wanted);
    try {
      walk.enter(tables.inode(Inode.ROOT, walk.view), "");
    } catch (KernelStopException e) {
      return ImmutableList.of();
    }
    for (Directory next = walk.waiting.poll(); next != null; next = walk.waiting.poll()) {
      walk.read(next);
    }
    return walk.entries.build();
  }

  private void enter(@Nullable UfsInode inode, String prefix) {
    if (inode != null && inode.isDirectory() && entered.add(inode.number())) {
      waiting.add(new Directory(inode, prefix));
    }
  }

  private void read(Directory directory) throws IOException {
    UfsDirectoryScan scan =
        new UfsDirectoryScan(directory.inode(), tables.geometry(), tables.ramdisk(), view);
    try {
      // Records without a usable name count too: there may be millions of them.
      while (count < limit && scan.next()) {
        count++;
        if (scan.hasName()) {
          add(directory.prefix(), scan.name(), scan.inode());
        }
      }
    } catch (KernelStopException e) {
      // The kernel would not come back from here; what was read so far counts.
      return;
    }
  }

  private void add(String prefix, String name, int number) throws IOException {
    String path = prefix + name;
    if (name.isEmpty()
        || name.equals(".")
        || name.equals("..")
        || path.length() >= KernelPath.MAX_BYTES
        || !wanted.test(path)) {
      return;
    }
    UfsInode inode = tables.inode(number, view);
    boolean directory = inode != null && inode.isDirectory();
    Optional<String> leadsTo =
        inode != null && inode.isLink() && links++ < MAX_LINKS ? follow(path) : Optional.empty();
    entries.add(new RamdiskEntry(path, directory, leadsTo));
    enter(inode, path + "/");
  }

  private Optional<String> follow(String path) throws IOException {
    RecordingTrace trace = new RecordingTrace();
    try {
      return root.open(path, trace) == null
          ? Optional.empty()
          : Optional.ofNullable(trace.finalPath()).map(LexicalPath::of);
    } catch (KernelStopException e) {
      return Optional.empty();
    }
  }
}
