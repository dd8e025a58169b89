package org.bootarchive.ufs.nio;

import com.google.common.collect.ImmutableList;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.bootarchive.ufs.internal.path.Links;
import org.bootarchive.ufs.internal.path.NamePath;
import org.bootarchive.ufs.internal.path.PathUri;
import org.bootarchive.ufs.text.FileName;
import org.jspecify.annotations.Nullable;

/** A path in a UFS image. */
final class UfsPath extends NamePath<UfsPath> {
  private final UfsFileSystem fileSystem;
  private final @Nullable KnownPlace known;

  private UfsPath(
      UfsFileSystem fileSystem,
      boolean absolute,
      List<FileName> names,
      @Nullable KnownPlace known) {
    super(absolute, names);
    this.fileSystem = fileSystem;
    this.known = known;
  }

  /** Returns the path of some names; none without a slash are the empty path. */
  static UfsPath of(UfsFileSystem fileSystem, boolean absolute, List<FileName> names) {
    return new UfsPath(fileSystem, absolute, names, null);
  }

  /** Returns the path of a name in this directory, whose place a listing of it told. */
  UfsPath child(FileName name, KnownPlace place) {
    return new UfsPath(fileSystem, isAbsolute(), childNames(name), place);
  }

  /** Returns the place that a listing told for this path, or null if no listing did. */
  @Nullable KnownPlace known() {
    return known;
  }

  /** Returns the bytes of the path, without escapes. */
  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (isAbsolute()) {
      bytes.write('/');
    }
    ImmutableList<FileName> names = names();
    for (int i = 0; i < names.size(); i++) {
      if (i > 0) {
        bytes.write('/');
      }
      bytes.writeBytes(names.get(i).toBytes());
    }
    return bytes.toByteArray();
  }

  @Override
  protected UfsPath self() {
    return this;
  }

  @Override
  protected UfsPath with(boolean absolute, List<FileName> names) {
    return of(fileSystem, absolute, names);
  }

  @Override
  protected String fileSystemKey() {
    return fileSystem.key();
  }

  @Override
  protected @Nullable UfsPath sameKind(Path other) {
    return other instanceof UfsPath path ? path : null;
  }

  @Override
  public UfsFileSystem getFileSystem() {
    return fileSystem;
  }

  @Override
  public URI toUri() {
    UfsPath whole = toAbsolutePath();
    boolean directory = fileSystem.isOpen() && Files.isDirectory(whole, LinkOption.NOFOLLOW_LINKS);
    return PathUri.of(UfsFileSystemProvider.SCHEME, fileSystem.key(), whole.names(), directory);
  }

  @Override
  public UfsPath toRealPath(LinkOption... options) throws IOException {
    return fileSystem.reader().realPath(this, Links.areFollowed(options));
  }
}
