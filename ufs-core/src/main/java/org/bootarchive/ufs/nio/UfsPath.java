package org.bootarchive.ufs.nio;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Joiner;
import com.google.common.collect.Comparators;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import com.google.common.collect.Lists;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.bootarchive.ufs.disk.FileName;
import org.jspecify.annotations.Nullable;

/**
 * A path: names, behind a slash or not.
 *
 * <p>The algebra is that of the JDK on Unix, but for the order, which is by names, absolute paths
 * first. The empty path has one empty name.
 */
final class UfsPath implements Path {
  private static final ImmutableList<FileName> EMPTY = ImmutableList.of(FileName.of(""));
  private static final Comparator<Iterable<FileName>> BY_NAMES =
      Comparators.lexicographical(Comparator.<FileName>naturalOrder());

  private final UfsFileSystem fileSystem;
  private final boolean absolute;
  private final ImmutableList<FileName> names;
  private final @Nullable KnownPlace known;
  private @Nullable String text;

  private UfsPath(
      UfsFileSystem fileSystem,
      boolean absolute,
      ImmutableList<FileName> names,
      @Nullable KnownPlace known) {
    this.fileSystem = fileSystem;
    this.absolute = absolute;
    this.names = names;
    this.known = known;
  }

  /** Returns the path of some names; none without a slash are the empty path. */
  static UfsPath of(UfsFileSystem fileSystem, boolean absolute, List<FileName> names) {
    return new UfsPath(
        fileSystem,
        absolute,
        names.isEmpty() && !absolute ? EMPTY : ImmutableList.copyOf(names),
        null);
  }

  /** Returns the path of a name in this directory, whose place a listing of it told. */
  UfsPath child(FileName name, KnownPlace place) {
    ImmutableList<FileName> childNames =
        isEmpty()
            ? ImmutableList.of(name)
            : ImmutableList.<FileName>builderWithExpectedSize(names.size() + 1)
                .addAll(names)
                .add(name)
                .build();
    return new UfsPath(fileSystem, absolute, childNames, place);
  }

  /** Returns the names, none for the empty path. */
  ImmutableList<FileName> names() {
    return isEmpty() ? ImmutableList.of() : names;
  }

  /** Returns the place that a listing told for this path, or null if no listing did. */
  @Nullable KnownPlace known() {
    return known;
  }

  /** Returns the bytes of the path, without escapes. */
  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (absolute) {
      bytes.write('/');
    }
    for (int i = 0; i < names.size(); i++) {
      if (i > 0) {
        bytes.write('/');
      }
      bytes.writeBytes(names.get(i).toBytes());
    }
    return bytes.toByteArray();
  }

  private boolean isEmpty() {
    return names.size() == 1 && names.get(0).length() == 0;
  }

  @Override
  public UfsFileSystem getFileSystem() {
    return fileSystem;
  }

  @Override
  public boolean isAbsolute() {
    return absolute;
  }

  @Override
  public @Nullable UfsPath getRoot() {
    return absolute ? of(fileSystem, true, ImmutableList.of()) : null;
  }

  @Override
  public @Nullable UfsPath getFileName() {
    return names.isEmpty() ? null : getName(names.size() - 1);
  }

  @Override
  public @Nullable UfsPath getParent() {
    if (names.isEmpty() || (names.size() == 1 && !absolute)) {
      return null;
    }
    return of(fileSystem, absolute, names.subList(0, names.size() - 1));
  }

  @Override
  public int getNameCount() {
    return names.size();
  }

  @Override
  public UfsPath getName(int index) {
    checkArgument(index >= 0 && index < names.size(), "name %s of %s", index, names.size());
    return of(fileSystem, false, names.subList(index, index + 1));
  }

  @Override
  public UfsPath subpath(int beginIndex, int endIndex) {
    checkArgument(
        beginIndex >= 0 && beginIndex < endIndex && endIndex <= names.size(),
        "names %s to %s of %s",
        beginIndex,
        endIndex,
        names.size());
    return of(fileSystem, false, names.subList(beginIndex, endIndex));
  }

  @Override
  public boolean startsWith(Path other) {
    return ofThisFileSystem(other)
        && other instanceof UfsPath that
        && absolute == that.absolute
        && names.size() >= that.names.size()
        && names.subList(0, that.names.size()).equals(that.names);
  }

  @Override
  public boolean endsWith(Path other) {
    if (!(ofThisFileSystem(other) && other instanceof UfsPath that)) {
      return false;
    }
    if (that.absolute) {
      return equals(that);
    }
    int from = names.size() - that.names.size();
    return from >= 0 && names.subList(from, names.size()).equals(that.names);
  }

  @Override
  public UfsPath normalize() {
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
    return left.size() == names.size() ? this : of(fileSystem, absolute, left);
  }

  @Override
  public UfsPath resolve(Path other) {
    UfsPath that = checked(other);
    if (that.absolute || isEmpty()) {
      return that;
    }
    if (that.isEmpty()) {
      return this;
    }
    return of(
        fileSystem,
        absolute,
        ImmutableList.<FileName>builderWithExpectedSize(names.size() + that.names.size())
            .addAll(names)
            .addAll(that.names)
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
  public UfsPath relativize(Path other) {
    UfsPath that = checked(other);
    checkArgument(absolute == that.absolute, "one of %s and %s is absolute", this, other);
    if (equals(that)) {
      return of(fileSystem, false, ImmutableList.of());
    }
    if (isEmpty()) {
      return that;
    }
    boolean dots = hasDots() || that.hasDots();
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
    return of(fileSystem, false, way);
  }

  private boolean hasDots() {
    return Iterables.any(names, FileName::isDots);
  }

  @Override
  public URI toUri() {
    return PathUri.of(this);
  }

  @Override
  public UfsPath toAbsolutePath() {
    return absolute ? this : of(fileSystem, true, names());
  }

  @Override
  public UfsPath toRealPath(LinkOption... options) throws IOException {
    return fileSystem.reader().realPath(this, Links.areFollowed(options));
  }

  @Override
  public WatchKey register(
      WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
    throw new ProviderMismatchException("a UFS image cannot be watched");
  }

  @Override
  public int compareTo(Path other) {
    UfsPath that = (UfsPath) other;
    if (fileSystem != that.fileSystem) {
      return fileSystem.key().compareTo(that.fileSystem.key());
    }
    return absolute == that.absolute
        ? BY_NAMES.compare(names, that.names)
        : Boolean.compare(that.absolute, absolute);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof UfsPath that
        && fileSystem == that.fileSystem
        && absolute == that.absolute
        && names.equals(that.names);
  }

  @Override
  public int hashCode() {
    return 31 * names.hashCode() + Boolean.hashCode(absolute);
  }

  @Override
  public String toString() {
    String known = text;
    if (known == null) {
      known = (absolute ? "/" : "") + Joiner.on('/').join(Lists.transform(names, NameText::of));
      text = known;
    }
    return known;
  }

  private boolean ofThisFileSystem(Path other) {
    return fileSystem == other.getFileSystem();
  }

  private UfsPath checked(Path other) {
    if (ofThisFileSystem(other) && other instanceof UfsPath that) {
      return that;
    }
    throw new ProviderMismatchException(other + " is a path of another file system");
  }
}
