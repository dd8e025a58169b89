package org.bootarchive.media.nio;

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

/** A path on a medium. */
final class MediaPath extends NamePath<MediaPath> {
  private final MediaFileSystem fileSystem;

  private MediaPath(MediaFileSystem fileSystem, boolean absolute, List<FileName> names) {
    super(absolute, names);
    this.fileSystem = fileSystem;
  }

  static MediaPath of(MediaFileSystem fileSystem, boolean absolute, List<FileName> names) {
    return new MediaPath(fileSystem, absolute, names);
  }

  MediaPath child(FileName name) {
    return of(fileSystem, isAbsolute(), childNames(name));
  }

  @Override
  protected MediaPath self() {
    return this;
  }

  @Override
  protected MediaPath with(boolean absolute, List<FileName> names) {
    return of(fileSystem, absolute, names);
  }

  @Override
  protected String fileSystemKey() {
    return fileSystem.key();
  }

  @Override
  protected @Nullable MediaPath sameKind(Path other) {
    return other instanceof MediaPath path ? path : null;
  }

  @Override
  public MediaFileSystem getFileSystem() {
    return fileSystem;
  }

  @Override
  public URI toUri() {
    MediaPath whole = toAbsolutePath();
    boolean directory = fileSystem.isOpen() && Files.isDirectory(whole, LinkOption.NOFOLLOW_LINKS);
    return PathUri.of(MediaFileSystemProvider.SCHEME, fileSystem.key(), whole.names(), directory);
  }

  @Override
  public MediaPath toRealPath(LinkOption... options) throws IOException {
    return of(fileSystem, true, fileSystem.existing(this, Links.areFollowed(options)).names());
  }
}
