package org.bootarchive.ufs.nio;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileStoreAttributeView;
import org.bootarchive.ufs.disk.CylinderSummary;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.disk.SuperblockField;
import org.jspecify.annotations.Nullable;

/** The space of a file system, as its superblock sums it up. */
final class UfsFileStore extends FileStore {
  private final UfsFileSystem fileSystem;

  UfsFileStore(UfsFileSystem fileSystem) {
    this.fileSystem = fileSystem;
  }

  @Override
  public String name() {
    return fileSystem.key();
  }

  @Override
  public String type() {
    return "ufs";
  }

  @Override
  public boolean isReadOnly() {
    return fileSystem.isReadOnly();
  }

  private Superblock superblock() {
    fileSystem.checkOpen();
    return fileSystem.volume().superblock();
  }

  /** Returns the bytes for files and directories (fs_dsize). */
  @Override
  public long getTotalSpace() {
    return dataFragments() * superblock().fragmentBytes();
  }

  private long dataFragments() {
    return superblock().get(SuperblockField.DSIZE);
  }

  /** Returns the free bytes but for the part that is kept for the super-user (fs_minfree). */
  @Override
  public long getUsableSpace() {
    long reserved = dataFragments() * superblock().get(SuperblockField.MINFREE) / 100;
    return Math.max(0, freeFragments() - reserved) * superblock().fragmentBytes();
  }

  @Override
  public long getUnallocatedSpace() {
    return Math.max(0, freeFragments()) * superblock().fragmentBytes();
  }

  private long freeFragments() {
    CylinderSummary totals = superblock().totals();
    return (long) totals.freeBlocks() * superblock().fragmentsPerBlock() + totals.freeFragments();
  }

  @Override
  public long getBlockSize() {
    return superblock().blockBytes();
  }

  @Override
  public boolean supportsFileAttributeView(Class<? extends FileAttributeView> type) {
    return AttributeViews.supports(type);
  }

  @Override
  public boolean supportsFileAttributeView(String name) {
    return AttributeViews.NAMES.contains(name);
  }

  @Override
  public <V extends FileStoreAttributeView> @Nullable V getFileStoreAttributeView(Class<V> type) {
    return null;
  }

  /**
   * Returns {@code totalSpace}, {@code usableSpace} or {@code unallocatedSpace} in bytes, {@code
   * totalInodes} or {@code freeInodes}, each as a Long.
   *
   * @throws UnsupportedOperationException if the attribute is another
   */
  @Override
  public Object getAttribute(String attribute) throws IOException {
    ImmutableMap<String, Long> values =
        ImmutableMap.of(
            "totalSpace", getTotalSpace(),
            "usableSpace", getUsableSpace(),
            "unallocatedSpace", getUnallocatedSpace(),
            "totalInodes", superblock().inodeCount(),
            "freeInodes", (long) superblock().totals().freeInodes());
    Long value = values.get(attribute);
    if (value == null) {
      throw new UnsupportedOperationException("no attribute " + attribute);
    }
    return value;
  }

  @Override
  public String toString() {
    return name();
  }
}
