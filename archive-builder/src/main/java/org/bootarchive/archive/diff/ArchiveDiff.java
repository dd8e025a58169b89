package org.bootarchive.archive.diff;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bootarchive.archive.diff.Difference.Aspect;
import org.bootarchive.archive.diff.Difference.Change;
import org.bootarchive.ufs.disk.CorruptImageException;
import org.bootarchive.ufs.disk.DirectoryEntry;
import org.bootarchive.ufs.disk.FileName;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.volume.Volume;
import org.jspecify.annotations.Nullable;

/**
 * Compares the files of two archives, path by path.
 *
 * <p>What follows from other differences is none: inode numbers, blocks, the sizes and link counts
 * of directories, times of access and of inodes.
 */
public final class ArchiveDiff {
  private final Volume before;
  private final Volume after;
  private final ContentComparison contents;
  private final ImmutableList.Builder<Difference> differences = ImmutableList.builder();
  private final Deque<Step> steps = new ArrayDeque<>();

  /** For each inode with several names, the first path at which both archives have a file. */
  private final Map<Long, String> firstBefore = new HashMap<>();

  private final Map<Long, String> firstAfter = new HashMap<>();
  private final Set<Long> enteredBefore = new HashSet<>();
  private final Set<Long> enteredAfter = new HashSet<>();

  /** A path; the inodes are 0 where an archive does not have it. */
  private record Step(String path, long before, long after) {}

  private ArchiveDiff(Volume before, Volume after) {
    this.before = before;
    this.after = after;
    this.contents = new ContentComparison(before, after);
  }

  /**
   * Returns all differences of two archives, sorted by the bytes of the names, each directory
   * before what is in it.
   *
   * @throws CorruptImageException if one of them has no tree
   * @throws IOException if one of them cannot be read
   */
  public static ImmutableList<Difference> of(Volume before, Volume after) throws IOException {
    return new ArchiveDiff(before, after).run();
  }

  private ImmutableList<Difference> run() throws IOException {
    steps.add(new Step("", Inode.ROOT, Inode.ROOT));
    while (!steps.isEmpty()) {
      compare(steps.removeLast());
    }
    return differences.build();
  }

  private void compare(Step step) throws IOException {
    Inode old = step.before() == 0 ? null : before.inode(step.before());
    Inode fresh = step.after() == 0 ? null : after.inode(step.after());
    if (old == null || fresh == null) {
      Inode only = old == null ? fresh : old;
      if (only != null) {
        add(step, old == null ? Change.ADDED : Change.REMOVED, only, EnumSet.noneOf(Aspect.class));
      }
    } else {
      EnumSet<Aspect> aspects = aspects(step, old, fresh);
      if (!aspects.isEmpty()) {
        add(step, Change.CHANGED, fresh, aspects);
      }
    }
    List<Step> below = below(step, old, fresh);
    for (int i = below.size() - 1; i >= 0; i--) {
      steps.addLast(below.get(i));
    }
  }

  private void add(Step step, Change change, Inode inode, Set<Aspect> aspects)
      throws CorruptImageException {
    String path = step.path().isEmpty() ? "." : step.path();
    differences.add(new Difference(path, change, type(path, inode), aspects));
  }

  private static FileType type(String path, Inode inode) throws CorruptImageException {
    FileType type = inode.type();
    if (type == null) {
      throw new CorruptImageException(path, -1, "leads to an inode that is free");
    }
    return type;
  }

  private EnumSet<Aspect> aspects(Step step, Inode old, Inode fresh) throws IOException {
    EnumSet<Aspect> aspects = EnumSet.noneOf(Aspect.class);
    FileType type = type(step.path(), fresh);
    if (type(step.path(), old) != type) {
      aspects.add(Aspect.TYPE);
    } else if (type == FileType.REGULAR) {
      addIf(aspects, Aspect.CONTENT, !contents.areEqual(step.before(), old, step.after(), fresh));
    } else if (type == FileType.SYMBOLIC_LINK) {
      addIf(
          aspects,
          Aspect.CONTENT,
          !Arrays.equals(before.readLink(step.before()), after.readLink(step.after())));
    } else if (type.isDevice()) {
      addIf(aspects, Aspect.DEVICE, !before.device(old).equals(after.device(fresh)));
    }
    addIf(aspects, Aspect.MODE, old.permissions() != fresh.permissions());
    addIf(aspects, Aspect.UID, old.uid() != fresh.uid());
    addIf(aspects, Aspect.GID, old.gid() != fresh.gid());
    addIf(aspects, Aspect.MTIME, !old.modifyTime().equals(fresh.modifyTime()));
    addIf(aspects, Aspect.LINKS, linksDiffer(step, old, fresh));
    return aspects;
  }

  private static void addIf(EnumSet<Aspect> aspects, Aspect aspect, boolean differs) {
    if (differs) {
      aspects.add(aspect);
    }
  }

  private boolean linksDiffer(Step step, Inode old, Inode fresh) {
    if (isDirectory(old) || isDirectory(fresh)) {
      return false;
    }
    String first = firstBefore.putIfAbsent(step.before(), step.path());
    String second = firstAfter.putIfAbsent(step.after(), step.path());
    return first == null ? second != null : !first.equals(second);
  }

  private static boolean isDirectory(@Nullable Inode inode) {
    return inode != null && inode.type() == FileType.DIRECTORY;
  }

  private List<Step> below(Step step, @Nullable Inode old, @Nullable Inode fresh)
      throws IOException {
    Map<FileName, Long> olds = entries(before, step.before(), isDirectory(old), enteredBefore);
    Map<FileName, Long> news = entries(after, step.after(), isDirectory(fresh), enteredAfter);
    TreeSet<FileName> names = new TreeSet<>(olds.keySet());
    names.addAll(news.keySet());
    List<Step> below = new ArrayList<>();
    String prefix = step.path().isEmpty() ? "" : step.path() + "/";
    for (FileName name : names) {
      below.add(new Step(prefix + name, olds.getOrDefault(name, 0L), news.getOrDefault(name, 0L)));
    }
    return below;
  }

  private static Map<FileName, Long> entries(
      Volume volume, long directory, boolean isDirectory, Set<Long> entered) throws IOException {
    Map<FileName, Long> entries = new TreeMap<>();
    if (!isDirectory) {
      return entries;
    }
    if (!entered.add(directory)) {
      throw new CorruptImageException(
          "directory of inode " + directory, -1, "is met a second time");
    }
    for (DirectoryEntry entry : volume.entries(directory)) {
      if (!entry.name().isDots()) {
        entries.putIfAbsent(entry.name(), entry.inode());
      }
    }
    return entries;
  }
}
