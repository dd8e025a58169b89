package org.bootarchive.media.nio;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileStoreAttributeView;
import org.bootarchive.media.volume.MediaVolume;
import org.jspecify.annotations.Nullable;

/** The space of a volume, as it is on the medium. */
final class MediaFileStore extends FileStore {
  private final MediaFileSystem fileSystem;

  MediaFileStore(MediaFileSystem fileSystem) {
    this.fileSystem = fileSystem;
  }

  private MediaVolume volume() {
    fileSystem.checkOpen();
    return fileSystem.volume();
  }

  @Override
  public String name() {
    return fileSystem.key();
  }

  @Override
  public String type() {
    return fileSystem.volume().type();
  }

  @Override
  public boolean isReadOnly() {
    return fileSystem.isReadOnly();
  }

  @Override
  public long getTotalSpace() {
    return volume().totalBytes();
  }

  @Override
  public long getUsableSpace() throws IOException {
    return volume().freeBytes();
  }

  @Override
  public long getUnallocatedSpace() throws IOException {
    return volume().freeBytes();
  }

  @Override
  public boolean supportsFileAttributeView(Class<? extends FileAttributeView> type) {
    return type == BasicFileAttributeView.class;
  }

  @Override
  public boolean supportsFileAttributeView(String name) {
    return name.equals("basic");
  }

  @Override
  public <V extends FileStoreAttributeView> @Nullable V getFileStoreAttributeView(Class<V> type) {
    return null;
  }

  @Override
  public Object getAttribute(String attribute) throws IOException {
    return switch (attribute) {
      case "totalSpace" -> getTotalSpace();
      case "usableSpace" -> getUsableSpace();
      case "unallocatedSpace" -> getUnallocatedSpace();
      default -> throw new UnsupportedOperationException("no attribute " + attribute);
    };
  }

  @Override
  public String toString() {
    return name();
  }
}
