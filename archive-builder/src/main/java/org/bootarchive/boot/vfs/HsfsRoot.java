package org.bootarchive.boot.vfs;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.io.ByteSource;
import java.io.IOException;
import org.bootarchive.boot.vfs.Explanation.StepKind;
import org.bootarchive.ufs.disk.FileType;
import org.jspecify.annotations.Nullable;

/** A ramdisk with an ISO 9660 file system (hsfs.c). */
final class HsfsRoot implements RootFileSystem {
  private static final long DIRECTORY_CACHE_BYTES = 64 << 20;

  private static final int DESCRIPTOR_SECTOR = 64;
  private static final int STANDARD_ID = 1;
  private static final int BLOCK_SIZE = 128;
  private static final int ROOT_RECORD_EXTENT = 156 + 2;

  /** Type 1, "CD001", version 1. */
  private static final String PRIMARY_VOLUME = "\1CD001\1";

  private final Ramdisk ramdisk;
  private final long rootExtent;
  private final Cache<HsfsNode, NameIndex<HsfsNode>> directories =
      CacheBuilder.newBuilder()
          .concurrencyLevel(1)
          .maximumWeight(DIRECTORY_CACHE_BYTES)
          .weigher((HsfsNode node, NameIndex<HsfsNode> index) -> index.weight())
          .build();

  private HsfsRoot(Ramdisk ramdisk, long rootExtent) {
    this.ramdisk = ramdisk;
    this.rootExtent = rootExtent;
  }

  /** Returns the file system of a ramdisk, or null if {@code bhsfs_mountroot} refuses it. */
  static @Nullable HsfsRoot mount(Ramdisk ramdisk) throws IOException {
    long address = ramdisk.address(DESCRIPTOR_SECTOR, HsfsNode.SECTOR_BYTES);
    if (address == Ramdisk.UNREADABLE) {
      return null;
    }
    RamdiskView view = ramdisk.view();
    int blockBytes = (short) view.shortAt(address + BLOCK_SIZE);
    if (!view.text(address, STANDARD_ID + 6).equals(PRIMARY_VOLUME)
        || (blockBytes & ~HsfsNode.SECTOR_BYTES) != 0) {
      return null;
    }
    return new HsfsRoot(ramdisk, Integer.toUnsignedLong(view.intAt(address + ROOT_RECORD_EXTENT)));
  }

  @Override
  public BootFileSystem kind() {
    return BootFileSystem.HSFS;
  }

  @Override
  public @Nullable RootFile open(String path, Trace trace) throws IOException {
    RamdiskView view = ramdisk.view();
    HsfsNode node = find(path, view, trace);
    if (node == null) {
      return null;
    }
    boolean compressed = false;
    if (node.size() >= GzipFile.MIN_BYTES) {
      HsfsBlocks blocks = new HsfsBlocks(node, ramdisk);
      if (!blocks.load(0)) {
        if (trace.isOn()) {
          trace.step(StepKind.OPEN, "the first sector of the file cannot be read");
        }
        return null;
      }
      compressed = GzipFile.startsAt(blocks.address(), view);
    }
    if (trace.isOn()) {
      explain(node, compressed, trace);
    }
    ByteSource content =
        compressed
            ? new GzipFile(() -> new HsfsBlocks(node, ramdisk), node.size(), ramdisk)
            : new HsfsFile(node, ramdisk);
    return new RootFile(node.size(), node.mode(), content);
  }

  private static void explain(HsfsNode node, boolean compressed, Trace trace) {
    trace.step(
        StepKind.OPEN, "the extent at sector " + node.extent() + ", " + node.size() + " bytes");
    if (node.mode() != FileType.REGULAR.bits()) {
      trace.remark(RemarkCode.NOT_A_REGULAR_FILE, "this is a directory: reading gives raw bytes");
    }
    if (compressed) {
      trace.remark(RemarkCode.GZIP_INFLATED, "a gzip file: reading inflates it");
    }
  }

  private @Nullable HsfsNode find(String path, RamdiskView view, Trace trace) throws IOException {
    if (path.isEmpty()) {
      return null;
    }
    boolean readable = isReadable(rootExtent);
    HsfsNode node = readable ? rootNode(view) : null;
    if (readable && node == null) {
      return null;
    }
    int at = 0;
    while (true) {
      while (at < path.length() && path.charAt(at) == '/') {
        at++;
      }
      int slash = path.indexOf('/', at);
      int end = slash < 0 ? path.length() : slash;
      if (at == end) {
        return null;
      }
      String name = path.substring(at, end);
      node = lookUp(node, name, view);
      if (trace.isOn()) {
        trace.step(
            StepKind.WALK,
            KernelPath.quote(name)
                + (node == null ? " is not there" : " is at sector " + node.extent()));
      }
      if (node == null || slash < 0) {
        return node;
      }
      if (node.extent() == rootExtent && isReadable(rootExtent)) {
        node = rootNode(view);
        if (node == null) {
          return null;
        }
      }
      at = end;
    }
  }

  private boolean isReadable(long extent) {
    return ramdisk.address(new HsfsNode(extent, 0, 0).sector(0), HsfsNode.SECTOR_BYTES)
        != Ramdisk.UNREADABLE;
  }

  /** Returns the root directory as its own first record tells it, or null without a record. */
  private @Nullable HsfsNode rootNode(RamdiskView view) throws IOException {
    long address = ramdisk.address(new HsfsNode(rootExtent, 0, 0).sector(0), HsfsNode.SECTOR_BYTES);
    HsfsRecord self = HsfsRecord.read(address, 0, ramdisk, view);
    return self.length() == 0
        ? null
        : new HsfsNode(rootExtent, self.node().size(), self.node().mode());
  }

  private @Nullable HsfsNode lookUp(@Nullable HsfsNode directory, String name, RamdiskView view)
      throws IOException {
    if (directory == null) {
      throw KernelStopException.crash(
          "the root directory lies outside the ramdisk: the kernel follows a null pointer");
    }
    if (directory.mode() != FileType.DIRECTORY.bits() || directory.size() == 0) {
      return null;
    }
    NameIndex<HsfsNode> index = directories.getIfPresent(directory);
    if (index == null) {
      index = index(directory, view);
      directories.put(directory, index);
    }
    HsfsNode found = index.find(name);
    if (found == null && !index.isComplete()) {
      found = scan(directory, name, view);
    }
    return found == null || found.extent() == 0 ? null : found;
  }

  private NameIndex<HsfsNode> index(HsfsNode directory, RamdiskView view) throws IOException {
    NameIndex<HsfsNode> index = new NameIndex<>();
    HsfsDirectoryScan scan = new HsfsDirectoryScan(directory, ramdisk, view);
    try {
      HsfsRecord next = scan.next();
      while (next != null && index.isComplete()) {
        if (next.name() != null) {
          index.add(next.name(), next.node());
        }
        next = scan.next();
      }
    } catch (KernelStopException e) {
      index.endsWith(e);
    }
    return index;
  }

  private @Nullable HsfsNode scan(HsfsNode directory, String name, RamdiskView view)
      throws IOException {
    HsfsDirectoryScan scan = new HsfsDirectoryScan(directory, ramdisk, view);
    HsfsRecord next = scan.next();
    while (next != null && !name.equals(next.name())) {
      next = scan.next();
    }
    return next == null ? null : next.node();
  }
}
