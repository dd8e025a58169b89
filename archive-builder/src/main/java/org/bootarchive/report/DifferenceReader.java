package org.bootarchive.report;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.bootarchive.archive.diff.ArchiveDiff;
import org.bootarchive.archive.diff.Difference;
import org.bootarchive.archive.diff.Difference.Aspect;
import org.bootarchive.report.ReportDifference.Attribute;
import org.bootarchive.report.ReportDifference.Entry;
import org.bootarchive.report.ReportDifference.Kind;
import org.bootarchive.report.ReportDifference.Removed;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.jspecify.annotations.Nullable;

/** Compares two archives for a report. */
final class DifferenceReader {
  private final ReportTrees before;
  private final ReportTrees after;
  private final ReportLimits limits;
  private final List<Map<Integer, Kind>> changes = new ArrayList<>();
  private final List<Map<Integer, Long>> oldStored = new ArrayList<>();
  private final List<ImmutableList.Builder<Removed>> removed = new ArrayList<>();
  private final Map<Kind, Integer> summary = new EnumMap<>(Kind.class);

  /** How long the texts of hunks may still be, as JSON has them. */
  private long textLeft;

  private DifferenceReader(ReportTrees before, ReportTrees after, ReportLimits limits) {
    this.before = before;
    this.after = after;
    this.limits = limits;
    for (int i = 0; i < after.trees().size(); i++) {
      changes.add(new TreeMap<>());
      oldStored.add(new TreeMap<>());
      removed.add(ImmutableList.builder());
    }
    for (Kind kind : Kind.values()) {
      summary.put(kind, 0);
    }
  }

  /** A difference, and where both archives have it. */
  private record Found(
      Difference difference,
      Kind kind,
      ReportTrees.@Nullable Place old,
      ReportTrees.@Nullable Place fresh) {

    /** What matters most first; of two that matter the same the one that was found first. */
    static final Comparator<Found> BY_WEIGHT = Comparator.comparing(Found::weight);

    private int weight() {
      return switch (kind) {
        case ADDED, REMOVED -> 0;
        case CONTENT -> 1;
        case METADATA -> difference.aspects().equals(Set.of(Aspect.MTIME)) ? 3 : 2;
      };
    }
  }

  /**
   * Compares an archive with an older one.
   *
   * @throws CorruptImageException if one of them has no tree
   * @throws IOException if one of them cannot be read
   */
  static ReportDifference read(
      ReportSubject old,
      ReportTrees before,
      ReportSubject fresh,
      ReportTrees after,
      ReportLimits limits)
      throws IOException {
    return new DifferenceReader(before, after, limits)
        .read(
            old.source().path(),
            ArchiveDiff.of(old.tree(), fresh.tree(), old.source().path(), fresh.source().path()));
  }

  private ReportDifference read(String oldPath, List<Difference> differences) throws IOException {
    List<Found> all = new ArrayList<>();
    for (Difference difference : differences) {
      Found found = find(difference);
      all.add(found);
      summary.merge(found.kind(), 1, Integer::sum);
    }
    textLeft = limits.textBytes(after.size(), all.size()) / 2;
    List<Found> shown = all;
    int most = limits.mostDifferences(after.size());
    if (all.size() > most) {
      List<Found> byWeight = new ArrayList<>(all);
      byWeight.sort(Found.BY_WEIGHT);
      int lightest = byWeight.get(most - 1).weight();
      shown = new ArrayList<>();
      long room = most - all.stream().filter(found -> found.weight() < lightest).count();
      for (Found found : all) {
        if (found.weight() < lightest || (found.weight() == lightest && room-- > 0)) {
          shown.add(found);
        }
      }
    }
    ImmutableList.Builder<Entry> entries = ImmutableList.builder();
    for (Found found : shown) {
      mark(found);
      entries.add(entry(found));
    }
    return new ReportDifference(
        oldPath,
        entries.build(),
        all.size() - shown.size(),
        summary,
        changes.stream()
            .map(ImmutableSortedMap::<Integer, Kind>copyOf)
            .collect(ImmutableList.toImmutableList()),
        oldStored.stream()
            .map(ImmutableSortedMap::<Integer, Long>copyOf)
            .collect(ImmutableList.toImmutableList()),
        removed.stream()
            .map(ImmutableList.Builder::build)
            .collect(ImmutableList.toImmutableList()));
  }

  private Found find(Difference difference) {
    return new Found(
        difference,
        kind(difference),
        before.find(difference.path(), difference.hidden()),
        after.find(difference.path(), difference.hidden()));
  }

  private static Kind kind(Difference difference) {
    return switch (difference.change()) {
      case ADDED -> Kind.ADDED;
      case REMOVED -> Kind.REMOVED;
      case CHANGED ->
          difference.aspects().contains(Aspect.CONTENT)
                  || difference.aspects().contains(Aspect.TYPE)
                  || difference.aspects().contains(Aspect.DEVICE)
              ? Kind.CONTENT
              : Kind.METADATA;
    };
  }

  /** Notes a difference with the trees. */
  private void mark(Found found) {
    ReportTrees.Place fresh = found.fresh();
    ReportTrees.Place old = found.old();
    if (found.kind() == Kind.REMOVED) {
      if (old != null) {
        FileTree.Node node = before.node(old);
        // What was in a usr.lgz is in none of the trees if there is no usr.lgz any more.
        int tree = Math.min(old.tree(), removed.size() - 1);
        removed
            .get(tree)
            .add(
                new Removed(
                    pathIn(before.tree(old), found, tree),
                    node.letter(),
                    node.size(),
                    node.stored()));
      }
    } else if (fresh != null) {
      changes.get(fresh.tree()).put(fresh.node(), found.kind());
      if (old != null) {
        long stored = before.node(old).stored();
        if (stored != after.node(fresh).stored()) {
          oldStored.get(fresh.tree()).put(fresh.node(), stored);
        }
      }
    }
  }

  private static String pathIn(FileTree tree, Found found, int shownIn) {
    String path = found.difference().path();
    boolean below = tree.name().equals(FileTree.USR) && shownIn > 0;
    return ShownBytes.nameOfEscaped(
        below ? path.substring(Math.min(path.length(), FileTree.USR.length() + 1)) : path);
  }

  private Entry entry(Found found) throws IOException {
    ReportTrees.Place old = found.kind() == Kind.ADDED ? null : found.old();
    ReportTrees.Place fresh = found.kind() == Kind.REMOVED ? null : found.fresh();
    String tree =
        fresh != null
            ? after.tree(fresh).name()
            : old != null ? before.tree(old).name() : FileTree.ROOT;
    return new Entry(
        ShownBytes.nameOfEscaped(found.difference().path()),
        found.kind(),
        tree,
        fresh == null ? -1 : fresh.node(),
        old == null || fresh == null
            ? ImmutableList.of()
            : attributes(found.difference(), old, fresh),
        old == null ? OptionalLong.empty() : OptionalLong.of(before.node(old).size()),
        fresh == null ? OptionalLong.empty() : OptionalLong.of(after.node(fresh).size()),
        old == null || fresh == null ? null : text(found, old, fresh));
  }

  private ImmutableList<Attribute> attributes(
      Difference difference, ReportTrees.Place oldPlace, ReportTrees.Place newPlace)
      throws IOException {
    Inode old = before.node(oldPlace).inode();
    Inode fresh = after.node(newPlace).inode();
    ImmutableList.Builder<Attribute> attributes = ImmutableList.builder();
    for (Aspect aspect : Aspect.values()) {
      if (!difference.aspects().contains(aspect)) {
        continue;
      }
      switch (aspect) {
        case TYPE -> attributes.add(new Attribute("type", type(old), type(fresh)));
        case CONTENT -> {
          if (fresh.type() == FileType.SYMBOLIC_LINK) {
            attributes.add(
                new Attribute("target", before.linkTarget(oldPlace), after.linkTarget(newPlace)));
          }
        }
        case MODE -> attributes.add(new Attribute("mode", octal(old), octal(fresh)));
        case UID -> attributes.add(new Attribute("uid", "" + old.uid(), "" + fresh.uid()));
        case GID -> attributes.add(new Attribute("gid", "" + old.gid(), "" + fresh.gid()));
        case MTIME -> attributes.add(new Attribute("mtime", time(old), time(fresh)));
        case DEVICE ->
            attributes.add(
                new Attribute(
                    "device",
                    ReportTrees.device(before.tree(oldPlace), oldPlace.node()),
                    ReportTrees.device(after.tree(newPlace), newPlace.node())));
        case LINKS ->
            attributes.add(new Attribute("links", "" + old.linkCount(), "" + fresh.linkCount()));
      }
    }
    return attributes.build();
  }

  private static String type(Inode inode) {
    FileType type = inode.type();
    return type == null ? "none" : type.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String octal(Inode inode) {
    return Integer.toOctalString(010000 | inode.permissions()).substring(1);
  }

  private static String time(Inode inode) {
    return Instant.ofEpochSecond(inode.modifyTime().seconds()).toString();
  }

  private @Nullable TextDifference text(Found found, ReportTrees.Place old, ReportTrees.Place fresh)
      throws IOException {
    if (found.kind() != Kind.CONTENT
        || !isShort(before.node(old))
        || !isShort(after.node(fresh))
        || textLeft <= 0) {
      return null;
    }
    try {
      Optional<String> left = TextContents.read(before.tree(old), old.node(), limits.fileBytes());
      Optional<String> right =
          TextContents.read(after.tree(fresh), fresh.node(), limits.fileBytes());
      if (left.isEmpty() || right.isEmpty()) {
        return null;
      }
      TextDifference difference = TextDifference.of(left.get(), right.get());
      textLeft -= ReportJson.lengthOf(difference);
      return textLeft < 0 ? new TextDifference(true, ImmutableList.of()) : difference;
    } catch (CorruptImageException e) {
      return null;
    }
  }

  private boolean isShort(FileTree.Node node) {
    return node.isRegular() && node.size() <= limits.fileBytes();
  }
}
