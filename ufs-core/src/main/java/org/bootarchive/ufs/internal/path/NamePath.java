package org.bootarchive.ufs.internal.path;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Joiner;
import com.google.common.collect.Comparators;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import com.google.common.collect.Lists;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.bootarchive.ufs.text.FileName;
import org.jspecify.annotations.Nullable;

/**
 * A path in an image: names, behind a slash or not.
 *
 * <p>The algebra is that of the JDK on Unix, but for the order, which is by names, absolute paths
 * first. The empty path has one empty name.
 *
 * @param <P> the kind of path, one for each kind of file system
 */
public abstract class NamePath<P extends NamePath<P>> implements Path {
  private static final ImmutableList<FileName> EMPTY = ImmutableList.of(FileName.of(""));
  private static final Comparator<Iterable<FileName>> BY_NAMES =
      Comparators.lexicographical(Comparator.<FileName>naturalOrder());

  private final boolean absolute;
  private final ImmutableList<FileName> names;
  private @Nullable String text;

  /** Creates the path of some names; none without a slash are the empty path. */
  protected NamePath(boolean absolute, List<FileName> names) {
    this.absolute = absolute;
    this.names = names.isEmpty() && !absolute ? EMPTY : ImmutableList.copyOf(names);
  }

  /** Returns this path. */
  protected abstract P self();

  /** Returns the path of some names in the same file system. */
  protected abstract P with(boolean absolute, List<FileName> names);

  /** Returns what stands for the file system in URIs. */
  protected abstract String fileSystemKey();

  /** Returns another path as one of this kind, null if it is of another kind. */
  protected abstract @Nullable P sameKind(Path other);

  /** Returns the names, none for the empty path. */
  public final ImmutableList<FileName> names() {
    return isEmpty() ? ImmutableList.of() : names;
  }

  /** Returns the names of what a name in this directory leads to. */
  protected final ImmutableList<FileName> childNames(FileName name) {
    return isEmpty()
        ? ImmutableList.of(name)
        : ImmutableList.<FileName>builderWithExpectedSize(names.size() + 1)
            .addAll(names)
            .add(name)
            .build();
  }

  private List<FileName> allNames() {
    return names;
  }

  private boolean isEmpty() {
    return names.size() == 1 && names.get(0).length() == 0;
  }

  @Override
  public final boolean isAbsolute() {
    return absolute;
  }

  @Override
  public final @Nullable P getRoot() {
    return absolute ? with(true, ImmutableList.of()) : null;
  }

  @Override
  public final @Nullable P getFileName() {
    return names.isEmpty() ? null : getName(names.size() - 1);
  }

  @Override
  public final @Nullable P getParent() {
    if (names.isEmpty() || (names.size() == 1 && !absolute)) {
      return null;
    }
    return with(absolute, names.subList(0, names.size() - 1));
  }

  @Override
  public final int getNameCount() {
    return names.size();
  }

  @Override
  public final P getName(int index) {
    checkArgument(index >= 0 && index < names.size(), "name %s of %s", index, names.size());
    return with(false, names.subList(index, index + 1));
  }

  @Override
  public final P subpath(int beginIndex, int endIndex) {
    checkArgument(
        beginIndex >= 0 && beginIndex < endIndex && endIndex <= names.size(),
        "names %s to %s of %s",
        beginIndex,
        endIndex,
        names.size());
    return with(false, names.subList(beginIndex, endIndex));
  }

  @Override
  public final boolean startsWith(Path other) {
    P that = ofThisFileSystem(other);
    return that != null
        && absolute == that.isAbsolute()
        && names.size() >= that.getNameCount()
        && names.subList(0, that.getNameCount()).equals(allNamesOf(that));
  }

  @Override
  public final boolean endsWith(Path other) {
    P that = ofThisFileSystem(other);
    if (that == null) {
      return false;
    }
    if (that.isAbsolute()) {
      return equals(that);
    }
    int from = names.size() - that.getNameCount();
    return from >= 0 && names.subList(from, names.size()).equals(allNamesOf(that));
  }

  private static List<FileName> allNamesOf(NamePath<?> path) {
    return path.allNames();
  }

  @Override
  public final P normalize() {
    List<FileName> left = new ArrayList<>(names.size());
    for (FileName name : names) {
      if (name.equals(FileName.PARENT)) {
        if (!left.isEmpty() && !left.get(left.size() - 1).equals(FileName.PARENT)) {
          left.remove(left.size() - 1);
        } else if (!absolute) {
          left.add(name);
        }
      } else if (!name.equals(FileName.SELF)) {
        left.add(name);
      }
    }
    return left.size() == names.size() ? self() : with(absolute, left);
  }

  @Override
  public final P resolve(Path other) {
    P that = checked(other);
    if (that.isAbsolute() || isEmpty()) {
      return that;
    }
    if (that.names().isEmpty()) {
      return self();
    }
    return with(
        absolute,
        ImmutableList.<FileName>builderWithExpectedSize(names.size() + that.getNameCount())
            .addAll(names)
            .addAll(that.names())
            .build());
  }

  /**
   * {@inheritDoc}
   *
   * <p>Where "." or ".." is in one of the paths both are taken as {@link #normalize} leaves them.
   *
   * @throws IllegalArgumentException if one path is absolute and the other is not, or the way leads
   *     down from a ".." of this path, whose name nobody knows
   */
  @Override
  public final P relativize(Path other) {
    P that = checked(other);
    checkArgument(absolute == that.isAbsolute(), "one of %s and %s is absolute", this, other);
    if (equals(that)) {
      return with(false, ImmutableList.of());
    }
    if (isEmpty()) {
      return that;
    }
    boolean dots = hasDots(names()) || hasDots(that.names());
    List<FileName> base = dots ? normalize().names() : names();
    List<FileName> target = dots ? that.normalize().names() : that.names();
    int shared = 0;
    int most = Math.min(base.size(), target.size());
    while (shared < most && base.get(shared).equals(target.get(shared))) {
      shared++;
    }
    List<FileName> up = base.subList(shared, base.size());
    checkArgument(!up.contains(FileName.PARENT), "no way leads from %s to %s", this, other);
    List<FileName> way = new ArrayList<>(Collections.nCopies(up.size(), FileName.PARENT));
    way.addAll(target.subList(shared, target.size()));
    return with(false, way);
  }

  private static boolean hasDots(List<FileName> names) {
    return Iterables.any(names, FileName::isDots);
  }

  @Override
  public final P toAbsolutePath() {
    return absolute ? self() : with(true, names());
  }

  @Override
  public final WatchKey register(
      WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
    throw new ProviderMismatchException("an image cannot be watched");
  }

  @Override
  public final int compareTo(Path other) {
    P that = sameKind(other);
    if (that == null) {
      throw new ClassCastException(other + " is a path of another provider");
    }
    if (getFileSystem() != that.getFileSystem()) {
      return fileSystemKey().compareTo(that.fileSystemKey());
    }
    return absolute == that.isAbsolute()
        ? BY_NAMES.compare(names, allNamesOf(that))
        : Boolean.compare(that.isAbsolute(), absolute);
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return other instanceof NamePath<?> that
        && getFileSystem() == that.getFileSystem()
        && absolute == that.absolute
        && names.equals(that.names);
  }

  @Override
  public final int hashCode() {
    return 31 * names.hashCode() + Boolean.hashCode(absolute);
  }

  @Override
  public final String toString() {
    String known = text;
    if (known == null) {
      known = (absolute ? "/" : "") + Joiner.on('/').join(Lists.transform(names, NameText::of));
      text = known;
    }
    return known;
  }

  private @Nullable P ofThisFileSystem(Path other) {
    return getFileSystem() == other.getFileSystem() ? sameKind(other) : null;
  }

  private P checked(Path other) {
    P that = ofThisFileSystem(other);
    if (that == null) {
      throw new ProviderMismatchException(other + " is a path of another file system");
    }
    return that;
  }
}
