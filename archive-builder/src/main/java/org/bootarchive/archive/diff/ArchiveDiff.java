package org.bootarchive.archive.diff;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bootarchive.archive.diff.Difference.Aspect;
import org.bootarchive.archive.diff.Difference.Change;
import org.bootarchive.archive.image.CompressedFile;
import org.bootarchive.archive.tree.ArchiveTree;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.disk.DirectoryEntry;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.text.FileName;
import org.bootarchive.ufs.volume.FileContent;
import org.bootarchive.ufs.volume.Vnode;
import org.jspecify.annotations.Nullable;

/**
 * Compares the files of two archives, path by path.
 *
 * <p>Not compared is what follows from other differences: inode numbers, blocks, the sizes and link
 * counts of directories, times of access and of inodes. A usr.lgz is a file like others, so that it
 * differs too if anything inside it does, or nothing but its compression.
 *
 * <p>Where the files in a usr.lgz hide those that an archive itself has in its usr, mid-boot sees
 * the latter all the same: they are compared too, after all others.
 */
public final class ArchiveDiff {
  private final ArchiveTree before;
  private final ArchiveTree after;
  private final ReadSide side;
  private final ContentComparison contents;
  private final UsrComparison usr;

  private final ImmutableList.Builder<Difference> differences = ImmutableList.builder();
  private final Deque<Step> steps = new ArrayDeque<>();

  /** For each inode with several names, the first path at which both archives have a file. */
  private final FirstPaths firstBefore = new FirstPaths();

  private final FirstPaths firstAfter = new FirstPaths();
  private final Set<Vnode> enteredBefore = new HashSet<>();
  private final Set<Vnode> enteredAfter = new HashSet<>();

  /** A path, and what is there; null where an archive does not have it. */
  private record Step(String path, @Nullable Vnode before, @Nullable Vnode after) {}

  /** Whether what is compared are files that others hide after boot. */
  private final boolean hidden;

  private ArchiveDiff(ArchiveTree before, ArchiveTree after, ReadSide side, boolean hidden)
      throws IOException {
    this.before = before;
    this.after = after;
    this.side = side;
    this.hidden = hidden;
    this.contents = new ContentComparison(side);
    this.usr = UsrComparison.of(before, after, contents, side);
  }

  /**
   * Returns all differences of two archives, sorted by the bytes of the names, each directory
   * before what is in it; then those of the files that a usr.lgz hides.
   *
   * @throws CorruptImageException if one of them has no tree
   * @throws IOException if one of them cannot be read
   */
  public static ImmutableList<Difference> of(ArchiveTree before, ArchiveTree after)
      throws IOException {
    return of(before, after, "old archive", "new archive");
  }

  /**
   * Returns the same; an error begins with the name of the archive that it is of.
   *
   * @param old what the older archive is called
   * @param fresh what the newer one is called
   * @throws CorruptImageException if one of them has no tree
   * @throws IOException if one of them cannot be read
   */
  public static ImmutableList<Difference> of(
      ArchiveTree before, ArchiveTree after, String old, String fresh) throws IOException {
    ReadSide side = new ReadSide(old, fresh);
    try {
      return of(before, after, side);
    } catch (CorruptImageException e) {
      throw side.named(e);
    }
  }

  private static ImmutableList<Difference> of(ArchiveTree before, ArchiveTree after, ReadSide side)
      throws IOException {
    ArchiveDiff all = new ArchiveDiff(before, after, side, false);
    side.old();
    Vnode top = before.top();
    side.fresh();
    all.run(new Step("", top, after.top()));
    side.old();
    ArchiveTree ownBefore = ArchiveTree.ofRoot(before.root());
    side.fresh();
    ArchiveDiff own = new ArchiveDiff(ownBefore, ArchiveTree.ofRoot(after.root()), side, true);
    if (before.usr().isPresent() || after.usr().isPresent()) {
      own.runInUsr(all);
    }
    return ImmutableList.<Difference>builder()
        .addAll(all.differences.build())
        .addAll(own.differences.build())
        .build();
  }

  private void run(Step from) throws IOException {
    steps.add(from);
    while (!steps.isEmpty()) {
      compare(steps.removeLast());
    }
  }

  /** Compares the archives' own usr; other names of its files are where they were found before. */
  private void runInUsr(ArchiveDiff others) throws IOException {
    firstBefore.putOthers(others.firstBefore, ArchiveTree.USR.toString());
    firstAfter.putOthers(others.firstAfter, ArchiveTree.USR.toString());
    side.old();
    Vnode old = before.lookup(before.top(), ArchiveTree.USR).orElse(null);
    side.fresh();
    Vnode fresh = after.lookup(after.top(), ArchiveTree.USR).orElse(null);
    run(new Step(ArchiveTree.USR.toString(), old, fresh));
  }

  private void compare(Step step) throws IOException {
    Vnode first = step.before();
    Vnode second = step.after();
    side.old();
    Inode old = first == null ? null : first.inode();
    side.fresh();
    Inode fresh = second == null ? null : second.inode();
    if (first != null && old != null && second != null && fresh != null) {
      EnumSet<Aspect> aspects = aspects(step.path(), new Sides(first, old, second, fresh));
      if (!aspects.isEmpty()) {
        add(step, Change.CHANGED, fresh, aspects);
      }
    } else {
      Inode only = old == null ? fresh : old;
      setSide(old != null);
      if (only != null) {
        add(step, old == null ? Change.ADDED : Change.REMOVED, only, EnumSet.noneOf(Aspect.class));
      }
    }
    List<Step> below = below(step, old, fresh);
    for (int i = below.size() - 1; i >= 0; i--) {
      steps.addLast(below.get(i));
    }
  }

  private void setSide(boolean isOld) {
    if (isOld) {
      side.old();
    } else {
      side.fresh();
    }
  }

  private void add(Step step, Change change, Inode inode, Set<Aspect> aspects)
      throws CorruptImageException {
    String path = step.path().isEmpty() ? "." : step.path();
    differences.add(new Difference(path, change, type(path, inode), aspects, hidden));
  }

  private static FileType type(String path, Inode inode) throws CorruptImageException {
    FileType type = inode.type();
    if (type == null) {
      throw new CorruptImageException(path, -1, "leads to an inode that is free");
    }
    return type;
  }

  /** What two archives have at a path. */
  private record Sides(Vnode before, Inode old, Vnode after, Inode fresh) {
    boolean haveEqualLinks(ReadSide side) throws IOException {
      side.old();
      byte[] target = before.volume().readLink(before.number());
      side.fresh();
      return Arrays.equals(target, after.volume().readLink(after.number()));
    }

    boolean haveEqualDevices() {
      return before.volume().device(old).equals(after.volume().device(fresh));
    }
  }

  private EnumSet<Aspect> aspects(String path, Sides sides) throws IOException {
    EnumSet<Aspect> aspects = EnumSet.noneOf(Aspect.class);
    Inode old = sides.old();
    Inode fresh = sides.fresh();
    side.fresh();
    FileType type = type(path, fresh);
    side.old();
    FileType oldType = type(path, old);
    if (oldType != type) {
      aspects.add(Aspect.TYPE);
    } else if (type == FileType.REGULAR) {
      addIf(aspects, Aspect.CONTENT, !haveEqualContent(sides));
    } else if (type == FileType.SYMBOLIC_LINK) {
      addIf(aspects, Aspect.CONTENT, !sides.haveEqualLinks(side));
    } else if (type.isDevice()) {
      addIf(aspects, Aspect.DEVICE, !sides.haveEqualDevices());
    }
    addIf(aspects, Aspect.MODE, old.permissions() != fresh.permissions());
    addIf(aspects, Aspect.UID, old.uid() != fresh.uid());
    addIf(aspects, Aspect.GID, old.gid() != fresh.gid());
    addIf(aspects, Aspect.MTIME, !old.modifyTime().equals(fresh.modifyTime()));
    addIf(aspects, Aspect.LINKS, linksDiffer(path, sides));
    return aspects;
  }

  private boolean haveEqualContent(Sides sides) throws IOException {
    Vnode first = sides.before();
    Vnode second = sides.after();
    if (usr.isSame(first, second)) {
      return true;
    }
    side.old();
    FileContent left = CompressedFile.content(first, sides.old());
    side.fresh();
    FileContent right = CompressedFile.content(second, sides.fresh());
    if (left.size() != right.size()) {
      return false;
    }
    side.old();
    boolean isCompressed = CompressedFile.is(first, sides.old());
    side.fresh();
    boolean areCompressed = isCompressed || CompressedFile.is(second, sides.fresh());
    return (!areCompressed && usr.areStoredAlike(first, left, second, right))
        || contents.areEqual(left, right);
  }

  private static void addIf(EnumSet<Aspect> aspects, Aspect aspect, boolean differs) {
    if (differs) {
      aspects.add(aspect);
    }
  }

  private boolean linksDiffer(String path, Sides sides) {
    if (isDirectory(sides.old()) || isDirectory(sides.fresh())) {
      return false;
    }
    String first = firstBefore.meet(sides.before(), sides.old(), path);
    String second = firstAfter.meet(sides.after(), sides.fresh(), path);
    return first == null ? second != null : !first.equals(second);
  }

  private static boolean isDirectory(@Nullable Inode inode) {
    return inode != null && inode.type() == FileType.DIRECTORY;
  }

  private List<Step> below(Step step, @Nullable Inode old, @Nullable Inode fresh)
      throws IOException {
    side.old();
    Map<FileName, Long> olds = entries(step.before(), isDirectory(old), enteredBefore);
    side.fresh();
    Map<FileName, Long> news = entries(step.after(), isDirectory(fresh), enteredAfter);
    TreeSet<FileName> names = new TreeSet<>(olds.keySet());
    names.addAll(news.keySet());
    List<Step> below = new ArrayList<>();
    String prefix = step.path().isEmpty() ? "" : step.path() + "/";
    for (FileName name : names) {
      Long oldInode = olds.get(name);
      Long newInode = news.get(name);
      boolean same =
          usr.isSame()
              && isMountPoint(before, step.before(), oldInode)
              && isMountPoint(after, step.after(), newInode);
      if (!same) {
        side.old();
        Vnode first = at(before, step.before(), oldInode);
        side.fresh();
        below.add(new Step(prefix + name, first, at(after, step.after(), newInode)));
      }
    }
    return below;
  }

  private static boolean isMountPoint(
      ArchiveTree tree, @Nullable Vnode directory, @Nullable Long inode) {
    return directory != null && inode != null && tree.isMountPoint(directory.volume(), inode);
  }

  private static @Nullable Vnode at(
      ArchiveTree tree, @Nullable Vnode directory, @Nullable Long inode) throws IOException {
    return directory == null || inode == null ? null : tree.at(directory.volume(), inode);
  }

  private static Map<FileName, Long> entries(
      @Nullable Vnode directory, boolean isDirectory, Set<Vnode> entered) throws IOException {
    Map<FileName, Long> entries = new TreeMap<>();
    if (directory == null || !isDirectory) {
      return entries;
    }
    if (!entered.add(directory)) {
      throw new CorruptImageException(
          "directory of inode " + directory.number(), -1, "is met a second time");
    }
    for (DirectoryEntry entry : directory.volume().entries(directory.number())) {
      if (!entry.name().isDots()) {
        entries.putIfAbsent(entry.name(), entry.inode());
      }
    }
    return entries;
  }
}
